import MailSyntax

/// An IP address as reporters write it: bare, in brackets, with an `IPv6:` tag, with a host name or a comment behind it.
package enum IPLiteral {
    /// The address alone, canonical; nil where the first word is none (`x.x.x.x`).
    package static func read(_ text: String) -> String? {
        let word = text.drop { $0.isWhitespace || $0 == "[" || $0 == "<" }.prefix { !$0.isWhitespace && !"]>(,;".contains($0) }
        return IPAddress.canonical(String(word))
    }
}
