/// The local part with and without quotes (RFC 5321 §4.1.2): one mailbox, however it is spelled.
extension EmailAddress {
    /// The mailbox's own characters: quotes and the backslashes inside of them are spelling.
    package var localContent: [UInt8] {
        let bytes = Array(localPart.utf8)
        guard bytes.count > 2, bytes.first == 34, bytes.last == 34 else { return bytes }
        var content: [UInt8] = []
        var escaped = false
        for byte in bytes.dropFirst().dropLast() {
            if byte == 92, !escaped {
                escaped = true
                continue
            }
            content.append(byte)
            escaped = false
        }
        return content
    }

    /// The address of a mailbox whose local part is known without quotes, as Postfix passes it on; they are put where they
    /// are needed. nil where `init(_:)` is nil.
    package init?(localContent content: [UInt8], domain: [UInt8]) {
        guard !content.isEmpty else { return nil }
        self.init((Self.isPlain(content) ? content : Self.quoted(content)) + [64] + domain)
    }

    /// In quotes, with no backslashes but those that are needed.
    package static func quoted(_ content: [UInt8]) -> [UInt8] {
        var out: [UInt8] = [34]
        for byte in content {
            if byte == 34 || byte == 92 { out.append(92) }
            out.append(byte)
        }
        return out + [34]
    }

    /// Whether it needs no quotes.
    static func isPlain(_ local: some Sequence<UInt8>) -> Bool { local.allSatisfy { $0 > 32 && $0 != 127 && !isSpecial($0) } }
}
