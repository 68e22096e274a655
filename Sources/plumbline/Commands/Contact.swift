import ArgumentParser
import Deliverability
import Explanations
import MailSyntax
import Rendering
import Storage

struct ContactCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "contact", abstract: "One contact: its state, and why; what is held of it, and its end.",
        subcommands: [ContactShow.self, ContactWhy.self, ContactExportCommand.self, ContactForget.self])
}

struct ContactShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "State and last events of a contact.",
        discussion: "  plumbline contact show user@example.org --store s.db --format json")

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    @OptionGroup var store: StoreOption
    @Option(name: .long, help: "text or json.") var format: Format = .text
    @Argument(help: "The address.") var address: AddressArgument

    func run() throws {
        try store.reading { store in
            let record = try store.contact(of: address.address)
            switch format {
            case .json: try Output.writeJSON { ContactJSON.write(record, address: address.address, to: &$0) }
            case .text: try Output.write(ContactText.render(record, address: address.address, why: false, ink: Output.ink))
            }
        }
    }
}

struct ContactWhy: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "why", abstract: "Why a contact is in its state: each event, its rule and its evidence.",
        discussion: "  plumbline contact why user@example.org --store s.db")

    @OptionGroup var store: StoreOption
    @Argument(help: "The address.") var address: AddressArgument

    func run() throws {
        try store.reading { store in
            try Output.write(ContactText.render(store.contact(of: address.address), address: address.address, why: true, ink: Output.ink))
        }
    }
}

private enum ContactJSON {
    static func write(_ record: ContactRecord?, address: EmailAddress, to json: inout JSONWriter) {
        json.object { json in
            json.key("schema"); json.string("plumbline.contact/1")
            json.key("address"); json.string(address.description)
            json.key("hash"); json.string(record?.hash)
            json.key("phase"); json.string(record?.state.phase.word ?? "active")
            json.key("reason"); json.string(record?.state.phase.reasonWord)
            json.key("since"); json.time(record?.state.since)
            json.key("expires"); json.time(record?.state.expires)
            json.key("strikes"); json.number(record?.state.softFailures.count ?? 0)
            json.key("suppressed"); json.bool(record?.state.isSuppressing ?? false)
            json.key("scopes"); json.array(record?.scoped ?? []) { json, scoped in ContactParts.write(scoped, to: &json) }
            json.key("decisions"); json.array(record?.decisions ?? []) { json, decision in ContactParts.write(decision, to: &json) }
            json.key("events"); json.array(record?.events ?? []) { json, event in EventLogJSON.write(event, to: &json) }
        }
    }
}

/// What `contact show` and `contact export` say alike.
enum ContactParts {
    static func write(_ scoped: ScopedState, to json: inout JSONWriter) {
        json.object { json in
            json.key("scope"); json.string(scoped.scope)
            json.key("phase"); json.string(scoped.state.phase.word)
            json.key("reason"); json.string(scoped.state.phase.reasonWord)
            json.key("since"); json.time(scoped.state.since)
            json.key("expires"); json.time(scoped.state.expires)
            json.key("suppressed"); json.bool(scoped.state.isSuppressing)
        }
    }

    static func write(_ decision: OperatorDecision, to json: inout JSONWriter) {
        json.object { json in
            json.key("at"); json.time(decision.at)
            json.key("scope"); json.string(decision.scope)
            json.key("decision"); json.string(decision.word.rawValue)
            json.key("reason"); json.string(decision.reason)
        }
    }
}

enum ContactText {
    static func render(_ record: ContactRecord?, address: EmailAddress, why: Bool, ink: Ink) -> String {
        let name = ink.bold(Escape.terminal(address.description))
        guard let record else { return "\(name) is not known here: no report ever named it.\n" }
        let state = record.state
        let phase = words(state)
        var lines = ["\(name): " + (state.isSuppressing ? ink.red(phase) : ink.green(phase)) + " since \(state.since.rfc3339)"]
        if why {
            lines += ContactStory.sentences(state, record.events).map { "  " + $0 }
        } else {
            if let expires = state.expires { lines.append("  ends by itself at \(expires.rfc3339) unless confirmed") }
            if !state.softFailures.isEmpty { lines.append("  \(state.softFailures.count) soft failures in the window") }
        }
        for scoped in record.scoped {
            let state = scoped.state
            var line = "  \(Escape.terminal(scoped.scope)) only: " + (state.isSuppressing ? ink.red(words(state)) : ink.green(words(state)))
            line += " since \(state.since.rfc3339)"
            if let expires = state.expires { line += ", ends by itself at \(expires.rfc3339) unless confirmed" }
            lines.append(line)
        }
        for decision in record.decisions {
            let scope = decision.scope == SuppressionScope.all.description ? "" : " for \(Escape.terminal(decision.scope)) only"
            let reason = decision.reason.map { ": \(Escape.terminal($0))" } ?? ""
            lines.append("  \(decision.at.rfc3339)  operator: \(decision.word.rawValue)\(scope)\(reason)")
        }
        if record.address == nil { lines.append("  erased on request: only the hash is kept under which it must not be mailed") }
        if record.events.isEmpty, record.address != nil { lines.append("  no events: this state was set by the operator or by time") }
        for event in record.events { lines += describe(event, why: why, ink) }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func words(_ state: ContactState) -> String {
        state.phase.word + (state.phase.reasonWord.map { " (\($0))" } ?? "")
    }

    private static func describe(_ stored: StoredEvent, why: Bool, _ ink: Ink) -> [String] {
        var what: String, rule: String?
        switch stored.event {
        case .bounce(let bounce):
            what = "\(bounce.action.rawValue): \(bounce.classification.bounceClass.rawValue) \(bounce.classification.cause.rawValue)"
            let codes = [bounce.replyCode?.description, bounce.status?.description, bounce.provider?.slug].compactMap(\.self)
            if !codes.isEmpty { what += " (\(codes.joined(separator: ", ")))" }
            rule = bounce.classification.rule.text
        case .complaint(let complaint):
            what =
                "complaint (\(Escape.terminal(complaint.feedbackType))\(complaint.provider.map { ", \($0.slug)" } ?? "")): \(complaint.effect.rawValue)"
            rule = "named by \(complaint.attribution.rung.rawValue), trust \(complaint.attribution.trust.rawValue)"
        case .unsubscribe(let unsubscribe): what = "unsubscribed by \(unsubscribe.method.rawValue)"
        case .alignment: what = "alignment"
        case .other(let other): what = other.cause.rawValue
        }
        var lines = ["  \((stored.occurredAt ?? stored.receivedAt).rfc3339)  \(what)"]
        if why {
            lines.append("    " + ContactStory.weight(of: stored))
            if let rule { lines.append(ink.dim("    rule      \(rule)")) }
            if case .bounce(let bounce) = stored.event, !bounce.diagnostic.isEmpty {
                lines.append(ink.dim("    reply     \(Escape.terminal(bounce.diagnostic.bounded(toBytes: 200)))"))
            }
            if let id = stored.event.originalMessageID { lines.append(ink.dim("    message   \(Escape.terminal(id))")) }
            lines.append(
                ink.dim(
                    "    evidence  message \(stored.digest.description.prefix(16))…, event \(stored.position), seq \(stored.seq), received \(stored.receivedAt.rfc3339)"
                ))
        }
        return lines
    }
}
