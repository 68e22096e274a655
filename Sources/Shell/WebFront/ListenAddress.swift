import Glibc
import MailSyntax

/// Where the web front listens: `127.0.0.1:8025`, `[::1]:8025`, `localhost:8025`; port 0 takes a free one.
package struct ListenAddress: Hashable, Sendable, CustomStringConvertible {
    /// A numeric address without brackets, or a name.
    package let host: String
    package let port: Int

    /// - Throws: `WebFrontError.listenAddress` for anything but host, colon, port.
    package init(_ text: String) throws {
        let word = text.trimmedASCII.asciiLowercased
        guard let colon = word.utf8.lastIndex(of: UInt8(ascii: ":")), let port = Int(word[word.utf8.index(after: colon)...]),
            (0...65535).contains(port), word[word.utf8.index(after: colon)...].utf8.allSatisfy(\.isDigit)
        else { throw WebFrontError.listenAddress(text) }
        let name = String(word[..<colon])
        if name.hasPrefix("["), name.hasSuffix("]") {
            host = String(name.dropFirst().dropLast())
            guard Self.isIPv6(host) else { throw WebFrontError.listenAddress(text) }
        } else {
            guard !name.isEmpty, name.utf8.allSatisfy({ $0.isLetter || $0.isDigit || $0 == 46 || $0 == 45 }) else {
                throw WebFrontError.listenAddress(text)
            }
            host = name
        }
        self.port = port
    }

    package var description: String { (host.contains(":") ? "[\(host)]" : host) + ":\(port)" }

    /// Whether only this machine can reach it.
    package var isLoopback: Bool {
        if host == "localhost" || host == "::1" { return true }
        var address = in_addr()
        return inet_pton(AF_INET, host, &address) == 1 && UInt32(bigEndian: address.s_addr) >> 24 == 127
    }

    /// What is bound: `localhost` is the IPv4 loopback, so that it does not depend on the resolver.
    var boundHost: String { host == "localhost" ? "127.0.0.1" : host }

    /// As it stands in a `Host` header field.
    var hostName: String { host.contains(":") ? "[\(host)]" : host }

    private static func isIPv6(_ text: String) -> Bool {
        var address = in6_addr()
        return inet_pton(AF_INET6, text, &address) == 1
    }
}

package enum WebFrontError: Error, Hashable, CustomStringConvertible {
    case listenAddress(String)
    /// Everybody who reaches the port could read the suppression list.
    case openWithoutToken(ListenAddress)
    case shortToken
    /// The file of registered consumers, and what is wrong with it.
    case register(String, String)

    package var description: String {
        switch self {
        case .listenAddress(let text): "\(text) is no address to listen on: host:port is expected, such as 127.0.0.1:8025 or [::1]:8025"
        case .openWithoutToken(let address):
            "\(address) can be reached from other machines: register a consumer or set a token, or listen on a loopback address behind a proxy"
        case .shortToken: "the token is shorter than \(BearerToken.lengthMin) characters"
        case .register(let path, let fault): "\(path) \(fault)"
        }
    }
}
