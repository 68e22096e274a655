import Deliverability
import Foundation
import MailSyntax
import TestKit
import Testing

@testable import WebFront

/// Every route × what it must refuse.
@Suite struct RefusalTests {
    struct Case: Sendable, CustomStringConvertible {
        let method: String
        let path: String
        /// What opens it; empty for a route that wants no token.
        let scopes: [Scope]
        let body: String?

        init(_ method: String, _ path: String, _ scopes: [Scope] = [], body: String? = nil) {
            self.method = method
            self.path = path
            self.scopes = scopes
            self.body = body
        }

        var description: String { "\(method) \(path)" }
        var isUnsubscribe: Bool { path.hasPrefix("/u/") }
    }

    static let routes: [Case] = [
        Case("GET", "/healthz"), Case("HEAD", "/healthz"), Case("GET", "/readyz"), Case("HEAD", "/readyz"), Case("GET", "/style.css"),
        Case("GET", "/", [.status]), Case("GET", "/metrics", [.metrics]), Case("GET", "/v1/investigations", [.investigations]),
        Case("GET", "/v1/campaigns", [.investigations]),
        Case("GET", "/v1/suppressions", [.feed]), Case("GET", "/v1/suppressions?format=json&wait=1", [.feed]),
        Case("GET", "/v1/suppressions?format=sse", [.feed]), Case("GET", "/v1/suppressions?view=hashed", [.hashedFeed]),
        Case("GET", "/v1/suppressions/check?address=ann@example.com", [.check]),
        Case("HEAD", "/v1/suppressions/check?address=ann@example.com", [.check]),
        Case("POST", "/v1/suppressions/check", [.check], body: "ann@example.com\n"),
        Case("GET", "/u/good"), Case("HEAD", "/u/good"), Case("POST", "/u/good", body: "List-Unsubscribe=One-Click"),
    ]

