import ArgumentParser
import Deliverability
import Intake
import MailSyntax
import SendLogs
import Tokens

struct TokenSign: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign", abstract: "Adds tokens to the recipients of a whole mailing.",
        discussion: """
              plumbline token sign --csv recipients.csv --keys token.keys --campaign s7 \\
                --bounce-at bounces@example.com --complaint-at fbl@example.com --message-id-at example.com > signed.csv

            Reads CSV with a header row from a file or standard input and writes each row as it was, with one column more for each
            --…-at: bounce_address, complaint_address, message_id, unsubscribe_link. The recipient stands in a column email, recipient or
            address; a column campaign goes before --campaign. Cells stay empty where a row has no recipient or its token has no room;
            then the exit code is 1.
            """)

    @OptionGroup var keys: TokenKeysOption
    @OptionGroup var content: TokenContentOption
    @Flag(name: .long, help: "The input is CSV (there is no other form).") var csv = false
    @Option(name: .long, help: "What you call the mailing, for rows without a campaign.") var campaign: String?
    @Option(name: .long, help: ArgumentHelp("Mailbox of the envelope sender.", valueName: "mailbox")) var bounceAt: TokenCarrier?
    @Option(name: .long, help: ArgumentHelp("Mailbox of the CFBL-Address.", valueName: "mailbox")) var complaintAt: TokenCarrier?
    @Option(name: .long, help: ArgumentHelp("Domain of the Message-ID.", valueName: "domain")) var messageIDAt: TokenCarrier?
    @Option(name: .long, help: ArgumentHelp("Mailbox, or beginning of the https link.", valueName: "mailbox|link"))
    var unsubscribeAt: TokenCarrier?
    @Argument(help: "The file, or - for standard input.") var file = "-"

    private static let rowsAtOnce = 1024

    private var columns: [SigningColumn] {
        let wanted: [(TokenCarrier?, String, TokenPurpose)] = [
            (bounceAt, "bounce_address", .bounce), (complaintAt, "complaint_address", .complaint), (messageIDAt, "message_id", .messageID),
            (unsubscribeAt, "unsubscribe_link", .unsubscribe),
        ]
        return wanted.compactMap { carrier, name, purpose in carrier.map { SigningColumn(name: name, purpose: purpose, carrier: $0) } }
    }

    func validate() throws {
        if columns.isEmpty {
            throw ValidationError("say what carries tokens: --bounce-at, --complaint-at, --message-id-at or --unsubscribe-at")
        }
    }

    func run() throws {
        let mint = TokenMint(keys: try keys.ring(), on: Timestamp.now.civilDate)
        let columns = columns, campaign = campaign, scope = content.scope, form = content.form
        var header: MailingHeader?, signed = 0, refusals: [Int: String] = [:], refused = 0
        let work = OrderedParallel<SigningBatch, SignedBatch> { batch in
            batch.signed { recipient, own in
                try columns.map { column in
                    column.carrier.carrying(
                        try mint.token(
                            column.purpose, for: recipient, campaign: own ?? campaign, scope: scope, form: form, room: column.carrier.room))
                }
            }
        }
        try work.run(
            produce: { give in
                var rows = CSVRows(), pending: [CSVRows.Row] = []
                func drain(_ least: Int) throws {
                    guard let header, pending.count >= least, !pending.isEmpty else { return }
                    try give(SigningBatch(header: header, rows: pending, columns: columns.count))
                    pending.removeAll(keepingCapacity: true)
                }
                func take() throws {
                    while let row = try Self.next(&rows, file) {
                        if header == nil {
                            let found = try MailingHeader(row, file: file)
                            header = found
                            try Output.write(found.bytes(adding: columns.map(\.name)))
                            continue
                        }
                        pending.append(row)
                        try drain(Self.rowsAtOnce)
                    }
                }
                try FileChunks.forEach(of: file) { chunk in
                    rows.append(chunk)
                    try take()
                }
                rows.end()
                try take()
                try drain(1)
            },
            emit: { batch in
                try Output.write(batch.bytes)
                signed += batch.signed
                refused += batch.refused.count
                for (line, reason) in batch.refused where refusals.count < 10 { refusals[line] = reason }
            })
        guard header != nil else { throw Failure(.nothingReadable, "\(file) has no header row") }
        for (line, reason) in refusals.sorted(by: { $0.key < $1.key }) { Output.complain("\(file):\(line): \(reason)") }
        if refused > 0 { throw Failure(.findings, "\(refused) of \(signed + refused) rows have no token") }
    }

    private static func next(_ rows: inout CSVRows, _ file: String) throws -> CSVRows.Row? {
        do { return try rows.next() } catch { throw Failure(.nothingReadable, "\(file): \(error)") }
    }
}

/// One column that is added.
private struct SigningColumn: Sendable {
    let name: String
    let purpose: TokenPurpose
    let carrier: TokenCarrier
}

/// Where recipient and campaign stand in the rows of a mailing.
private struct MailingHeader: Sendable {
    let row: CSVRows.Row
    let recipient: Int
    let campaign: Int?

    init(_ row: CSVRows.Row, file: String) throws {
        let columns = row.cells.map { SendLogColumn.named($0) }
        guard let recipient = columns.firstIndex(of: .recipient) else {
            throw Failure(.nothingReadable, "\(file):\(row.line): no column is called email, recipient or address")
        }
        self.row = row
        self.recipient = recipient
        campaign = columns.firstIndex(of: .campaign)
    }

    func bytes(adding cells: [String]) -> [UInt8] { row.bytes(adding: cells) }
}

/// Rows on their way to a thread that signs them.
private struct SigningBatch: Sendable {
    let header: MailingHeader
    let rows: [CSVRows.Row]
    let columns: Int

    func signed(_ cells: (EmailAddress, String?) throws -> [String]) -> SignedBatch {
        var out = SignedBatch()
        let none = [String](repeating: "", count: columns)
        for row in rows {
            let found = row.cells
            func cell(_ index: Int) -> String? { index < found.count && !found[index].isEmpty ? found[index] : nil }
            var added = none
            if let recipient = cell(header.recipient).flatMap({ EmailAddress($0) }) {
                do {
                    added = try cells(recipient, header.campaign.flatMap(cell))
                    out.signed += 1
                } catch {
                    out.refused.append((row.line, "\(error)"))
                }
            } else {
                out.refused.append((row.line, "no recipient, or none that is one address"))
            }
            out.bytes += row.bytes(adding: added)
        }
        return out
    }
}

private struct SignedBatch: Sendable {
    var bytes: [UInt8] = []
    var signed = 0
    var refused: [(line: Int, reason: String)] = []
}
