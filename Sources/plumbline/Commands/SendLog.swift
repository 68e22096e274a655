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
            segment, stream, list, sent_at. With keys, recipients of opaque tokens are known by them as well. Reading a log twice changes
            nothing. Exit code 65 where no row could be read.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case csv, ndjson }

    @OptionGroup var store: StoreOption
    @OptionGroup var keys: TokenKeysOption
    @Option(name: .long, help: "csv or ndjson; seen by the first byte if not given.") var format: Format?
    @Argument(help: "The file, or - for standard input.") var file: String

    private static let rowsAtOnce = 20_000
    private static let complaintsMax = 10

    func run() throws {
        let ring = try keys.ringIfNamed()
        var tally = (rows: 0, new: 0, refused: 0)
        try store.writing(try keys.config.settings()) { store in
            var reader: SendLogReader?, batch: [SentMessage] = []
            var progress = Progress()
            defer { progress.finish() }
            func drain(_ least: Int) throws {
                guard batch.count >= least, !batch.isEmpty else { return }
                tally.new += try store.addSent(batch, at: .now)
                batch.removeAll(keepingCapacity: true)
                progress.reach(tally.rows, "mails")
            }
            func take() throws {
                while let entry = try next(&reader) {
                    tally.rows += 1
                    switch entry {
                    case .sent(let mail): batch.append(mail.known(by: ring))
                    case .refused(let line, let reason):
                        tally.refused += 1
                        if tally.refused <= Self.complaintsMax { Output.complain("\(file):\(line): \(reason)") }
                    }
                    try drain(Self.rowsAtOnce)
                }
            }
            try InputChunks.forEach(of: file) { chunk in
                if reader == nil {
                    reader = SendLogReader(format == .csv ? .csv : format == .ndjson ? .ndjson : SendLogReader.format(of: chunk))
                }
                reader?.append(chunk)
                try take()
            }
            reader?.end()
            try take()
            try drain(1)
        }
        let known = tally.rows - tally.refused - tally.new
        try Output.write("\(tally.rows) rows: \(tally.new) new, \(known) known already, \(tally.refused) refused\n")
        if tally.rows == tally.refused { throw Failure(.nothingReadable) }
    }

    private func next(_ reader: inout SendLogReader?) throws -> SendLogReader.Entry? {
        do { return try reader?.next() } catch { throw Failure(.nothingReadable, "\(file): \(error)") }
    }
}

extension SentMessage {
    /// With the handle that opaque tokens carry.
    fileprivate func known(by ring: TokenKeyRing?) -> SentMessage {
        guard let ring else { return self }
        return SentMessage(
            messageID: messageID, recipient: recipient, campaign: campaign, segment: segment, stream: stream, list: list, sentAt: sentAt,
            handle: ring.handle(of: recipient))
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
