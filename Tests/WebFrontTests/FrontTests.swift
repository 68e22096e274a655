import Deliverability
import MailSyntax
import Storage
import TestKit
import Testing
import WebFront

@Suite struct FrontTests {
    private static let paths = [
        "/", "/healthz", "/readyz", "/metrics", "/style.css", "/v1/suppressions", "/v1/investigations",
        "/v1/suppressions/check?address=ann@example.com", "/nothing", "/v1/suppressions?limit=x", "/%zz",
    ]

    @Test func `every answer carries the header fields of defence`() async throws {
        try await withFront { front in
            for path in Self.paths {
                let fields = await front.get(path).fields
                #expect(fields["x-content-type-options"] == "nosniff", "\(path)")
                #expect(fields["content-security-policy"]?.hasPrefix("default-src 'none'") == true, "\(path)")
                #expect(fields["content-security-policy"]?.contains("script") == false, "\(path)")
                #expect(fields["referrer-policy"] == "no-referrer", "\(path)")
                #expect(fields["cache-control"] == "no-store", "\(path)")
                #expect(fields["cross-origin-resource-policy"] == "same-origin", "\(path)")
                #expect(fields["server"] == nil, "\(path)")
            }
        }
    }

    @Test(arguments: [
        ("rebound.example", 421), ("rebound.example:8025", 421), ("127.0.0.1.rebound.example", 421), ("localhost:1", 200),
        ("[::1]:8025", 200),
        ("LOCALHOST", 200), ("feed.example.com", 200), ("", 421), ("[::2]", 421),
    ])
    func `only our own names are answered`(_ host: String, _ status: Int) async throws {
        try await withFront(hostNames: ["feed.example.com"]) { front in
            #expect(await front.get("/healthz", ["Host: \(host)"]).status == status)
        }
    }

    @Test(arguments: ["POST", "PUT", "DELETE", "HEAD", "OPTIONS", "TRACE", "PATCH"])
    func `the feed answers nothing but GET`(_ method: String) async throws {
        try await withFront { front in
            let answer = await front.get("/v1/suppressions", ["Content-Length: 0"], method: method)
            #expect(answer.status == 405)
            #expect(answer.fields["allow"] == "GET")
            #expect(answer.fields["connection"] == "close")
        }
    }

    @Test func `a body is not taken`() async throws {
        try await withFront { front in
            #expect(await front.get("/healthz", ["Content-Length: 5"]).status == 413)
        }
    }

    @Test func `a header without end is refused`() async throws {
        try await withFront { front in
            let status = await front.get("/healthz", ["X-Long: " + String(repeating: "x", count: 40_000)]).status
            #expect(status == 400 || status == 431 || status == 0)
            #expect(await front.get("/healthz").status == 200)
        }
    }

    @Test func `the token opens everything but the probes`() async throws {
        let token = "0123456789abcdef0123456789abcdef"
        try await withFront(token: token) { front in
            for path in [
                "/", "/metrics", "/v1/suppressions", "/v1/suppressions/check?address=ann@example.com", "/v1/investigations", "/nothing",
            ] {
                let bare = await front.get(path)
                #expect(bare.status == 401, "\(path)")
                #expect(bare.fields["www-authenticate"]?.hasPrefix("Bearer") == true)
                for wrong in [
                    "Bearer", "Bearer ", "Bearer " + token.dropLast(), "Bearer \(token)0", "Basic \(token)", token,
                    "Bearer \(token)\(token)",
                ] {
                    #expect(await front.get(path, ["Authorization: \(wrong)"]).status == 401, "\(path) \(wrong)")
                }
                #expect(await front.get(path, ["Authorization: bearer \(token)"]).status == (path == "/nothing" ? 404 : 200), "\(path)")
            }
            #expect(await front.get("/healthz").status == 200)
            #expect(await front.get("/readyz").status == 503)
        }
    }

    @Test func `a path that does not exist is not repeated`() async throws {
        try await withFront { front in
            let answer = await front.get("/ann@example.com/<b>")
            #expect(answer.status == 404)
            #expect(!answer.body.contains("ann") && !answer.body.contains("<b>"))
        }
    }

    @Test func `two requests on one connection are both answered`() async throws {
        try await withFront { front in
            let host = "Host: localhost\r\n"
            let answer = await front.send("GET /healthz HTTP/1.1\r\n\(host)\r\nGET /readyz HTTP/1.1\r\n\(host)Connection: close\r\n\r\n")
            #expect(answer.status == 200)
            #expect(answer.body.contains("HTTP/1.1 503"))
        }
    }

    private struct Gone: Error {}

    @Test func `a store that fails is told as such, and the next request opens it anew`() async throws {
        let arrivals = Arrivals()
        try await withFront(open: {
            let store = arrivals.store()
            let grow = store.beforeReading
            store.beforeReading = { store in
                grow?(store)
                if (try? store.suppressions(after: 0, limit: 1))?.isEmpty == false { store.failure = Gone() }
            }
            return store
        }) { front in
            #expect(await front.get("/v1/suppressions").status == 200)
            arrivals.add("ann@example.com")
            #expect(await front.get("/healthz").body == "degraded\n")
            let answer = await front.get("/v1/suppressions")
            #expect(answer.status == 200)
        }
    }
}

@Suite struct ListenAddressTests {
    @Test(arguments: [
        ("127.0.0.1:8025", "127.0.0.1", 8025, true), ("[::1]:8025", "::1", 8025, true), ("localhost:0", "localhost", 0, true),
        ("127.8.8.8:1", "127.8.8.8", 1, true), ("0.0.0.0:80", "0.0.0.0", 80, false), ("[::]:80", "::", 80, false),
        ("192.0.2.7:8025", "192.0.2.7", 8025, false), ("mail.example.com:8025", "mail.example.com", 8025, false),
        ("127.0.0.1.example.com:8025", "127.0.0.1.example.com", 8025, false),
    ])
    func `host, port, and whether others reach it`(_ text: String, _ host: String, _ port: Int, _ isLoopback: Bool) throws {
        let address = try ListenAddress(text)
        #expect(address.host == host)
        #expect(address.port == port)
        #expect(address.isLoopback == isLoopback)
        #expect(address.description == text)
    }

    @Test(arguments: [
        "", "8025", ":8025", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1", "127.0.0.1:+1", "::1:8025", "[x]:1", "a b:1",
    ])
    func `what is no address is refused`(_ text: String) {
        #expect(throws: WebFrontError.listenAddress(text)) { try ListenAddress(text) }
    }

    @Test func `an address that others reach needs a token, and a token has a length`() throws {
        let open = try ListenAddress("0.0.0.0:8025"), own = try ListenAddress("127.0.0.1:8025")
        #expect(throws: WebFrontError.openWithoutToken(open)) { try WebFront.Access(listen: open, token: nil).check() }
        #expect(throws: WebFrontError.shortToken) { try WebFront.Access(listen: own, token: "secret").check() }
        try WebFront.Access(listen: open, token: "0123456789abcdef").check()
        try WebFront.Access(listen: own, token: nil).check()
    }
}
