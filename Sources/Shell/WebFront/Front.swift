import Deliverability
import Glibc
import HTTPTypes
import Hummingbird
import Logging
import MailSyntax
import Rendering
import Storage

/// Every request comes through here: who may ask, what for, and the header fields of the answer.
///
/// The order is the defence: a foreign `Host` first (a browser that was led here by a rebound name, 421), then a foreign
/// `Origin` (403), the method, the size, the token, its scope, the rate, and only then the route. Nothing of the request is
/// logged or repeated: it may hold an address.
struct Front: HTTPResponder {
    typealias Context = BasicRequestContext

    let hosts: Set<String>
    let visitors: Visitors
    let routes: Routes
    let gates: Gates
    let status: StatusBoard
    let logger: Logger

    /// One for each kind of question.
    struct Routes: Sendable {
        let feed: FeedRoute
        let check: CheckRoute
        let investigations: InvestigationsRoute
        let campaigns: CampaignsRoute
        let metrics: MetricsRoute
        let health: HealthRoutes
        let page: StatusPage
        let unsubscribe: UnsubscribeRoute
    }

    /// What keeps many requests from being too many.
    struct Gates: Sendable {
        let bounds: WebBounds
        let waits: Slots
        let inFlight: Slots
        let rates: Rates
        let refusals: Rates
        let unsubscribes: Rates

        init(_ bounds: WebBounds) {
            self.bounds = bounds
            waits = Slots(bounds.waits)
            inFlight = Slots(bounds.inFlight)
            rates = Rates(perSecond: bounds.requestsPerSecond)
            refusals = Rates(perSecond: bounds.refusalsPerSecond)
            unsubscribes = Rates(perSecond: bounds.unsubscribesPerSecond)
        }
    }

    func respond(to request: Request, context: Context) async throws -> Response {
        let isHead = request.method == .head
        do {
            return try await answer(request).packed(request.headers[.acceptEncoding]).sealed(isHead: isHead)
        } catch is WebRequestError {
            return WebResponse.refusal(.badRequest, "request.parameter", "A parameter is missing, repeated or cannot be used.")
                .sealed(isHead: isHead)
        } catch {
            logger.error("the store cannot be used for a request", metadata: ["error": "\(error)"])
            return WebResponse.refusal(.serviceUnavailable, "store.unreadable", "The store cannot be read now.").with(.retryAfter, "5")
                .sealed(isHead: isHead)
        }
    }

    private func answer(_ request: Request) async throws -> WebResponse {
        guard let host = request.head.hostName, hosts.contains(host) else {
            return .refusal(.misdirectedRequest, "request.host", "This server does not answer for that host name.").last
        }
        let asked = WebRequest(target: request.head.path ?? "", accept: request.headers[.accept])
        let route = asked.flatMap { Route(path: $0.path) }
        if case .unsubscribe = route {
        } else if let origin = request.head.originName, !hosts.contains(origin) {
            return .refusal(.forbidden, "request.origin", "Pages of other sites are not answered.").last
        }
        guard (route?.methods ?? [.get]).contains(request.method) else {
            let allowed = route?.methodNames.joined(separator: ", ") ?? "GET"
            return .refusal(.methodNotAllowed, "request.method", "That method is not answered here.").with(.allow, allowed).last
        }
        let bodyMax = request.method == .post ? route?.bodyBytesMax ?? 0 : 0
        guard request.claimedBodyBytes <= bodyMax else {
            return .refusal(.contentTooLarge, "request.body", "The body is larger than what is taken here.").last
        }
        guard let asked else { return .refusal(.badRequest, "request.target", "The request target cannot be used.") }
        guard let route else {
            if let refusal = admit(request, []).refusal { return refusal }
            return .refusal(.notFound, "request.path", "There is nothing here.")
        }
        switch route {
        case .health: return await routes.health.health()
        case .readiness: return await routes.health.readiness()
        case .style: return StatusPage.style.tagged(request.headers[.ifNoneMatch])
        case .unsubscribe(let token): return try await unsubscribe(token, request)
        case .page, .metrics, .investigations, .campaigns, .suppressions, .check: break
        }
        let (visitor, refusal) = admit(request, route.scopes)
        guard let visitor else { return refusal ?? Self.unknown }
        if route == .suppressions { return try await suppressions(asked, request, visitor) }
        if let name = visitor.name { status.setSeen(name, reached: nil, at: Self.now()) }
        guard gates.inFlight.take() else { return Self.busy }
        defer { gates.inFlight.give() }
        switch route {
        case .page: return try await routes.page.respond(at: Self.now())
        case .metrics: return try await routes.metrics.respond(at: Self.now())
        case .investigations: return try await routes.investigations.respond(asked).tagged(request.headers[.ifNoneMatch])
        case .campaigns: return try await routes.campaigns.respond(asked).tagged(request.headers[.ifNoneMatch])
        case .check:
            guard request.method == .post else { return try await routes.check.respond(asked) }
            guard let body = try await request.bytes(atMost: route.bodyBytesMax) else { return Self.tooLarge }
            return try await routes.check.respond(toMany: body, mediaType: request.headers[.contentType])
        case .health, .readiness, .style, .suppressions, .unsubscribe: return Self.unknown
        }
    }

