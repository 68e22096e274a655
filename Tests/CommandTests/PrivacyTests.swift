import Foundation
import Glibc
import TestKit
import Testing

/// Law 8 over everything that is here to be read: an address stands where it acts and nowhere else.
@Suite struct PrivacyTests {
    @Test func `no address of any fixture reaches the log or the metrics, and no body the store`() throws {
        let mails = Repository.files(below: Repository.path("Fixtures")).filter { $0.hasSuffix(".eml") }
        let contents = try mails.map { try Repository.bytes("Fixtures/" + $0) }
        let addresses = Set(contents.flatMap(Self.addresses))
        #expect(addresses.count > 100, "the fixtures hold few addresses")

        let daemon = try RunningDaemon("own-domains: [example.com]\nauthserv-ids: [mx.example.com]\n", arguments: ["--log-level", "trace"])
        let port = try daemon.port()
        for (number, bytes) in contents.enumerated() { try daemon.deliver(bytes, as: "\(number).example") }
        // Bodies of any size are dropped once they are classified: this one is of a complaint's copy.
        let sentence = "the sentence that only a body has"
        let complaint = try Repository.text("Fixtures/feedback/arf-plain.eml")
        try daemon.deliver(Array((complaint + "\n" + sentence + "\n").utf8), as: "body.example")
        let new = daemon.folder.path("mail/new")
        let deadline = Deadline(seconds: 120)
        while !deadline.isOver, try !FileManager.default.contentsOfDirectory(atPath: new.path).isEmpty { usleep(100_000) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: new.path).isEmpty)
        let outputs = ["metrics": Loopback.get("/metrics", port: port), "status page": Loopback.get("/", port: port)]
        let outcome = try daemon.stop()
        #expect(outcome.code == 0)
        for (name, text) in outputs.merging(["log": outcome.err], uniquingKeysWith: { $1 }) {
            #expect(text.count > 100)
            let folded = text.lowercased()
            let found = addresses.filter { folded.contains($0) }
            #expect(found.isEmpty, "the \(name) shows \(found.sorted().prefix(3))")
        }
        for file in ["s.db", "s.db-wal"] {
            guard let bytes = try? Data(contentsOf: daemon.folder.path(file)) else { continue }
            #expect(bytes.range(of: Data(sentence.utf8)) == nil, "\(file) holds a body")
        }
    }

    /// What looks like one, wherever it stands, in lower case.
    private static func addresses(_ bytes: [UInt8]) -> [String] {
        func isLocal(_ byte: UInt8) -> Bool {
            (97...122).contains(byte) || (48...57).contains(byte) || "._%+-=".utf8.contains(byte)
        }
        func isDomain(_ byte: UInt8) -> Bool { (97...122).contains(byte) || (48...57).contains(byte) || ".-".utf8.contains(byte) }
        let lower = bytes.map { (65...90).contains($0) ? $0 + 32 : $0 }
        var found: [String] = []
        for at in lower.indices where lower[at] == 64 {
            let local = lower[..<at].reversed().prefix(while: isLocal).reversed()
            let domain = lower[(at + 1)...].prefix(while: isDomain)
            guard local.count >= 2, domain.count >= 4, domain.contains(46) else { continue }
            found.append(String(decoding: local, as: UTF8.self) + "@" + String(decoding: domain, as: UTF8.self))
        }
        return found
    }
}
