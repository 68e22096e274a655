import MailSyntax

/// Rows of CSV (RFC 4180) out of pieces of any size. Linear: a byte is looked at once, and only the open row is held.
///
/// Cells stand between commas, semicolons or tabs, whichever the first row has most of. Quotes may hold separators, line
/// ends and doubled quotes. Lines end with LF or CRLF; empty ones are passed over.
package struct CSVRows {
    /// One row as it stood there, without its line end.
    package struct Row: Hashable, Sendable {
        /// Line of the file on which it begins, from 1.
        package let line: Int
        package let bytes: [UInt8]
        package let lineEnd: [UInt8]
        fileprivate let separator: UInt8

        /// The cells, without their quotes.
        package var cells: [String] {
            var out: [String] = [], cell: [UInt8] = [], quoted = false, position = 0
            while position < bytes.count {
                let byte = bytes[position]
                position += 1
                if byte == 34 {
                    if quoted, position < bytes.count, bytes[position] == 34 {
                        cell.append(34)
                        position += 1
                    } else {
                        quoted.toggle()
                    }
                } else if byte == separator, !quoted {
                    out.append(String(decoding: cell, as: UTF8.self))
                    cell.removeAll(keepingCapacity: true)
                } else {
                    cell.append(byte)
                }
            }
            out.append(String(decoding: cell, as: UTF8.self))
            return out
        }
    }

    /// Bytes of one row. A quote that is never closed would otherwise swallow the file.
    package static let rowBytesMax = 1 << 20

    private var buffer: [UInt8] = []
    /// Where the open row begins, how far it was looked at, and whether a quote is open there.
    private var start = 0
    private var seen = 0
    private var quoted = false
    private var rowLine = 1
    private var line = 1
    private var isEnded = false
    /// Between cells; known once the first row is whole.
    package private(set) var separator: UInt8?

    package init() {}

    package mutating func append(_ bytes: some Collection<UInt8>) {
        if start > 1 << 16 {
            buffer.removeFirst(start)
            seen -= start
            start = 0
        }
        buffer.append(contentsOf: bytes)
    }

    /// No more bytes follow.
    package mutating func end() { isEnded = true }

    /// The next whole row; nil where more bytes are needed, or all were given.
    package mutating func next() throws(SendLogFault) -> Row? {
        while seen < buffer.count {
            let byte = buffer[seen]
            seen += 1
            if byte == 34 { quoted.toggle() }
            if byte == 10 { line += 1 }
            guard byte == 10, !quoted else {
                if seen - start > Self.rowBytesMax {
                    throw SendLogFault(line: rowLine, "a row of more than \(Self.rowBytesMax) bytes: is a quote not closed?")
                }
                continue
            }
            if let row = take(upTo: seen - 1) { return row }
        }
        guard isEnded, start < buffer.count else { return nil }
        if quoted { throw SendLogFault(line: rowLine, "a quote that is not closed") }
        return take(upTo: buffer.count)
    }

    private mutating func take(upTo end: Int) -> Row? {
        var first = start, last = end
        if last > first, buffer[last - 1] == 13 { last -= 1 }
        if rowLine == 1, buffer.starts(with: [0xEF, 0xBB, 0xBF], at: first, limit: last) { first += 3 }
        let bytes = Array(buffer[first..<last])
        let ending = last < end ? [13, 10] : [UInt8(10)]
        let begun = rowLine
        start = max(seen, end)
        rowLine = line
        guard !bytes.isEmpty else { return nil }
        let separator = self.separator ?? Self.separator(of: bytes)
        self.separator = separator
        return Row(line: begun, bytes: bytes, lineEnd: ending, separator: separator)
    }

    private static func separator(of bytes: [UInt8]) -> UInt8 {
        let candidates: [UInt8] = [44, 59, 9]
        let counts = candidates.map { candidate in bytes.count { $0 == candidate } }
        guard let most = counts.max(), most > 0, let place = counts.firstIndex(of: most) else { return 44 }
        return candidates[place]
    }
}

/// Why a file cannot be taken as rows.
package struct SendLogFault: Error, Hashable, Sendable, CustomStringConvertible {
    package let line: Int
    package let message: String

    package init(line: Int, _ message: String) {
        self.line = line
        self.message = message
    }

    package var description: String { "line \(line): \(message)" }
}

extension CSVRows.Row {
    /// The row as it was, with further cells behind it, and its line end. Cells are quoted where they must be.
    package func bytes(adding cells: [String]) -> [UInt8] {
        var out = bytes
        for cell in cells {
            out.append(separator)
            let needsQuotes = cell.utf8.contains { $0 == separator || $0 == 34 || $0 == 10 || $0 == 13 }
            guard needsQuotes else { out += Array(cell.utf8); continue }
            out.append(34)
            for byte in cell.utf8 { out += byte == 34 ? [34, 34] : [byte] }
            out.append(34)
        }
        return out + lineEnd
    }
}
