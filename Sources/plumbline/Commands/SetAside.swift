import ArgumentParser
import Daemon
import Deliverability
import Glibc
import Intake
import MailSyntax
import Rendering
import Storage
import Workers

struct SetAsideCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "setaside", abstract: "Mail that could not be read, with the reason.",
        subcommands: [SetAsideList.self, SetAsideShow.self, SetAsideRetry.self])
}

struct SetAsideList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "What was set aside, and why.", discussion: "  plumbline setaside list --store s.db --format json")

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    @OptionGroup var store: StoreOption
    @Option(name: .long, help: "text or json.") var format: Format = .text

    func run() throws {
        try store.reading { store in
            let records = try store.setAsides()
            switch format {
            case .json: try Output.writeJSON { json in json.array(records) { json, record in SetAsideJSON.write(record, to: &json) } }
            case .text:
                if records.isEmpty { try Output.write("Nothing is set aside.\n") }
                for record in records {
                    try Output.write(
                        "\(record.digest.description.prefix(16))  \(record.receivedAt.rfc3339)  \(Output.ink.yellow(record.reason))  \(Escape.terminal(record.detail))\n"
                    )
                }
            }
        }
    }
}

struct SetAsideShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "One mail that was set aside.", discussion: "  plumbline setaside show 3f2a9c0d1e --store s.db")

    @OptionGroup var store: StoreOption
    @Argument(help: "Its digest, or the beginning of it.") var digest: String

    func run() throws {
        try store.reading { store in
            let record = try SetAsideSearch.one(digest, in: store)
            try Output.writeJSON(pretty: true) { SetAsideJSON.write(record, to: &$0) }
        }
    }
}

struct SetAsideRetry: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Reads set-aside mail again, with the limits of now.",
        discussion: """
              plumbline setaside retry --store s.db --all
              plumbline setaside retry 3f2a9c0d1e --store s.db --config plumbline.yaml

            What can be read now replaces the refusal, and its file in the set-aside folder is removed; what cannot stays.
            With --forget the entries go whose mail is no longer where it was.
            """)

    @OptionGroup var store: StoreOption
    @OptionGroup var config: ConfigOption
    @Flag(name: .long, help: "All of them.") var all = false
    @Flag(name: .long, help: "Drop entries whose mail is gone.") var forget = false
    @Argument(help: "Digests, or their beginnings.") var digests: [String] = []

    func validate() throws {
        if digests.isEmpty != all { throw ValidationError("name digests, or say --all") }
    }

    func run() throws {
        let settings = try config.settings()
        // What was set aside may be what crashed a reader before.
        let workers = try ConfigOption.workers(settings)
        defer { workers?.close() }
        let prepare = try workers?.prepareOrRefuse ?? ConfigOption.reader(settings).prepare
        let path = try store.path()
        let tally = try store.writing(settings, existing: true) { store in
            let records = try all ? store.setAsides() : digests.map { try SetAsideSearch.one($0, in: store) }
            let retry = Intake.SetAsideRetry(limits: settings.limits, storePath: path, prepare: prepare, forgets: forget)
            return try retry.run(records, into: store, at: .now)
        }
        try Output.write(text(tally))
        if tally.tried > 0, tally.read + tally.known == 0, !forget || tally.gone < tally.tried { throw Failure(.nothingReadable) }
    }

    private func text(_ tally: Intake.SetAsideRetry.Tally) -> String {
        var lines = ["\(tally.read) of \(tally.tried) could be read now."]
        if tally.known > 0 { lines.append("\(tally.known) known already from another delivery.") }
        if tally.gone > 0 {
            lines.append("\(tally.gone) no longer where it was" + (forget ? ", forgotten." : ": --forget drops the entry."))
        }
        if tally.unreadable > 0 { lines.append("\(tally.unreadable) could not be opened or stored.") }
        return lines.joined(separator: "\n") + "\n"
    }
}

private enum SetAsideSearch {
    static func one(_ prefix: String, in store: SQLStore) throws -> SetAsideRecord {
        let found = try store.setAsides().filter { $0.digest.description.hasPrefix(prefix.asciiLowercased) }
        guard let record = found.first else { throw Failure(.noInput, "nothing is set aside under \(Escape.terminal(prefix))") }
        guard found.count == 1 else {
            throw Failure(.usage, "\(Escape.terminal(prefix)) stands for \(found.count) mails; give more of the digest")
        }
        return record
    }
}

private enum SetAsideJSON {
    static func write(_ record: SetAsideRecord, to json: inout JSONWriter) {
        json.object { json in
            json.key("digest"); json.string(record.digest.description)
            json.key("received_at"); json.time(record.receivedAt)
            json.key("reason"); json.string(record.reason)
            json.key("detail"); json.string(record.detail)
            json.key("path"); json.string(record.path)
        }
    }
}
