import Deliverability
import Glibc
import HTTPTypes
import Hummingbird
import Logging
import MailSyntax
import Rendering
import Synchronization

/// Every request comes through here: who may ask, what for, and the header fields of the answer.
///
/// The order is the defence: a foreign `Host` first (a browser that was led here by a rebound name, 421), then the method,
/// then the token, then the route. Nothing of the request is logged or repeated: it may hold an address.
struct Front: HTTPResponder {
    typealias Context = BasicRequestContext

    let hosts: Set<String>
    let token: BearerToken?
    let feed: FeedRoute
    let check: CheckRoute
    let investigations: InvestigationsRoute
    let metrics: MetricsRoute
    let health: HealthRoutes
    let page: StatusPage
    let waits: WaitSlots
    let logger: Logger

    func respond(to request: Request, context: Context) async throws -> Response {
        do {
            return try await answer(request).sealed()
        } catch is WebRequestError {
            return WebResponse.refusal(.badRequest, "request.parameter", "A parameter is missing, repeated or cannot be used.").sealed()
        } catch {
            logger.error("the store cannot be read for a request", metadata: ["error": "\(error)"])
            return WebResponse.refusal(.serviceUnavailable, "store.unreadable", "The store cannot be read now.").with(.retryAfter, "5")
                .sealed()
        }
    }

    private func answer(_ request: Request) async throws -> WebResponse {
        guard let host = request.head.hostName, hosts.contains(host) else {
            return .refusal(.misdirectedRequest, "request.host", "This server does not answer for that host name.")
        }
        guard request.method == .get else {
            return .refusal(.methodNotAllowed, "request.method", "Only GET is answered.").with(.allow, "GET").with(.connection, "close")
        }
        guard request.headers[.contentLength] ?? "0" == "0", request.headers[.transferEncoding] == nil else {
            return .refusal(.contentTooLarge, "request.body", "A request with a body is not answered.").with(.connection, "close")
        }
        guard let asked = WebRequest(target: request.head.path ?? "", accept: request.headers[.accept]) else {
            return .refusal(.badRequest, "request.target", "The request target cannot be used.")
        }
        switch asked.path {
        case "/healthz": return await health.health()
        case "/readyz": return await health.readiness()
        case "/style.css": return StatusPage.style
        default: break
        }
        if let token, !token.accepts(request.headers[.authorization]) {
            return .refusal(.unauthorized, "request.token", "A bearer token is needed.").with(
                .wwwAuthenticate, "Bearer realm=\"plumbline\"")
        }
        switch asked.path {
        case "/": return try await page.respond(at: Self.now())
        case "/metrics": return try await metrics.respond(at: Self.now())
        case "/v1/suppressions": return try await suppressions(asked, request)
        case "/v1/suppressions/check": return try await check.respond(asked)
        case "/v1/investigations": return try await investigations.respond(asked)
        default: return .refusal(.notFound, "request.path", "There is nothing here.")
        }
    }

    private func suppressions(_ asked: WebRequest, _ request: Request) async throws -> WebResponse {
        let query = try FeedRoute.Query(asked)
        guard query.wait > .zero, try await !feed.isBehind(query) else { return try await feed.respond(query) }
        guard waits.take() else {
            return .refusal(.serviceUnavailable, "feed.too-many-waiting", "Too many readers wait; ask without waiting.").with(
                .retryAfter, "5")
        }
        defer { waits.give() }
        do {
            try await request.body.consumeWithCancellationOnInboundClose { _ in try await feed.wait(query) }
        } catch is CancellationError {
            return try await feed.respond(query)
        }
        // Watching for the reader's hang-up has used up the connection's input: it cannot serve another request.
        return try await feed.respond(query).with(.connection, "close")
    }

    static func now() -> Timestamp { Timestamp(Int64(time(nil))) }
}

/// How many readers may wait at a time: each holds a connection and looks at the store once a second.
final class WaitSlots: Sendable {
    private let limit: Int
    private let taken = Atomic<Int>(0)

    init(_ limit: Int) { self.limit = limit }

    func take() -> Bool {
        guard taken.add(1, ordering: .relaxed).newValue <= limit else {
            give()
            return false
        }
        return true
    }

    func give() { taken.subtract(1, ordering: .relaxed) }
}
