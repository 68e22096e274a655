import ArgumentParser
import Daemon
import Intake
import Interpretation
import MailSyntax
import Rendering
import Storage

struct Ingest: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Reads mail and commits what it says; the sources are left untouched.",
        discussion: """
              plumbline ingest --store s.db ~/Maildir
              plumbline ingest --store s.db reports-2026.mbox old-reports/

            At the end of a pipe of an MTA (Postfix: `|plumbline ingest --store /var/lib/plumbline/s.db -`) it reads one message and
            exits 0 for everything that was stored, set-aside mail included, and 75 for every failure, so that no bounce is bounced.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    @OptionGroup var store: StoreOption
    @OptionGroup var config: ConfigOption
    @Option(name: .long, help: "text or json.") var format: Format = .text
    @Argument(help: "Mail files, folders, Maildirs, mboxes, report files, or -.") var sources: [String]

    func run() throws {
        let settings = try config.settings()
        // An MTA calls the pipe for each mail: it would be told each time.
        if settings.context.authservIDs.isEmpty, !sources.contains("-") { Output.complain("plumbline: " + Settings.nothingIsTrusted) }
        let reader = try ConfigOption.reader(settings)
        let path = try store.path()
        let tally = try store.writing(settings) { store in
            let ingestion = Ingestion(limits: settings.limits, storePath: path, prepare: reader.prepare, now: { .now })
            var progress = Progress()
            defer { progress.finish() }
            return try ingestion.run(sources, into: store) { progress.reach($0, "messages") }
        }
        switch format {
        case .json: try Output.write(tally.json + [10])
        case .text: try Output.write(Self.text(tally))
        }
        // For a pipe, set-aside mail is stored mail.
        if tally.read == 0 { throw Failure(.nothingReadable, "no message among the inputs") }
        if tally.setAside == tally.read, !sources.contains("-") { throw Failure(.nothingReadable) }
    }

    private static func text(_ tally: IngestTally) -> String {
        let ink = Output.ink
        var lines = [
            "\(ink.bold("\(tally.read) read")): \(tally.new) new, \(tally.duplicate) known already, \(tally.unrelated) unrelated, "
                + (tally.setAside > 0 ? ink.yellow("\(tally.setAside) set aside") : "0 set aside")
        ]
        func counts(_ kinds: [String], _ values: [String: Int]) -> String {
            let parts = kinds.compactMap { kind in values[kind].flatMap { $0 > 0 ? "\($0) \(kind)" : nil } }
            return parts.isEmpty ? "none" : parts.joined(separator: ", ")
        }
        lines.append("  reports: " + counts(IngestTally.reportKinds, tally.reports))
        lines.append("  events:  " + counts(IngestTally.eventKinds, tally.events))
        if tally.suppressed > 0 { lines.append("  " + ink.red("\(tally.suppressed) contacts suppressed")) }
        if tally.setAside > 0 { lines.append("  see why: plumbline setaside list") }
        return lines.joined(separator: "\n") + "\n"
    }
}
