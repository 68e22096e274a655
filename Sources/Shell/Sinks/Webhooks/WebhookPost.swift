import Glibc
import MailSyntax

/// A POST by HTTP/1.1 (RFC 9112), and of the answer its status and no more: no redirect is followed, no body is read.
package enum WebhookPost {
    /// All of it: name, connection, TLS, request, answer.
    package static let secondsMax = 15.0
    /// The header of an answer.
    private static let answerBytesMax = 64 << 10

    package static func send(
        _ body: [UInt8], _ fields: [(String, String)], to endpoint: WebhookEndpoint, seconds: Double = secondsMax
    ) -> WebhookOutcome {
        do throws(PostFault) {
            let url = endpoint.url
            let connection = try OutgoingConnection(url, allowsPrivate: endpoint.allowsPrivate, seconds: seconds)
            if url.isTLS { try connection.secure(host: url.host, authoritiesFile: endpoint.authoritiesFile) }
            var head = "POST \(url.target) HTTP/1.1\r\nHost: \(url.authority)\r\nUser-Agent: plumbline\r\nConnection: close\r\n"
            for (name, value) in fields { head += "\(name): \(value)\r\n" }
            head += "Content-Length: \(body.count)\r\n\r\n"
            try connection.send(Array(head.utf8) + body)
            return try answer(of: connection)
        } catch {
            return .trouble(error.description, retryAfterSeconds: nil)
        }
    }

    private static func answer(of connection: OutgoingConnection) throws(PostFault) -> WebhookOutcome {
        var bytes: [UInt8] = []
        while true {
            let piece = try connection.receive(atMost: 4096)
            bytes += piece
            while let end = bytes.find(Array("\r\n\r\n".utf8), in: 0..<bytes.count) {
                let lines = String(decoding: bytes[..<end], as: UTF8.self).components()
                let status = try status(lines.first ?? "")
                // An interim answer: the final one follows (RFC 9110 §15.2).
                guard (100...199).contains(status) else { return WebhookOutcome(status: status, retryAfterSeconds: retryAfter(lines)) }
                bytes.removeFirst(end + 4)
            }
            guard !piece.isEmpty else { throw PostFault("the connection ended before the answer") }
            guard bytes.count <= answerBytesMax else { throw PostFault("the answer's header has no end") }
        }
    }

    private static func status(_ line: String) throws(PostFault) -> Int {
        let words = line.split(separator: " ")
        guard words.count >= 2, words[0].hasPrefix("HTTP/1."), words[1].utf8.count == 3, let status = Int(words[1]), status >= 100 else {
            throw PostFault("the answer is not HTTP")
        }
        return status
    }

    /// Seconds; a date is not worth reading (RFC 9110 §10.2.3).
    private static func retryAfter(_ lines: [String]) -> Int64? {
        let line = lines.first { $0.asciiLowercased.hasPrefix("retry-after:") }
        return line.flatMap { Int64(String($0.dropFirst("retry-after:".count)).trimmedASCII) }.flatMap { $0 >= 0 ? $0 : nil }
    }
}

extension String {
    /// Lines of a header; `\r\n` is one Character.
    fileprivate func components() -> [String] { split(separator: "\r\n", omittingEmptySubsequences: true).map(String.init) }
}