    /// The visitor behind the token, if it opens one of the scopes and does not come too often.
    private func admit(_ request: Request, _ scopes: [Scope]) -> (visitor: Visitor?, refusal: WebResponse?) {
        guard let visitor = visitors.visitor(request.headers[.authorization]) else {
            guard gates.refusals.take("") else { return (nil, Self.tooMany) }
            return (nil, Self.unknown)
        }
        guard scopes.isEmpty || scopes.contains(where: visitor.may) else { return (nil, Self.outOfScope) }
        guard gates.rates.take(visitor.bucket) else { return (nil, Self.tooMany) }
        return (visitor, nil)
    }

    private func suppressions(_ asked: WebRequest, _ request: Request, _ visitor: Visitor) async throws -> WebResponse {
        let query = try FeedRoute.Query(
            asked, lastEventID: HTTPField.Name("Last-Event-ID").flatMap { request.headers[$0] }, waitMax: gates.bounds.waitSeconds)
        guard visitor.may(query.scope) else { return Self.outOfScope }
        var view: HashedView?
        if query.isHashed {
            guard let key = visitor.hashKey else {
                return .refusal(.forbidden, "feed.no-key", "The hashed view is made under a key of the token: show one.")
            }
            view = HashedView(key: key)
        }
        let feed = routes.feed
        let since = if let named = query.since { named } else { try await feed.end() }
        let standing = try await feed.standing(since)
        if let refusal = FeedRoute.refusal(standing) { return refusal }
        if let name = visitor.name { status.setSeen(name, reached: since.cursor, at: Self.now()) }
        if query.form == .stream {
            guard !gates.waits.isFull else { return Self.tooManyWaiting }
            return FeedStream(feed: feed, waits: gates.waits, bounds: gates.bounds) { [status] cursor in
                if let name = visitor.name { status.setSeen(name, reached: cursor, at: Self.now()) }
            }.respond(since: since, view: view)
        }
        let ifNoneMatch = request.headers[.ifNoneMatch]
        guard query.wait > .zero, standing == .level else {
            guard gates.inFlight.take() else { return Self.busy }
            defer { gates.inFlight.give() }
            return try await feed.respond(query, since: since, view: view).tagged(ifNoneMatch)
        }
        guard gates.waits.take() else { return Self.tooManyWaiting }
        defer { gates.waits.give() }
        do {
            try await request.body.consumeWithCancellationOnInboundClose { _ in
                try await feed.wait(beyond: since.cursor, atMost: query.wait)
            }
        } catch is CancellationError {
            return try await feed.respond(query, since: since, view: view)
        }
        // Watching for the reader's hang-up has used up the connection's input: it cannot serve another request.
        return try await feed.respond(query, since: since, view: view).tagged(ifNoneMatch).last
    }

    private func unsubscribe(_ token: String, _ request: Request) async throws -> WebResponse {
        guard routes.unsubscribe.links != nil else { return .refusal(.notFound, "request.path", "There is nothing here.") }
        guard gates.unsubscribes.take("") else { return Self.tooMany }
        guard request.method == .post else { return routes.unsubscribe.show(token) }
        guard let body = try await request.bytes(atMost: UnsubscribeRoute.bodyBytesMax) else { return Self.tooLarge }
        guard gates.inFlight.take() else { return Self.busy }
        defer { gates.inFlight.give() }
        return try await routes.unsubscribe.act(token, body: body, mediaType: request.headers[.contentType])
    }

    static func now() -> Timestamp { Timestamp(Int64(time(nil))) }
}

// MARK: Refusals

extension Front {
    private static let unknown = WebResponse.refusal(.unauthorized, "request.token", "A bearer token is needed.").with(
        .wwwAuthenticate, "Bearer realm=\"plumbline\"")
    private static let outOfScope = WebResponse.refusal(.forbidden, "request.scope", "The token does not open this.").with(
        .wwwAuthenticate, "Bearer realm=\"plumbline\", error=\"insufficient_scope\"")
    private static let tooMany = WebResponse.refusal(.tooManyRequests, "request.rate", "Too many requests; come back later.").with(
        .retryAfter, "1")
    private static let busy = WebResponse.refusal(.serviceUnavailable, "request.busy", "Too many requests at a time; come back later.")
        .with(.retryAfter, "1")
    private static let tooManyWaiting = WebResponse.refusal(
        .serviceUnavailable, "feed.too-many-waiting", "Too many readers wait; ask without waiting."
    ).with(.retryAfter, "5")
    private static let tooLarge = WebResponse.refusal(.contentTooLarge, "request.body", "The body is larger than what is taken here.").last
}

extension Request {
    /// What the header says of the body; 1 for one whose length is not said.
    fileprivate var claimedBodyBytes: Int {
        guard let length = headers[.contentLength] else { return headers[.transferEncoding] == nil ? 0 : 1 }
        return Int(length) ?? .max
    }

    /// nil for more than that.
    fileprivate func bytes(atMost limit: Int) async throws -> [UInt8]? {
        var out: [UInt8] = []
        for try await piece in body {
            out += piece.readableBytesView
            guard out.count <= limit else { return nil }
        }
        return out
    }
}
