import Deliverability
import MailSyntax
import ReportFormats

/// A send log out of pieces of any size: CSV with a header row, or one JSON object a line. Needed are a Message-ID and a
/// recipient; campaign, segment, stream, list, frequency, times of sending and of subscription are welcome, anything else is passed over.
package struct SendLogReader {
    package enum Format: String, CaseIterable, Hashable, Sendable { case csv, ndjson }

    package enum Entry: Hashable, Sendable {
        case sent(SentMessage)
        /// A row that names no mail or nobody.
        case refused(line: Int, reason: String)
    }

    /// Values longer than this are cut; of a Message-ID nothing is cut, it is refused.
    private static let wordBytes = 127
    private static let messageIDBytes = 998

    private let format: Format
    private var rows = CSVRows()
    private var columns: [SendLogColumn?]?
    private var buffer: [UInt8] = []
    private var start = 0
    private var seen = 0
    private var line = 0
    private var isEnded = false

    package init(_ format: Format) { self.format = format }

    /// What the first bytes of a file look like.
    package static func format(of bytes: some Collection<UInt8>) -> Format {
        let first = bytes.first { !$0.isMailWhitespace && ![0xEF, 0xBB, 0xBF].contains($0) }
        return first == 123 ? .ndjson : .csv
    }

    package mutating func append(_ bytes: some Collection<UInt8>) {
        guard format == .ndjson else { return rows.append(bytes) }
        if start > 1 << 16 {
            buffer.removeFirst(start)
            seen -= start
            start = 0
        }
        buffer.append(contentsOf: bytes)
    }

    package mutating func end() {
        isEnded = true
        rows.end()
    }

    /// The next entry; nil where more bytes are needed, or all were given.
    package mutating func next() throws(SendLogFault) -> Entry? {
        switch format {
        case .csv: try nextRow()
        case .ndjson: try nextObject()
        }
    }

    // MARK: CSV

    private mutating func nextRow() throws(SendLogFault) -> Entry? {
        guard let row = try rows.next() else { return nil }
        guard let columns else {
            let found = row.cells.map { SendLogColumn.named($0) }
            guard found.contains(.messageID), found.contains(.recipient) else {
                throw SendLogFault(line: row.line, "the header row needs the columns message_id and recipient")
            }
            self.columns = found
            return try nextRow()
        }
        var values: [SendLogColumn: String] = [:]
        for (column, cell) in zip(columns, row.cells) {
            if let column, values[column] == nil, !cell.isEmpty { values[column] = cell }
        }
        return Self.entry(values, line: row.line)
    }

    // MARK: NDJSON

    private mutating func nextObject() throws(SendLogFault) -> Entry? {
        while true {
            let newline = buffer.find(10, in: seen..<buffer.count)
            if newline == buffer.count {
                seen = newline
                guard newline - start <= CSVRows.rowBytesMax else {
                    throw SendLogFault(line: line + 1, "a line of more than \(CSVRows.rowBytesMax) bytes")
                }
                guard isEnded, start < newline else { return nil }
            }
            let range = buffer.trimmed(start..<newline)
            line += 1
            start = min(newline + 1, buffer.count)
            seen = start
            guard !range.isEmpty else { continue }
            return object(Array(buffer[range]))
        }
    }

    private func object(_ bytes: [UInt8]) -> Entry {
        do {
            let plain = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
            let members = try FlatObject.read(plain, wanted: SendLogColumn.allNames)
            var values: [SendLogColumn: String] = [:]
            for column in SendLogColumn.allCases {
                values[column] = column.names.lazy.compactMap { members[$0] }.first { !$0.isEmpty }
            }
            return Self.entry(values, line: line)
        } catch {
            return .refused(line: line, reason: error.detail)
        }
    }

    // MARK: both

    private static func entry(_ values: [SendLogColumn: String], line: Int) -> Entry {
        guard let id = values[.messageID].flatMap(identifier) else { return .refused(line: line, reason: "no Message-ID") }
        guard let recipient = values[.recipient].flatMap({ EmailAddress($0) }) else {
            return .refused(line: line, reason: "no recipient, or none that is one address")
        }
        func word(_ column: SendLogColumn) -> String? {
            let value = values[column]?.trimmedASCII.bounded(toBytes: wordBytes)
            // Names of figures, which are shown without addresses (law 8).
            return value.flatMap { $0.isEmpty || $0.utf8.contains(64) ? nil : $0 }
        }
        return .sent(
            SentMessage(
                messageID: id, recipient: recipient, campaign: word(.campaign), segment: word(.segment), stream: word(.stream),
                list: word(.list), sentAt: values[.sentAt].flatMap(moment), subscribedAt: values[.subscribedAt].flatMap(moment),
                frequency: word(.frequency)))
    }

    /// Without angle brackets.
    private static func identifier(_ text: String) -> String? {
        var word = Substring(text.trimmedASCII)
        if word.hasPrefix("<"), word.hasSuffix(">") { word = word.dropFirst().dropLast() }
        guard (1...messageIDBytes).contains(word.utf8.count), word.utf8.allSatisfy({ $0 > 32 && $0 != 127 }) else { return nil }
        return String(word)
    }

    /// RFC 3339, RFC 5322, or seconds or milliseconds since 1970.
    private static func moment(_ text: String) -> Timestamp? {
        if let number = Int64(text.trimmedASCII) { return Timestamp(number > 100_000_000_000 ? number / 1000 : number) }
        return MailDate.read(text)
    }
}