    /// The program's own table of routes against the rows here: a new route without a row fails.
    @Test func `every route and method that is answered has its row`() {
        var answered: [(String, Route)] = Route.fixed.map { ($0.key, $0.value) }
        answered.append((Route.unsubscribePrefix + "good", .unsubscribe("good")))
        for (path, route) in answered {
            let rows = Self.routes.filter { $0.path.split(separator: "?").first.map(String.init) == path }
            for method in route.methodNames {
                #expect(rows.contains { $0.method == method }, "\(method) \(path) has no row in RefusalTests.routes")
            }
            for scope in route.scopes { #expect(rows.contains { $0.scopes.contains(scope) }, "\(path) is not asked for with \(scope)") }
            #expect(rows.allSatisfy { $0.scopes.isEmpty == route.scopes.isEmpty }, "\(path)")
        }
        for row in Self.routes { #expect(Route(path: String(row.path.prefix { $0 != "?" })) != nil, "\(row) is no route") }
    }

    private static let links = UnsubscribeLinks(
        read: { $0 == "good" ? EmailAddress("ann@example.com").map { UnsubscribeLinks.Wish(address: $0) } : nil }, commit: { _ in true })

    /// A stream ends by itself; no other patience is short, or a busy machine would be taken for a slow client.
    private static func short() -> WebBounds {
        var bounds = WebBounds()
        bounds.streamSeconds = 1
        return bounds
    }

    private static func impatient() -> WebBounds {
        var bounds = short()
        bounds.idleSeconds = 1
        bounds.bodySeconds = 1
        return bounds
    }

    @Test(arguments: routes)
    func `without a token nothing is told but the probes`(_ route: Case) async throws {
        let consumers = try TemporaryRegister()
        _ = try consumers.bearer(.admin)
        try await withFront(register: consumers.register, bounds: Self.short(), unsubscribe: Self.links) { front in
            for fields in [[], ["Authorization: Bearer plb_" + String(repeating: "0", count: 64)]] {
                let answer = await front.get(route.path, fields, method: route.method, body: route.body)
                #expect((answer.status == 401) == !route.scopes.isEmpty, "\(answer.status)")
                if !route.scopes.isEmpty { #expect(answer.fields["www-authenticate"]?.hasPrefix("Bearer") == true) }
            }
        }
    }

    @Test(arguments: routes.filter { !$0.scopes.isEmpty })
    func `a token opens what its scope says and nothing else`(_ route: Case) async throws {
        let consumers = try TemporaryRegister()
        let others = Set(Scope.allCases).subtracting(route.scopes).subtracting([.admin])
        let right = try consumers.add("right", Set(route.scopes)), wrong = try consumers.add("wrong", others)
        let admin = try consumers.add("admin", [.admin])
        try await withFront(register: consumers.register, bounds: Self.short(), unsubscribe: Self.links) { front in
            func ask(_ token: String) async -> Int {
                await front.get(route.path, ["Authorization: Bearer \(token)"], method: route.method, body: route.body).status
            }
            #expect(await ask(right) == 200)
            #expect(await ask(admin) == 200)
            #expect(await ask(wrong) == 403)
        }
    }

    @Test(arguments: routes)
    func `a foreign host is told nothing, whatever it shows`(_ route: Case) async throws {
        let consumers = try TemporaryRegister()
        let bearer = try consumers.bearer(.admin)
        try await withFront(register: consumers.register, unsubscribe: Self.links) { front in
            for host in ["rebound.example", "127.0.0.1.rebound.example"] {
                let answer = await front.get(route.path, ["Host: \(host)", bearer], method: route.method, body: route.body)
                #expect(answer.status == 421)
            }
        }
    }

    @Test(arguments: routes)
    func `a page of another site is told nothing; an unsubscribe link is its own authority`(_ route: Case) async throws {
        let consumers = try TemporaryRegister()
        let bearer = try consumers.bearer(.admin)
        try await withFront(register: consumers.register, bounds: Self.short(), unsubscribe: Self.links) { front in
            for origin in ["https://evil.example", "null", "evil.example", "http://127.0.0.1.evil.example"] {
                let answer = await front.get(route.path, ["Origin: \(origin)", bearer], method: route.method, body: route.body)
                #expect((answer.status == 403) == !route.isUnsubscribe, "\(origin) \(answer.status)")
            }
            let own = await front.get(
                route.path, ["Origin: http://127.0.0.1:\(front.port)", bearer], method: route.method, body: route.body)
            #expect(own.status != 403)
        }
    }

    @Test(arguments: routes)
    func `what is too large is refused before it is read`(_ route: Case) async throws {
        let consumers = try TemporaryRegister()
        let bearer = try consumers.bearer(.admin)
        try await withFront(register: consumers.register, unsubscribe: Self.links) { front in
            let claimed = await front.get(route.path, [bearer, "Content-Length: 99999999"], method: route.method)
            #expect(claimed.status == 413)
            #expect(claimed.fields["connection"] == "close")
            if route.method == "POST" {
                // Chunked: nothing is claimed, so it is counted as it comes.
                let size = String((2 << 20), radix: 16)
                let answer = await front.send(
                    "POST \(route.path) HTTP/1.1\r\nHost: localhost\r\n\(bearer)\r\nTransfer-Encoding: chunked\r\n\r\n\(size)\r\n"
                        + String(repeating: "x", count: 2 << 20) + "\r\n0\r\n\r\n")
                #expect(answer.status == 413)
            }
            let header = await front.get(route.path, [bearer, "X-Long: " + String(repeating: "x", count: 40_000)], method: route.method)
            #expect([0, 400, 431].contains(header.status))
            let many = await front.get(route.path, [bearer] + (0..<200).map { "X-\($0): 1" }, method: route.method)
            #expect([0, 400, 431].contains(many.status))
            #expect(await front.get("/healthz").status == 200)
        }
    }

    @Test(arguments: routes)
    func `a client that does not come to its end is not waited for`(_ route: Case) async throws {
        let consumers = try TemporaryRegister()
        let bearer = try consumers.bearer(.admin)
        try await withFront(register: consumers.register, bounds: Self.impatient(), unsubscribe: Self.links) { front in
            // Returns when the server has closed the connection.
            let start = "\(route.method) \(route.path) HTTP/1.1\r\nHost: localhost\r\n"
            _ = await front.send(start)
            if route.method == "POST" { _ = await front.send(start + "\(bearer)\r\nContent-Length: 20\r\n\r\nList") }
            #expect(await front.get("/healthz").status == 200)
        }
    }
}

@Suite struct RateTests {
    @Test func `one consumer cannot take the time of the others`() async throws {
        let consumers = try TemporaryRegister()
        let greedy = "Authorization: Bearer " + (try consumers.add("greedy", [.feed]))
        let patient = "Authorization: Bearer " + (try consumers.add("patient", [.feed]))
        var bounds = WebBounds()
        bounds.requestsPerSecond = 1
        try await withFront(register: consumers.register, bounds: bounds) { front in
            var statuses: [Int] = []
            for _ in 0..<30 { statuses.append(await front.get("/v1/suppressions", [greedy]).status) }
            #expect(statuses.first == 200)
            #expect(statuses.contains(429))
            #expect(await front.get("/v1/suppressions", [patient]).status == 200)
        }
    }

    @Test func `guessing is slowed down`() async throws {
        let consumers = try TemporaryRegister()
        let bearer = try consumers.bearer(.feed)
        var bounds = WebBounds()
        bounds.refusalsPerSecond = 1
        try await withFront(register: consumers.register, bounds: bounds) { front in
            var statuses: Set<Int> = []
            for _ in 0..<30 { statuses.insert(await front.get("/v1/suppressions").status) }
            #expect(statuses == [401, 429])
            #expect(await front.get("/v1/suppressions", [bearer]).status == 200)
        }
    }
}
