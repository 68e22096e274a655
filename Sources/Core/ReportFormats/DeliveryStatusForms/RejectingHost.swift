import MailSyntax

/// The server that refused, as MTAs name it in the text beside a recipient: `host mx.example.org[192.0.2.1] said:`,
/// `while talking to mx.example.org.:`, `Connected to 192.0.2.1 but …`.
enum RejectingHost {
    /// nil where the text names none.
    static func find(in reason: String) -> String? {
        let bytes = Array(reason.utf8)
        for lead in ["host", "host:", "talking to", "connected to", "connect to", "remote server"] as [StaticString] {
            var position = 0
            while let hit = bytes.findIgnoringCase(lead, in: position..<bytes.count) {
                position = hit + lead.utf8CodeUnitCount
                guard hit == 0 || !(bytes[hit - 1].isLetter || bytes[hit - 1].isDigit) else { continue }
                guard position < bytes.count, bytes[position].isMailWhitespace else { continue }
                if let name = name(bytes, at: position) { return name }
            }
        }
        return nil
    }

    /// A name or address with at least one dot inside, on this line or at the start of the next.
    private static func name(_ bytes: [UInt8], at position: Int) -> String? {
        var start = position
        while start < bytes.count, bytes[start].isMailWhitespace { start += 1 }
        var end = start
        while end < bytes.count, bytes[end].isLetter || bytes[end].isDigit || bytes[end] == 45 || bytes[end] == 46 { end += 1 }
        while end > start, bytes[end - 1] == 46 { end -= 1 }
        guard end - start >= 4, end - start <= 253, bytes[start..<end].contains(46) else { return nil }
        return bytes.text(start..<end).asciiLowercased
    }
}
