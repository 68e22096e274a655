import Deliverability
import Foundation
import MailSyntax
import Storage
import TestKit
import Testing

@testable import Sinks

@Suite struct WebhookSecretTests {
    /// The test vector of the Standard Webhooks specification.
    @Test func `the signature is that of the specification`() throws {
        let secret = try WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
        let signature = secret.signature(
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: 1_614_265_330, body: Array("{\"test\": 2432232314}".utf8))
        #expect(signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
    }

    @Test func `while secrets are changed over, both sign`() throws {
        let old = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", new = "whsec_" + Data(repeating: 7, count: 32).base64EncodedString()
        let body = Array("{}".utf8)
        func sign(_ text: String) throws -> String { try WebhookSecret(text).signature(id: "msg_1", timestamp: 1, body: body) }
        #expect(try sign(new + "\n\n" + old + "\n") == sign(new) + " " + sign(old))
    }

    @Test(arguments: [
        "", "whsec_", "whsec_c2hvcnQ=", "secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS", "whsec_!fKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        String(repeating: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n", count: 5),
    ])
    func `what is no secret is refused, and is not told`(_ text: String) {
        do {
            _ = try WebhookSecret(text)
            Issue.record("taken")
        } catch { #expect(text.count < 8 || !error.description.contains(text.dropFirst(7))) }
    }

    @Test func `a secret that others can read is refused`() throws {
        let path = try TestPlace.fresh()
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n".utf8).write(to: URL(fileURLWithPath: path))
        chmod(path, 0o600)
        _ = try WebhookSecret.read(path: path)
        chmod(path, 0o640)
        #expect(throws: WebhookSecret.Fault.self) { try WebhookSecret.read(path: path) }
        #expect(throws: WebhookSecret.Fault.self) { try WebhookSecret.read(path: path + ".gone") }
    }
}

@Suite struct WebhookURLTests {
    @Test(arguments: [
        ("https://hooks.example.com", "hooks.example.com", 443, "/", true),
        ("HTTPS://Hooks.Example.com:8443/in?x=1", "hooks.example.com", 8443, "/in?x=1", true),
        ("https://[2001:DB8::7]/in", "2001:db8::7", 443, "/in", true),
        ("https://hooks.example.com?x", "hooks.example.com", 443, "/?x", true),
        ("http://127.0.0.1:9/in", "127.0.0.1", 9, "/in", false), ("http://localhost/", "localhost", 80, "/", false),
        ("http://[::1]:9", "::1", 9, "/", false),
    ])
    func `host, port and target`(_ text: String, _ host: String, _ port: Int, _ target: String, _ isTLS: Bool) throws {
        let url = try WebhookURL(text)
        #expect(url.host == host)
        #expect(url.port == port)
        #expect(url.target == target)
        #expect(url.isTLS == isTLS)
    }

    @Test(arguments: [
        "", "https://", "ftp://hooks.example.com", "https://user:pw@hooks.example.com/", "http://hooks.example.com/", "http://192.0.2.1/",
        "https://hooks.example.com/#x", "https://hooks.example.com:0/", "https://hooks.example.com:99999/", "https://a b/", "https://[::1",
        "https://[x]/", "https://hooks.example.com:80:80/", "http://127.0.0.1.example.com/", "https://hooks.example.com/\r\nX: y",
    ])
    func `what is none, or would travel in the clear, is refused`(_ text: String) {
        #expect(throws: WebhookURL.Fault.self) { try WebhookURL(text) }
    }
}

@Suite struct PeerAddressTests {
    @Test(arguments: [
        ("8.8.8.8", true), ("127.0.0.1", false), ("127.9.9.9", false), ("0.0.0.0", false), ("10.1.2.3", false), ("172.15.0.1", true),
        ("172.16.0.1", false), ("172.31.255.255", false), ("172.32.0.1", true), ("192.168.0.1", false), ("169.254.169.254", false),
        ("100.64.0.1", false), ("100.128.0.1", true), ("198.18.0.1", false), ("192.0.2.1", false), ("224.0.0.1", false),
        ("255.255.255.255", false), ("::1", false), ("::", false), ("::ffff:127.0.0.1", false), ("::ffff:10.0.0.1", false),
        ("::ffff:8.8.8.8", true), ("fe80::1", false), ("fc00::1", false), ("fd12::1", false), ("ff02::1", false), ("2001:db8::1", false),
        ("2002:7f00:1::", false), ("64:ff9b::7f00:1", false), ("2a00:1450:4001::1", true), ("2001:4860:4860::8888", true),
        ("2001::1", false),
    ])
    func `only what is out in the world is public`(_ text: String, _ isPublic: Bool) throws {
        #expect(try #require(PeerAddress(text)).isPublic == isPublic)
    }
}

