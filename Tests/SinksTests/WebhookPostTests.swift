import Deliverability
import Foundation
import MailSyntax
import Synchronization
import TestKit
import Testing

@testable import Sinks

/// A peer that answers each connection with fixed bytes, and keeps what it was sent.
final class ScriptedPeer: Sendable {
    let port: Int
    private let descriptor: Int32
    private let seen = Mutex<[String]>([])

    var requests: [String] { seen.withLock { $0 } }

    /// - Parameter answer: nil: never answers.
    init(_ answer: String?, connections: Int = 1) throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in(), size = socklen_t(MemoryLayout<sockaddr_in>.size)
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, size) == 0 && listen(descriptor, 8) == 0 && getsockname(descriptor, $0, &size) == 0
            }
        }
        try #require(bound)
        self.descriptor = descriptor
        port = Int(UInt16(bigEndian: address.sin_port))
        Thread { [self] in
            for _ in 0..<connections {
                let client = accept(descriptor, nil, nil)
                guard client >= 0 else { return }
                serve(client, answer)
            }
        }.start()
    }

    deinit { close(descriptor) }

    private func serve(_ client: Int32, _ answer: String?) {
        defer { close(client) }
        var request: [UInt8] = [], buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let text = String(decoding: request, as: UTF8.self)
            if let end = text.range(of: "\r\n\r\n") {
                let length = text.components(separatedBy: "Content-Length: ").last.flatMap { Int($0.prefix { $0.isNumber }) } ?? 0
                if text[end.upperBound...].utf8.count >= length { break }
            }
            let count = read(client, &buffer, buffer.count)
            guard count > 0 else { break }
            request += buffer[..<count]
        }
        seen.withLock { $0.append(String(decoding: request, as: UTF8.self)) }
        if let answer {
            _ = Array(answer.utf8).withUnsafeBytes { send(client, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        } else {
            // Until the client gives up.
            while read(client, &buffer, buffer.count) > 0 {}
        }
    }
}

@Suite struct WebhookPostTests {
    private func endpoint(_ port: Int, scheme: String = "http", allowsPrivate: Bool = true, authorities: String? = nil) throws
        -> WebhookEndpoint
    {
        WebhookEndpoint(
            name: "crm", url: try WebhookURL("\(scheme)://127.0.0.1:\(port)/in"), secretFile: "", allowsPrivate: allowsPrivate,
            authoritiesFile: authorities)
    }

    private func post(_ answer: String?, seconds: Double = 10) throws -> (outcome: WebhookOutcome, peer: ScriptedPeer) {
        let peer = try ScriptedPeer(answer)
        return (WebhookPost.send(Array("{}".utf8), [("webhook-id", "msg_1")], to: try endpoint(peer.port), seconds: seconds), peer)
    }

    @Test func `a message is posted with its fields`() throws {
        let (outcome, peer) = try post("HTTP/1.1 204 No Content\r\n\r\n")
        #expect(outcome == .delivered)
        let request = try #require(peer.requests.first)
        #expect(request.hasPrefix("POST /in HTTP/1.1\r\nHost: 127.0.0.1:\(peer.port)\r\n"))
        #expect(request.contains("\r\nwebhook-id: msg_1\r\n"))
        #expect(request.hasSuffix("\r\n\r\n{}"))
    }

    @Test func `a redirect is not followed`() throws {
        let elsewhere = try ScriptedPeer("HTTP/1.1 200 OK\r\n\r\n")
        let (outcome, _) = try post("HTTP/1.1 307 Temporary Redirect\r\nLocation: http://127.0.0.1:\(elsewhere.port)/\r\n\r\n")
        guard case .trouble(let fault, _) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(fault.contains("redirect"))
        #expect(elsewhere.requests.isEmpty)
    }

    @Test func `an interim answer is waited past, and patience is heard`() throws {
        let (outcome, _) = try post("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 503 Busy\r\nRETRY-AFTER: 120\r\n\r\n")
        #expect(outcome == .trouble("answers 503", retryAfterSeconds: 120))
    }

    @Test(arguments: [
        "", "SSH-2.0-server\r\n\r\n", "HTTP/1.1 20x\r\n\r\n", "HTTP/1.1 099 X\r\n\r\n",
        "HTTP/1.1 200 OK\r\nX: " + String(repeating: "x", count: 200_000),
    ])
    func `what is no answer is trouble`(_ answer: String) throws {
        guard case .trouble = try post(answer).outcome else {
            Issue.record("taken for an answer")
            return
        }
    }

    @Test func `a peer that does not answer is not waited for`() throws {
        guard case .trouble(let fault, _) = try post(nil, seconds: 0.2).outcome else {
            Issue.record("an answer came")
            return
        }
        #expect(fault == "no answer in time")
    }

    @Test func `nothing is dialled in a private network unless that is allowed`() throws {
        let peer = try ScriptedPeer("HTTP/1.1 200 OK\r\n\r\n")
        let outcome = WebhookPost.send([], [], to: try endpoint(peer.port, allowsPrivate: false))
        guard case .trouble(let fault, _) = outcome else {
            Issue.record("dialled")
            return
        }
        #expect(fault.contains("allow-private"))
        #expect(peer.requests.isEmpty)
    }

    @Test func `where nobody listens there is trouble`() throws {
        guard case .trouble = WebhookPost.send([], [], to: try endpoint(1)) else {
            Issue.record("delivered")
            return
        }
    }

    /// openssl(1) stands in for a peer with a certificate of its own; without it the test has nothing to say.
    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl")))
    func `a certificate that nobody vouches for is refused, one that is named is taken`() throws {
        signal(SIGPIPE, SIG_IGN)
        let folder = try TestPlace.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        func openssl(_ arguments: [String]) throws -> Process {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
            process.arguments = arguments
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            process.standardInput = FileHandle.nullDevice
            try process.run()
            return process
        }
        try openssl([
            "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", folder + "/key", "-out", folder + "/cert", "-days", "2", "-subj",
            "/CN=plumbline", "-addext", "subjectAltName=IP:127.0.0.1",
        ]).waitUntilExit()
        let port = try ScriptedPeer("").port + 1
        let server = try openssl([
            "s_server", "-accept", "127.0.0.1:\(port)", "-key", folder + "/key", "-cert", folder + "/cert", "-www", "-quiet",
        ])
        // A child inherits which signals are ignored, and other tests here have SIGTERM ignored.
        defer { kill(server.processIdentifier, SIGKILL) }
        func send(_ authorities: String?) throws -> WebhookOutcome {
            WebhookPost.send([], [], to: try endpoint(port, scheme: "https", authorities: authorities))
        }
        var strange = try send(nil)
        // The peer needs a moment to listen.
        for _ in 0..<100 where "\(strange)".contains("cannot connect") {
            usleep(50_000)
            strange = try send(nil)
        }
        guard case .trouble(let fault, _) = strange else {
            Issue.record("\(strange)")
            return
        }
        #expect(fault.contains("certificate"))
        let known = try send(folder + "/cert")
        #expect(!"\(known)".contains("certificate") && !"\(known)".contains("TLS"), "\(known)")
    }
}
