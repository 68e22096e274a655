import ArgumentParser
import Daemon
import Deliverability
import Interpretation
import Rendering
import Tables

struct RuleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rule", abstract: "What replies of mail servers mean: the rules behind every verdict.",
        subcommands: [RuleList.self, RuleExplain.self, RuleCheck.self, RuleUnknown.self])
}

struct RuleList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "All rules, in the order in which they are asked.",
        discussion: """
              plumbline rule list --provider gmail
              plumbline rule list --lang ja --format json
              plumbline rule list --providers

            Your own rules (--config) come first, then each provider's, then everybody's.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    @Option(name: .long, help: "Only the rules and the profile of this provider.") var provider: String?
    @Option(name: .customLong("lang"), help: "Only sentences in this language (ISO 639: de, fr, ja …).") var language: String?
    @Flag(name: .long, help: "The profiles of the providers instead: hosts, limits, retries.") var providers = false
    @Option(name: .long, help: "text or json.") var format: Format = .text
    @OptionGroup var config: ConfigOption

    func run() throws {
        let own = try config.settings().context.rules
        let rules = (own + TableRule.all).filter { rule in
            (provider == nil || rule.provider?.slug == provider) && (language == nil || rule.language == language)
        }
        let tables = RuleTables.providers.filter { provider == nil || $0.provider.slug == provider }
        if provider != nil, tables.isEmpty, rules.isEmpty {
            throw Failure(.noInput, "there is no provider \(Escape.terminal(provider ?? "")); --providers names them")
        }
        switch format {
        case .json:
            try Output.writeJSON { json in
                json.object { json in
                    json.key("schema"); json.string("plumbline.rules/1")
                    json.key("providers"); json.array(tables) { ProviderJSON.write($1, to: &$0) }
                    json.key("rules"); json.array(providers ? [] : rules) { RuleJSON.write($1, to: &$0) }
                }
            }
        case .text:
            if providers || provider != nil { try tables.forEach { try Output.write(Self.profile($0)) } }
            if !providers { try rules.forEach { try Output.write(Self.line($0)) } }
        }
    }

    private static func profile(_ table: ProviderTable) -> String {
        let limits = table.limits, ink = Output.ink
        var lines = [
            ink.bold(table.provider.slug), "  hosts:       " + table.hosts.joined(separator: ", "),
            "  mailboxes:   " + (table.domains.isEmpty ? "of its customers' domains" : table.domains.joined(separator: ", ")),
            "  connections: \(limits.connections) at a time",
        ]
        let bounds =
            [("messages in one connection", limits.messagesPerConnection), ("recipients in one message", limits.recipientsPerMessage)]
            .compactMap { name, value in value.map { "\($0) \(name)" } } + (limits.messageMiB.map { ["\($0) MiB a message"] } ?? [])
        if !bounds.isEmpty { lines.append("  limits:      " + bounds.joined(separator: ", ")) }
        let waits = limits.retry.waitSeconds.map { $0 % 3600 == 0 ? "\($0 / 3600)h" : "\($0 / 60)m" }.joined(separator: ", ")
        lines.append("  retry:       \(limits.retry.name): after \(waits); given up after \(limits.retry.lifetimeSeconds / 3600)h")
        lines.append("  rules:       \(table.rules.count), \(table.source), \(table.date)")
        return lines.joined(separator: "\n") + "\n"
    }

    private static func line(_ rule: TableRule) -> String {
        let first = rule.rule.phrases.first ?? "status \(rule.rule.status ?? "")"
        let verdict = "\(rule.rule.bounceClass.rawValue) \(rule.rule.cause.rawValue)"
        return Escape.terminal("\(rule.id.text.padded(34)) \(verdict.padded(26)) \(first)") + "\n"
    }
}

/// One rule of the tables.
enum RuleJSON {
    static func write(_ rule: TableRule, to json: inout JSONWriter) {
        json.object { json in
            json.key("id"); json.string(rule.id.text)
            json.key("class"); json.string(rule.rule.bounceClass.rawValue)
            json.key("cause"); json.string(rule.rule.cause.rawValue)
            json.key("provider"); json.string(rule.provider?.slug)
            json.key("language"); json.string(rule.language)
            json.key("phrases"); json.array(rule.rule.phrases) { $0.string($1) }
            json.key("reply"); json.number(rule.rule.reply)
            json.key("status"); json.string(rule.rule.status)
            json.key("distinctive"); json.bool(rule.rule.isDistinctive)
            json.key("remedy"); json.string(rule.rule.remedy)
            json.key("sample"); json.string(rule.rule.sample)
            json.key("source"); json.string(rule.source)
            json.key("date"); json.string(rule.date.isEmpty ? nil : rule.date)
        }
    }
}

/// The profile of one provider.
private enum ProviderJSON {
    static func write(_ table: ProviderTable, to json: inout JSONWriter) {
        json.object { json in
            json.key("provider"); json.string(table.provider.slug)
            json.key("hosts"); json.array(table.hosts) { $0.string($1) }
            json.key("domains"); json.array(table.domains) { $0.string($1) }
            json.key("connections"); json.number(table.limits.connections)
            json.key("messages_per_connection"); json.number(table.limits.messagesPerConnection)
            json.key("recipients_per_message"); json.number(table.limits.recipientsPerMessage)
            json.key("message_mib"); json.number(table.limits.messageMiB)
            json.key("retry")
            json.object { json in
                json.key("name"); json.string(table.limits.retry.name)
                json.key("wait_seconds"); json.array(table.limits.retry.waitSeconds) { $0.number($1) }
                json.key("lifetime_seconds"); json.number(table.limits.retry.lifetimeSeconds)
            }
            json.key("source"); json.string(table.source)
            json.key("date"); json.string(table.date)
        }
    }
}
