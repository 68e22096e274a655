import Glibc
import MailSyntax

/// Where a look-up server listens: `127.0.0.1:2525`, `[::1]:2525` or `unix:/path`; `inet:` in front, as Postfix writes it,
/// is fine. Port 0 takes a free one.
package enum LookupAddress: Hashable, Sendable, CustomStringConvertible {
    case tcp(host: String, port: Int)
    case unix(path: String)

    /// Of a path in `sun_path` (unix(7)), its end included.
    static let pathBytesMax = 107

    /// - Throws: `LookupServerError.address` for anything else.
    package init(_ text: String) throws {
        let word = text.trimmedASCII
        if word.hasPrefix("unix:") {
            let path = String(word.dropFirst(5))
            guard path.hasPrefix("/"), !path.hasSuffix("/"), path.utf8.count <= Self.pathBytesMax, path.utf8.allSatisfy({ $0 != 0 }) else {
                throw LookupServerError.address(text)
            }
            self = .unix(path: path)
            return
        }
        let place = word.hasPrefix("inet:") ? String(word.dropFirst(5)) : word
        guard let colon = place.utf8.lastIndex(of: UInt8(ascii: ":")) else { throw LookupServerError.address(text) }
        let digits = place[place.utf8.index(after: colon)...]
        guard !digits.isEmpty, digits.utf8.allSatisfy(\.isDigit), let port = Int(digits), port <= 65535 else {
            throw LookupServerError.address(text)
        }
        var host = String(place[..<colon]).asciiLowercased
        if host == "localhost" { host = "127.0.0.1" }
        let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
        if isBracketed { host = String(host.dropFirst().dropLast()) }
        // Numbers only: where it listens must not depend on a resolver.
        guard Self.isNumeric(host, isBracketed ? AF_INET6 : AF_INET) else { throw LookupServerError.address(text) }
        self = .tcp(host: host, port: port)
    }

    package var description: String {
        switch self {
        case .tcp(let host, let port): (host.contains(":") ? "[\(host)]" : host) + ":\(port)"
        case .unix(let path): "unix:" + path
        }
    }

    /// Whether only this machine can reach it.
    package var isLocal: Bool {
        switch self {
        case .tcp(let host, _): host == "::1" || host.hasPrefix("127.")
        case .unix: true
        }
    }

    package static func isNumeric(_ host: String) -> Bool { isNumeric(host, AF_INET) || isNumeric(host, AF_INET6) }

    private static func isNumeric(_ host: String, _ family: Int32) -> Bool {
        var address = in6_addr()
        return inet_pton(family, host, &address) == 1
    }
}

/// Why the look-up servers do not start.
package enum LookupServerError: Error, Hashable, Sendable, CustomStringConvertible {
    case address(String)
    /// Everybody who reaches the port could ask who complained.
    case openToAll(LookupAddress)
    case client(String)
    case notASocket(String)
    case inUse(LookupAddress)
    case system(step: String, LookupAddress, reason: String)

    package var description: String {
        switch self {
        case .address(let text): "\(text) is no address for look-ups: 127.0.0.1:2525, [::1]:2525 or unix:/path is expected"
        case .openToAll(let address):
            "\(address) can be reached from other machines: name in lookup.clients who may ask, or listen on a loopback address"
        case .client(let text): "\(text) is no IP address"
        case .notASocket(let path): "\(path) is there and is no socket; it is left as it is"
        case .inUse(let address): "another process listens on \(address)"
        case .system(let step, let address, let reason): "cannot \(step) \(address): \(reason)"
        }
    }
}
