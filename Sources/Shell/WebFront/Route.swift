import HTTPTypes

/// What can be asked for: the path, the methods that it takes, and the scope that opens it.
enum Route: Hashable, Sendable {
    case health, readiness, style
    case page, metrics, investigations, campaigns
    /// The feed: pages, long poll and stream.
    case suppressions
    case check
    /// Opened by what stands in the path: a signed token of ours.
    case unsubscribe(String)

    static let unsubscribePrefix = "/u/"

    /// All routes but the one whose path carries a token: `unsubscribePrefix`.
    static let fixed: [String: Route] = [
        "/healthz": .health, "/readyz": .readiness, "/style.css": .style, "/": .page, "/metrics": .metrics,
        "/v1/investigations": .investigations, "/v1/campaigns": .campaigns, "/v1/suppressions": .suppressions,
        "/v1/suppressions/check": .check,
    ]

    init?(path: String) {
        if let route = Self.fixed[path] {
            self = route
            return
        }
        guard path.hasPrefix(Self.unsubscribePrefix), let token = WebRequest.decoded(path.dropFirst(Self.unsubscribePrefix.count)),
            !token.isEmpty
        else { return nil }
        self = .unsubscribe(token)
    }

    var methods: [HTTPRequest.Method] {
        switch self {
        case .check: [.get, .head, .post]
        case .unsubscribe: [.get, .head, .post]
        case .health, .readiness: [.get, .head]
        case .style, .page, .metrics, .investigations, .campaigns, .suppressions: [.get]
        }
    }

    var methodNames: [String] { methods.map(\.rawValue) }

    /// Any of these opens it; none: no token is asked for.
    var scopes: [Scope] {
        switch self {
        case .health, .readiness, .style, .unsubscribe: []
        case .page: [.status]
        case .metrics: [.metrics]
        case .investigations, .campaigns: [.investigations]
        case .suppressions: [.feed, .hashedFeed]
        case .check: [.check]
        }
    }

    /// Largest body of a POST: a thousand addresses, or the one field of RFC 8058.
    var bodyBytesMax: Int {
        switch self {
        case .check: CheckRoute.bodyBytesMax
        case .unsubscribe: UnsubscribeRoute.bodyBytesMax
        default: 0
        }
    }
}
