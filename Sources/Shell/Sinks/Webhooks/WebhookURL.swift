import Glibc
import MailSyntax

/// Where a webhook goes: `https://host[:port]/path?query`, and `http` for this machine alone. Out of the settings, never out
/// of mail.
package struct WebhookURL: Hashable, Sendable, CustomStringConvertible {
    package let isTLS: Bool
    /// A name or a numeric address, without brackets.
    package let host: String
    package let port: Int
    /// Path and query, beginning with a slash.
    package let target: String

    package enum Fault: Error, Hashable, CustomStringConvertible {
        case form(String)
        case plain(String)

        package var description: String {
            switch self {
            case .form(let text): "`\(text)` is no address of a webhook: https://host/path is expected"
            case .plain(let host): "http is for this machine alone; \(host) needs https"
            }
        }
    }

    package init(_ text: String) throws(Fault) {
        guard text.utf8.count <= 2000, text.utf8.allSatisfy({ (33...126).contains($0) }), !text.utf8.contains(UInt8(ascii: "#")) else {
            throw .form(text)
        }
        let lower = text.asciiLowercased
        isTLS = lower.hasPrefix("https://")
        guard isTLS || lower.hasPrefix("http://") else { throw .form(text) }
        let rest = text.dropFirst(isTLS ? 8 : 7)
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        let path = rest.dropFirst(authority.count)
        target = path.hasPrefix("/") ? String(path) : "/" + path
        guard !authority.contains("@") else { throw .form(text) }
        var name = authority, digits: Substring?
        if authority.hasPrefix("[") {
            guard let close = authority.firstIndex(of: "]") else { throw .form(text) }
            name = authority[authority.index(after: authority.startIndex)..<close]
            let tail = authority[authority.index(after: close)...]
            guard tail.isEmpty || tail.hasPrefix(":") else { throw .form(text) }
            if !tail.isEmpty { digits = tail.dropFirst() }
            guard name.utf8.allSatisfy({ $0.hexValue != nil || $0 == 58 || $0 == 46 }) else { throw .form(text) }
        } else {
            let parts = authority.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count <= 2 else { throw .form(text) }
            name = parts[0]
            if parts.count == 2 { digits = parts[1] }
            guard name.utf8.allSatisfy({ $0.isLetter || $0.isDigit || $0 == 45 || $0 == 46 }) else { throw .form(text) }
        }
        guard !name.isEmpty else { throw .form(text) }
        host = String(name).asciiLowercased
        if let digits {
            guard let number = Int(digits), (1...65535).contains(number), digits.utf8.allSatisfy(\.isDigit) else { throw .form(text) }
            port = number
        } else {
            port = isTLS ? 443 : 80
        }
        guard isTLS || host == "localhost" || (PeerAddress(host)?.isLoopback ?? false) else { throw .plain(host) }
    }

    package var description: String { (isTLS ? "https://" : "http://") + authority + target }

    /// As it stands in `Host`.
    var authority: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == (isTLS ? 443 : 80) ? name : "\(name):\(port)"
    }
}
