import MailSyntax

/// `type; value` of RFC 3464 §2.1.2, where the type is often missing.
struct TypedValue {
    /// Lower case; nil where there is none.
    let type: String?
    let text: String

    init(_ raw: String) {
        guard let semicolon = raw.utf8.firstIndex(of: 59),
            raw[..<semicolon].utf8.allSatisfy({ $0.isLetter || $0.isDigit || $0 == 45 || $0 == 32 })
        else {
            type = nil
            text = raw.trimmedASCII
            return
        }
        type = String(raw[..<semicolon]).trimmedASCII.asciiLowercased
        text = String(raw[raw.index(after: semicolon)...]).trimmedASCII
    }

    /// The address without its type, xtext (RFC 3461 §4) and utf-8-addr-xtext (RFC 6533 §3) undone.
    var address: String {
        if type == "utf-8" { return Self.utf8Address(text) }
        return text.contains("+") && type != nil ? Self.xtext(text) : text
    }

    /// `Failed (bad address)` → `failed`.
    static func word(_ raw: String) -> String {
        String(decoding: raw.trimmedASCII.asciiLowercased.utf8.prefix { $0.isLetter || $0 == 45 }, as: UTF8.self)
    }

    /// `+2B` → `+`: two upper-case hexadecimal digits, no control character, no letter or digit that needs no escape.
    static func xtext(_ text: String) -> String {
        let bytes = Array(text.utf8)
        guard bytes.contains(43) else { return text }
        var out: [UInt8] = [], i = 0
        while i < bytes.count {
            if bytes[i] == 43, i + 2 < bytes.count, isUpperHex(bytes[i + 1]), isUpperHex(bytes[i + 2]), let high = bytes[i + 1].hexValue,
                let low = bytes[i + 2].hexValue, mustBeEscaped(high << 4 | low)
            {
                out.append(high << 4 | low)
                i += 3
            } else {
                out.append(bytes[i])
                i += 1
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// RFC 3461 §4 escapes only what is not `!`…`~`, and `+` and `=`: `user+20@` may be a tag, `user+2Btag@` is none.
    private static func mustBeEscaped(_ byte: UInt8) -> Bool { byte == 43 || byte == 61 || byte > 126 }
    private static func isUpperHex(_ byte: UInt8) -> Bool { byte.isDigit || (65...70).contains(byte) }

    /// `\x{5B57}` → the character.
    private static func utf8Address(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var out = "", plain: [UInt8] = [], i = 0
        while i < bytes.count {
            if bytes.starts(with: [92, 120, 123], at: i, limit: bytes.count) {
                let end = bytes.find(125, in: (i + 3)..<min(bytes.count, i + 10))
                if end < bytes.count, bytes[end] == 125, let code = UInt32(bytes.text((i + 3)..<end), radix: 16),
                    let scalar = Unicode.Scalar(code),
                    code >= 32
                {
                    out += String(decoding: plain, as: UTF8.self) + String(Character(scalar))
                    plain = []
                    i = end + 1
                    continue
                }
            }
            plain.append(bytes[i])
            i += 1
        }
        return out + String(decoding: plain, as: UTF8.self)
    }
}
