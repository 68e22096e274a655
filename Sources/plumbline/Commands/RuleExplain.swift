import ArgumentParser
import Daemon
import Deliverability
import Interpretation
import MailSyntax
import Rendering
import Tables

struct RuleExplain: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Which rule claims a reply, and why; or what one rule says.",
        discussion: """
              plumbline rule explain "550 5.7.1 Service unavailable; client host blocked using zen.spamhaus.org"
              plumbline rule explain --provider gmail "421 4.7.28 unusual rate of mail"
              plumbline rule explain gmail/over-quota
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    @Option(name: .long, help: "Whose reply it is.") var provider: String?
    @Option(name: .long, help: "The host that said it: its provider is found by that.") var host: String?
    @Option(name: .long, help: "text or json.") var format: Format = .text
    @OptionGroup var config: ConfigOption
    @Argument(help: "The id of a rule, or the text of a reply.") var text: String

    func run() throws {
        let own = try config.settings().context.rules
        if let rule = (own + TableRule.all).first(where: { $0.id.text == text }) { return try show(rule) }
        try show(Verdict(text, provider: whose, rules: own.isEmpty ? .shared : RuleIndex(own + TableRule.all)))
    }

    private var whose: Provider? {
        provider.map { Provider($0) } ?? host.flatMap { ProviderRecognition.provider(remoteHost: $0, domain: nil) }
    }

    /// A reply with the verdict on it and what else stands in it.
    private struct Verdict {
        let provider: Provider?
        let reply: ReplyCode?
        let status: EnhancedStatusCode?
        let classification: Classification
        let phrase: String?
        /// Rules that would claim it if those before them did not.
        let others: [TableRule]

        init(_ text: String, provider: Provider?, rules: RuleIndex) {
            let evidence = BounceEvidenceText(text, nil)
            let verdict = BounceClassifier.classify(provider: provider, diagnostic: text, status: nil, rules: rules)
            let matches = rules.allMatches(in: evidence.text, provider: provider, reply: evidence.reply, status: evidence.status)
            self.provider = provider
            reply = evidence.reply
            status = evidence.status
            classification = verdict
            phrase = matches.first { $0.id == verdict.rule }.flatMap { $0.phrase(in: evidence.text) }
            others = matches.filter { $0.id != verdict.rule }
        }

        /// Why, in words.
        var reason: String {
            let rule = classification.rule.text
            if let phrase { return "its phrase “\(phrase)” stands in the reply" }
            if rule.hasPrefix("status/") { return "no sentence is known; the enhanced status code \(status?.description ?? "") decides" }
            if rule.hasPrefix("reply/") {
                return "no sentence and no telling status code; the reply code \(reply?.description ?? "") decides"
            }
            if rule.hasPrefix("action/") { return "nothing in it is known" }
            return "its status \(status?.description ?? "") is what this provider says it with"
        }
    }

    private func show(_ verdict: Verdict) throws {
        let found = verdict.classification
        switch format {
        case .json:
            try Output.writeJSON { json in
                json.object { json in
                    json.key("reply_code"); json.number(verdict.reply?.value)
                    json.key("status"); json.string(verdict.status?.description)
                    json.key("provider"); json.string(verdict.provider?.slug)
                    json.key("class"); json.string(found.bounceClass.rawValue)
                    json.key("cause"); json.string(found.cause.rawValue)
                    json.key("rule"); json.string(found.rule.text)
                    json.key("phrase"); json.string(verdict.phrase)
                    json.key("reason"); json.string(verdict.reason)
                    json.key("remedy"); json.string(found.remedy)
                    json.key("also"); json.array(verdict.others) { $0.string($1.id.text) }
                }
            }
        case .text:
            let codes = [verdict.reply?.description, verdict.status?.description].compactMap { $0 }.joined(separator: " ")
            var lines = [
                Output.ink.bold("\(found.bounceClass.rawValue) · \(found.cause.rawValue)"),
                "  said:    " + (codes.isEmpty ? "no code" : codes) + (verdict.provider.map { ", \($0)" } ?? ", no known provider"),
                "  rule:    \(found.rule)", "  why:     \(verdict.reason)", "  remedy:  \(found.remedy)",
            ]
            if !verdict.others.isEmpty {
                lines.append(
                    "  next:    " + verdict.others.prefix(8).map { "\($0.id) (\($0.rule.bounceClass.rawValue))" }.joined(separator: ", "))
            }
            try Output.write(Escape.terminalLines(lines))
        }
    }

    private func show(_ rule: TableRule) throws {
        guard format == .text else { return try Output.writeJSON { RuleJSON.write(rule, to: &$0) } }
        var lines = [
            Output.ink.bold("\(rule.id): \(rule.rule.bounceClass.rawValue) · \(rule.rule.cause.rawValue)"),
            "  remedy:  \(rule.rule.remedy)", "  sample:  \(rule.rule.sample)",
            "  source:  \(rule.source)" + (rule.date.isEmpty ? "" : ", \(rule.date)"),
        ]
        if let language = rule.language { lines.append("  language: \(language)") }
        if let reply = rule.rule.reply { lines.append("  only with reply \(reply)") }
        if let status = rule.rule.status { lines.append("  only with status \(status)") }
        lines += rule.rule.phrases.map { "  phrase:  \($0)" }
        try Output.write(Escape.terminalLines(lines))
    }
}

extension Escape {
    /// Lines for a terminal: the first is a headline of ours, those behind it are made harmless.
    fileprivate static func terminalLines(_ lines: [String]) -> String {
        (lines.prefix(1) + lines.dropFirst().map(terminal)).map { $0 + "\n" }.joined()
    }
}
