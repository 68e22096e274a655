import ArgumentParser
import Deliverability
import Explanations
import MailSyntax
import Rendering
import Storage

struct EventCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "event", abstract: "The event log.", subcommands: [EventExport.self])
}

struct EventExport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Prints the event log in sequence order, without addresses.",
        discussion: """
              plumbline event export --store s.db --since 1200 > events.ndjson

            Contacts appear by their keyed hash (HMAC-SHA-256): the same contact, the same hash; no way back without the key.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case ndjson, csv }

    @OptionGroup var store: StoreOption
    @Option(name: .long, help: "Only events after this sequence number.") var since: Int64 = 0
    @Option(name: .long, help: "ndjson or csv.") var format: Format = .ndjson

    func run() throws {
        try store.reading { store in
            switch format {
            case .ndjson: try ndjson(store)
            case .csv: try csv(store)
            }
        }
    }

    private func ndjson(_ store: SQLStore) throws {
        var json = JSONWriter()
        try store.events(after: since) { stored in
            EventLogJSON.write(stored, to: &json)
            json.newline()
            if json.bytes.count > 1 << 16 { try Output.write(json.take()) }
        }
        try Output.write(json.take())
    }

    private func csv(_ store: SQLStore) throws {
        var csv = CSVWriter(columns: [
            "seq", "occurred_at", "received_at", "kind", "contact", "class", "cause", "rule", "provider", "action", "status", "reply_code",
            "effect", "domain", "source_ip", "messages", "aligned", "digest", "position",
        ])
        try store.events(after: since) { stored in
            csv.row(EventCells.of(stored))
            if csv.text.utf8.count > 1 << 16 { try Output.write(csv.take()) }
        }
        try Output.write(csv.take())
    }
}

/// One event as CSV cells, in the order of the header row.
private enum EventCells {
    static func of(_ stored: StoredEvent) -> [CSVWriter.Cell] {
        var cells: [String: CSVWriter.Cell] = [:]
        switch stored.event {
        case .bounce(let bounce):
            cells["class"] = .text(bounce.classification.bounceClass.rawValue)
            cells["cause"] = .text(bounce.classification.cause.rawValue)
            cells["rule"] = .text(bounce.classification.rule.text)
            cells["provider"] = .text(bounce.provider?.slug)
            cells["action"] = .text(bounce.action.rawValue)
            cells["status"] = .text(bounce.status?.description)
            cells["reply_code"] = .number(bounce.replyCode.map { Int64($0.value) })
            cells["domain"] = .text(bounce.fromDomain?.text)
            cells["effect"] = .text(stored.effectWord)
        case .complaint(let complaint):
            cells["cause"] = .text(complaint.feedbackType)
            cells["rule"] = .text(complaint.attribution.rung.rawValue)
            cells["provider"] = .text(complaint.provider?.slug)
            cells["effect"] = .text(complaint.effect.rawValue)
            cells["domain"] = .text(complaint.fromDomain?.text)
            cells["source_ip"] = .text(complaint.sourceIP)
        case .alignment(let tally):
            cells["cause"] = .text(tally.cause.rawValue)
            cells["domain"] = .text(tally.domain)
            cells["source_ip"] = .text(tally.sourceIP)
            cells["messages"] = .number(tally.counts.messages)
            cells["aligned"] = .number(tally.counts.aligned)
        case .unsubscribe: cells["effect"] = .text("suppress")
        case .other(let other): cells["cause"] = .text(other.cause.rawValue)
        }
        func cell(_ name: String) -> CSVWriter.Cell { cells[name] ?? .text(nil) }
        return [
            .number(stored.seq), .text(stored.occurredAt?.rfc3339), .text(stored.receivedAt.rfc3339), .text(stored.event.kind),
            .text(stored.contact), cell("class"), cell("cause"), cell("rule"), cell("provider"), cell("action"), cell("status"),
            cell("reply_code"), cell("effect"), cell("domain"), cell("source_ip"), cell("messages"), cell("aligned"),
            .text(stored.digest.description), .number(Int64(stored.position)),
        ]
    }
}
