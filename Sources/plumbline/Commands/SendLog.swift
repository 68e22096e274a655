import ArgumentParser
import Daemon
import Deliverability
import MailSyntax
import Rendering
import SendLogs
import Storage
import Tokens

struct SendLogCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sendlog", abstract: "What was sent to whom: names complainers whom reports hide.",
        subcommands: [SendLogImport.self, SendLogForget.self])
}

struct SendLogImport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Adds the mails of a send log.",
        discussion: """
              plumbline sendlog import mailing-s7.csv --store s.db --keys token.keys
              plumbline sendlog import --format ndjson - --store s.db

            CSV with a header row, or one JSON object a line. Needed: message_id and recipient (or email, address); welcome: campaign,
            segment, stream, list, sent_at, subscribed_at, frequency (`plumbline campaign show` tells them apart). With keys, recipients of opaque tokens are known by them as well. Reading a log twice changes
            nothing. Exit code 65 where no row could be read.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case csv, ndjson }

    @OptionGroup var store: StoreOption
    @OptionGroup var keys: TokenKeysOption
    @Option(name: .long, help: "csv or ndjson; seen by the first byte if not given.") var format: Format?
    @Argument(help: "The file, or - for standard input.") var file: String

    private static let complaintsMax = 10

    func run() throws {
        let log = SendLogFile(
            path: file, format: format.map { $0 == .csv ? .csv : .ndjson }, keys: try keys.ringIfNamed(),
            rowsAtOnce: SendLogFile.manyAtOnce)
        let tally = try store.writing(try keys.config.settings()) { store in
            var progress = Progress(), complaints = 0, done = 0
            defer { progress.finish() }
            return try log.read(
                refused: { line, reason in
                    complaints += 1
                    if complaints <= Self.complaintsMax { Output.complain("\(file):\(line): \(reason)") }
                },
                add: { batch in
                    done += batch.count
                    progress.reach(done, "mails")
                    return try store.addSent(batch, at: .now)
                })
        }
        try Output.write("\(tally.rows) rows: \(tally.new) new, \(tally.known) known already, \(tally.refused) refused\n")
        if tally.rows == tally.refused { throw Failure(.nothingReadable) }
    }
}

struct SendLogForget: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forget", abstract: "Removes old mails, and addresses of which nothing else is known.",
        discussion: """
              plumbline sendlog forget --store s.db
              plumbline sendlog forget --days 90 --store s.db

            A complaint about a mail that was forgotten cannot be resolved by its Message-ID: half of them come within a day, the slowest
            known after eleven months.
            """)

    @OptionGroup var store: StoreOption
    @Option(name: .long, help: "Mails older than this.") var days = Token.fullProofDays

    func validate() throws {
        if !(1...36_500).contains(days) { throw ValidationError("--days is a number from 1 to 36500") }
    }

    func run() throws {
        let moment = Timestamp.now.adding(seconds: -Int64(days) * 86400)
        let count = try store.writing(existing: true) { try $0.forgetSent(before: moment) }
        try Output.write("\(count) mails forgotten\n")
    }
}
