import MailSyntax

/// An address as one word inside another one's local part: `user=domain`, as VERP has it.
///
/// In the compared form of the address, so that folding its case changes nothing. What could be rewritten or misread on
/// the way (`+`, `=`, `%`, quotes, dots in odd places, letters beyond ASCII) is written as `=` and two hex digits; the last
/// `=` of the word is the one before the domain, where none can stand.
enum VariableRecipient {
    static func encode(_ address: EmailAddress) -> [UInt8]? {
        let key = Array(address.key.utf8)
        guard let at = key.lastIndex(of: 64) else { return nil }
        let domain = key[(at + 1)...]
        guard domain.allSatisfy(isPlain) else { return nil }
        var out: [UInt8] = []
        for (position, byte) in key[..<at].enumerated() {
            // Two dots in a row, and one at either end, do not stand in a local part (RFC 5322 §3.2.3).
            let isOddDot = byte == 46 && (position == 0 || position + 1 == at || out.last == 46)
            if isPlain(byte), !isOddDot {
                out.append(byte)
            } else {
                out += [61, hexDigit(byte >> 4), hexDigit(byte & 15)]
            }
        }
        return out + [61] + domain
    }

    /// nil for what `encode` never writes.
    static func decode(_ word: ArraySlice<UInt8>) -> EmailAddress? {
        guard let split = word.lastIndex(of: 61), split > word.startIndex else { return nil }
        var local: [UInt8] = [], position = word.startIndex
        while position < split {
            if word[position] == 61 {
                guard position + 2 < split, let high = word[position + 1].hexValue, let low = word[position + 2].hexValue else {
                    return nil
                }
                local.append(high << 4 | low)
                position += 3
            } else {
                local.append(word[position].asciiLowercased)
                position += 1
            }
        }
        return EmailAddress(local + [64] + word[(split + 1)...])
    }

    /// What stands for itself.
    private static func isPlain(_ byte: UInt8) -> Bool {
        byte.isLetter || byte.isDigit || byte == 45 || byte == 46 || byte == 95 || byte == 126
    }

    /// What may belong to such a word; everything else ends it.
    static func isSign(_ byte: UInt8) -> Bool { isPlain(byte) || byte == 61 }

    private static func hexDigit(_ value: UInt8) -> UInt8 { value < 10 ? 48 + value : 87 + value }
}
