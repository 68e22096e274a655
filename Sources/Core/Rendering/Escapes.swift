import MailSyntax

/// Text that came by mail, made safe for one place. There is no way to print it raw: every output goes through one of these.
package enum Escape {
    /// For HTML text and double-quoted attributes.
    package static func html(_ text: String) -> String {
        var out = ""
        for scalar in visible(text).unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            case "'": out += "&#39;"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }

    /// One CSV field (RFC 4180 §2), with `'` before what a spreadsheet would run as a formula (CWE-1236).
    ///
    /// Walks scalars: to `Character` a quote with a combining mark behind it is no quote, to a spreadsheet it is one.
    package static func csv(_ text: String) -> String {
        var value = visible(text)
        let start = value.unicodeScalars.first { $0 != " " && $0 != "\u{A0}" }
        if let start, formulaStarts.contains(start) { value = "'" + value }
        guard value.unicodeScalars.contains(where: quoted.contains) || value.utf8.first == 32 || value.utf8.last == 32 else { return value }
        var out = "\""
        for scalar in value.unicodeScalars {
            if scalar == "\"" { out += "\"" }
            out.unicodeScalars.append(scalar)
        }
        return out + "\""
    }

    private static let formulaStarts: Set<Unicode.Scalar> = Set("=+-@＝＋－＠".unicodeScalars)
    private static let quoted: Set<Unicode.Scalar> = Set(",\";".unicodeScalars)

    /// For Markdown tables and running text: no markup, no entities, no links made out of a bare URL.
    package static func markdown(_ text: String) -> String {
        var out = "", previous: Unicode.Scalar?
        for scalar in visible(text).unicodeScalars {
            let opensBlock = previous == nil && (scalar == "-" || scalar == "+" || scalar == "=")
            if opensBlock || markup.contains(scalar) || scalar == "/" && previous == ":" { out += "\\" }
            out.unicodeScalars.append(scalar)
            previous = scalar
        }
        return out.replacing("www.", with: "www\\.")
    }

    private static let markup: Set<Unicode.Scalar> = Set("\\`*_{}[]<>|#~&$@".unicodeScalars)

    /// For a terminal: controls, direction marks and zero-width characters are shown, never sent.
    package static func terminal(_ text: String) -> String { visible(text) }

    private static func visible(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isHidden) else { return text }
        var out = ""
        for scalar in text.unicodeScalars {
            if isHidden(scalar) { out += "\\u{" + String(scalar.value, radix: 16) + "}" } else { out.unicodeScalars.append(scalar) }
        }
        return out
    }

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || Invisible.contains(scalar)
    }
}
