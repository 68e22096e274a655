import HTTPTypes
import MailSyntax

/// A request in the few words that our routes need: the path and its decoded query. Anything odd makes it nil; what is
/// wrong with it is not repeated in the answer.
struct WebRequest: Sendable {
    let path: String
    private let query: [(name: String, value: String)]
    private let accept: String

    /// Longest request target that is looked at. An address of 320 bytes, percent-encoded, is under 1 KiB.
    static let targetBytesMax = 4096

    init?(target: String, accept: String?) {
        guard target.utf8.count <= Self.targetBytesMax, target.utf8.first == UInt8(ascii: "/") else { return nil }
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        path = String(parts[0])
        var query: [(name: String, value: String)] = []
        for pair in parts.count > 1 ? parts[1].split(separator: "&") : [] {
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decoded(sides[0]), let value = sides.count > 1 ? Self.decoded(sides[1]) : "" else { return nil }
            query.append((name, value))
        }
        self.query = query
        self.accept = (accept ?? "").asciiLowercased
    }

    /// The parameter's value; a parameter that is given twice counts as given wrongly.
    func value(_ name: String) throws(WebRequestError) -> String? {
        let values = query.filter { $0.name == name }
        guard values.count <= 1 else { throw WebRequestError(parameter: name) }
        return values.first?.value
    }

    /// A whole number of at least `low`; what is above `high` is taken as `high`.
    func number(_ name: String, default standard: Int64, from low: Int64, to high: Int64) throws(WebRequestError) -> Int64 {
        guard let text = try value(name) else { return standard }
        guard let number = Int64(text), number >= low else { throw WebRequestError(parameter: name) }
        return min(number, high)
    }

    /// One JSON document, NDJSON or a stream: by `format`, else by `Accept`.
    var feedForm: FeedRoute.Query.Form {
        get throws(WebRequestError) {
            switch try value("format") {
            case "json": return .json
            case "ndjson": return .ndjson
            case "sse": return .stream
            case nil:
                if accept.contains(FeedStream.mediaType) { return .stream }
                return accept.contains("application/json") && !accept.contains("ndjson") ? .json : .ndjson
            default: throw WebRequestError(parameter: "format")
            }
        }
    }

    /// Percent-decoded (RFC 3986 §2.1). `+` stays a plus: `user+tag@example.com` is an address.
    static func decoded(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%") {
                guard let high = rest.popFirst()?.hexValue, let low = rest.popFirst()?.hexValue else { return nil }
                bytes.append(high << 4 | low)
            } else {
                bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }
}

/// A parameter that cannot be used. Its name is one of ours; its value stays unsaid.
struct WebRequestError: Error {
    let parameter: String
}

extension HTTPRequest {
    /// The name in `Host`, without the port.
    var hostName: String? { Self.name(ofAuthority: authority) }

    /// The name in `Origin`; "" for `null` and for what is none.
    var originName: String? {
        guard let origin = headerFields[.origin] else { return nil }
        let parts = origin.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].hasSuffix(":"), parts[1].isEmpty else { return "" }
        return Self.name(ofAuthority: String(parts[2])) ?? ""
    }

    private static func name(ofAuthority authority: String?) -> String? {
        guard let authority, !authority.isEmpty else { return nil }
        let text = authority.asciiLowercased
        if text.hasPrefix("["), let close = text.firstIndex(of: "]") { return String(text[...close]) }
        return String(text.prefix { $0 != ":" })
    }
}