@Suite struct WebhookProgressTests {
    private let now = Timestamp(1_795_000_000)

    private func entry(_ cursor: Int64, age: Int64 = 0) -> Suppression {
        Suppression(
            cursor: cursor, operation: .add, address: "ann@example.com", hash: "ab", reason: .complaint, state: .active,
            since: now.adding(seconds: -age), expires: nil, digest: nil, rule: nil)
    }

    private func fail(_ state: WebhookState, _ outcome: WebhookOutcome, times: Int, age: Int64 = 0) -> (WebhookState, [DeadLetter]) {
        var state = state, dead: [DeadLetter] = []
        for _ in 0..<times {
            let next = state.after(outcome, entry(state.reached + 1, age: age), at: now, jitter: 0.5)
            state = next.state
            if let letter = next.dead { dead.append(letter) }
        }
        return (state, dead)
    }

    @Test(arguments: [
        (200, "delivered"), (204, "delivered"), (301, "trouble"), (307, "trouble"), (400, "rejected"), (401, "trouble"), (404, "trouble"),
        (410, "gone"), (413, "rejected"), (422, "rejected"), (429, "trouble"), (500, "trouble"), (503, "trouble"), (999, "trouble"),
    ])
    func `a status says whether the message is at fault or the endpoint`(_ status: Int, _ kind: String) {
        let outcome = WebhookOutcome(status: status, retryAfterSeconds: nil)
        switch outcome {
        case .delivered: #expect(kind == "delivered")
        case .rejected: #expect(kind == "rejected")
        case .trouble: #expect(kind == "trouble")
        case .gone: #expect(kind == "gone")
        }
    }

    @Test func `waits grow, and a delivery forgets them`() {
        var state = WebhookState(endpoint: "crm", reached: 4), waits: [Int64] = []
        for _ in 0..<8 {
            state = state.after(.trouble("down", retryAfterSeconds: nil), entry(5), at: now, jitter: 0.5).state
            waits.append(state.nextAt?.seconds(since: now) ?? 0)
            #expect(!state.isDue(at: now))
            #expect(state.isDue(at: state.nextAt ?? now))
        }
        #expect(waits == [5, 30, 120, 300, 900, 1800, 1800, 1800])
        #expect(state.reached == 4)
        let after = state.after(.delivered, entry(5), at: now, jitter: 0.5).state
        #expect(after == WebhookState(endpoint: "crm", reached: 5))
    }

    @Test func `jitter keeps endpoints from coming back together`() {
        let state = WebhookState(endpoint: "crm", reached: 0)
        let waits = [0, 0.5, 1].map { jitter in
            state.after(.trouble("down", retryAfterSeconds: nil), entry(1), at: now, jitter: jitter).state.nextAt?.seconds(since: now)
        }
        #expect(waits == [4, 5, 6])
    }

    @Test func `an endpoint may ask for patience, within bounds`() {
        let state = WebhookState(endpoint: "crm", reached: 0)
        for (asked, waited) in [(60, 60), (1_000_000, 3600), (1, 5)] as [(Int64, Int64)] {
            let next = state.after(.trouble("busy", retryAfterSeconds: asked), entry(1), at: now, jitter: 0.5).state
            #expect(next.nextAt?.seconds(since: now) == waited)
        }
    }

    @Test func `a message that is rejected five times is a dead letter, and the next one's turn comes`() {
        let (state, dead) = fail(WebhookState(endpoint: "crm", reached: 0), .rejected("answers 422"), times: 5)
        #expect(dead.map(\.cursor) == [1])
        #expect(dead.first?.attempts == 5)
        #expect(state.reached == 1)
        #expect(state.attempts == 0)
        #expect(state.isDue(at: now))
    }

    @Test func `an endpoint in trouble loses nothing for three days`() {
        let young = fail(WebhookState(endpoint: "crm", reached: 0), .trouble("down", retryAfterSeconds: nil), times: 100, age: 2 * 86400)
        #expect(young.1.isEmpty)
        #expect(young.0.reached == 0)
        let old = fail(WebhookState(endpoint: "crm", reached: 0), .trouble("down", retryAfterSeconds: nil), times: 8, age: 4 * 86400)
        #expect(old.1.map(\.cursor) == [1, 2])
        #expect(!old.0.isDue(at: now), "and it is not hurried through the rest")
    }

    @Test func `an endpoint that is gone is left alone`() {
        let state = WebhookState(endpoint: "crm", reached: 0).after(.gone, entry(1), at: now, jitter: 0).state
        #expect(state.isStopped)
        #expect(!state.isDue(at: now.adding(seconds: 1_000_000)))
        #expect(state.reached == 0)
    }
}
