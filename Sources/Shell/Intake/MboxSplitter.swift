import MailSyntax

/// Splits an mbox (RFC 4155) as its bytes stream by. A message begins after a line `From …` at the start, after an empty
/// line, or one with a time of day in it; `>From ` loses one `>` (mboxrd), the separator itself is no part of a message.
struct MboxSplitter {
    /// A message, or nil where it passed the bound: its bytes were dropped as they came.
    typealias Body = (_ position: Int, _ message: [UInt8]?) throws -> Void

    private let limit: Int
    private var message: [UInt8] = []
    private var line: [UInt8] = []
    private var position = -1
    private var isTooLarge = false
    private var afterEmptyLine = true

    init(limit: Int) { self.limit = limit }

    /// A message whose lines end with a bare CR is one message, whatever its first line: nothing could be split in it.
    static func isMbox(_ bytes: [UInt8]) -> Bool {
        guard bytes.starts(with: from, at: 0, limit: bytes.count) else { return false }
        let newline = bytes.find(10, in: 0..<bytes.count), carriage = bytes.find(13, in: 0..<newline)
        return carriage == newline || carriage + 1 == newline
    }

    mutating func feed(_ bytes: [UInt8], _ body: Body) throws {
        var start = 0
        while start < bytes.count {
            let end = bytes.find(10, in: start..<bytes.count)
            let isWhole = end < bytes.count
            line.append(contentsOf: bytes[start..<(isWhole ? end + 1 : end)])
            start = end + 1
            // A line without an end must not grow past what a message may be.
            if isWhole || line.count > limit { try takeLine(body) }
        }
    }

    mutating func finish(_ body: Body) throws {
        if !line.isEmpty { try takeLine(body) }
        try endMessage(body)
    }

    private mutating func takeLine(_ body: Body) throws {
        defer { line.removeAll(keepingCapacity: true) }
        if isSeparator {
            try endMessage(body)
            position += 1
            afterEmptyLine = false
            return
        }
        afterEmptyLine = line == [10] || line == [13, 10]
        if position < 0 { position = 0 }
        let quoted = line.prefix { $0 == 62 }.count
        let text = quoted > 0 && line.starts(with: Self.from, at: quoted, limit: line.count) ? line.dropFirst() : line[...]
        if message.count + text.count > limit {
            isTooLarge = true
            message.removeAll()
        }
        if !isTooLarge { message.append(contentsOf: text) }
    }

    private static let from = Array("From ".utf8)

    private var isSeparator: Bool {
        guard line.starts(with: Self.from, at: 0, limit: line.count) else { return false }
        return afterEmptyLine || namesTime
    }

    /// Two digits, a colon, two digits: what a `From ` line of an mbox has and a sentence seldom.
    private var namesTime: Bool {
        guard line.count >= 10, line.count < 400 else { return false }
        return (7..<(line.count - 2)).contains { at in
            line[at] == 58 && line[at - 1].isDigit && line[at - 2].isDigit && line[at + 1].isDigit && line[at + 2].isDigit
        }
    }

    private mutating func endMessage(_ body: Body) throws {
        guard position >= 0 else { return }
        dropLastEmptyLine()
        let whole = isTooLarge ? nil : message
        message = []
        isTooLarge = false
        try body(position, whole)
    }

    /// The empty line before the next separator belongs to the mbox, not to the message.
    private mutating func dropLastEmptyLine() {
        let end = message.count
        if message.starts(with: [13, 10, 13, 10], at: end - 4, limit: end) {
            message.removeLast(2)
        } else if message.starts(with: [10, 10], at: end - 2, limit: end) {
            message.removeLast()
        }
    }
}
