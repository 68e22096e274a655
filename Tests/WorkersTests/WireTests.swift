import Deliverability
import Intake
import Interpretation
import MailSyntax
import Storage
import Tables
import TestKit
import Testing
import Tokens

@testable import Workers

/// Between daemon and reader nothing is lost, and nothing that a reader says can hurt the daemon.
@Suite struct WireTests {
    private static let folders = ["aggregate", "feedback", "delivery", "tls", "malformed", "unrelated"]
    private static let fixtures = folders.flatMap { Fixtures.all(in: $0) }

    private static func record(of mail: [UInt8]) -> MessageRecord {
        var context = OperatorContext()
        context.tokens = TestKeys.ring.map { TokenReader(keys: $0) }
        context.ownDomains = ["example.com"]
        context.authservIDs = ["mx.example.com"]
        return MessageReader(context: context, limits: Limits()).prepare(mail, SHA256Digest.of(mail))
    }

    private static func bytes(of record: MessageRecord) -> [UInt8] {
        var out: [UInt8] = []
        var writer = WireWriter { out += $0 }
        record.write(to: &writer)
        writer.flush()
        return out
    }

    /// - Parameter size: of the pieces in which the bytes come.
    private static func record(
        from bytes: [UInt8], pieces size: Int = 1 << 16, bounds: WireReader.Bounds = .init(), _ digest: MessageDigest = .init([])
    ) throws -> MessageRecord {
        var rest = bytes[...]
        var reader = WireReader(bounds: bounds) {
            defer { rest = rest.dropFirst(size) }
            return Array(rest.prefix(size))
        }
        return try MessageRecord(from: &reader, digest: digest)
    }

    @Test func `a record arrives as it was sent, whatever the mail`() throws {
        #expect(Self.fixtures.count > 100)
        for fixture in Self.fixtures {
            let sent = Self.record(of: fixture.bytes), bytes = Self.bytes(of: sent)
            #expect(try Self.record(from: bytes, sent.digest) == sent, "\(fixture.path)")
            #expect(try Self.record(from: bytes, pieces: 7, sent.digest) == sent, "\(fixture.path)")
        }
    }

    @Test func `every field of every event arrives`() throws {
        let address = try #require(EmailAddress("\"rosa m\"@example.org"))
        let other = try #require(EmailAddress("jörg@xn--bcher-kva.example"))
        let handle = try #require(RecipientHandle([1, 2, 3, 4, 5, 6, 7, 8])), at = Timestamp(-5)
        let events: [Event] = [
            .bounce(
                Bounce(
                    recipient: address, action: .delayed, status: EnhancedStatusCode("5.1.1"), replyCode: ReplyCode(550),
                    classification: Classification(.block, .blocklist, rule: RuleID("a/b"), remedy: "mend"), provider: Provider("gmail"),
                    remoteMTA: "mx.example", reportingMTA: "mta.example", diagnostic: "no \u{FFFD} such",
                    fromDomain: DomainName("example.com"),
                    originalMessageID: "1@example", campaign: "c", occurredAt: at, lookup: .handle(handle))),
            .complaint(
                Complaint(
                    feedbackType: "abuse", provider: Provider("yahoo"),
                    attribution: Attribution(
                        outcome: .resolved, address: other, rung: .verpToken, trust: .b,
                        disagreements: [.init(rung: .toHeader, address: address), .init(rung: .none, address: nil)]),
                    direction: .trap, effect: .suppressProvisionally, campaign: "c", fromDomain: DomainName("example.com"),
                    sourceIP: "192.0.2.1", originalMessageID: "2@example", occurredAt: Timestamp(.max), scope: .list("weekly"),
                    lookup: PendingAttribution(key: .messageID("3@example"), rung: .messageID, trust: .d, effect: .count),
                    source: ReportingSource(name: "yahoo", isProven: true))),
            .alignment(Self.tally(1, own: true)),
            .unsubscribe(
                Unsubscribe(
                    address: address, method: .oneClick, occurredAt: Timestamp(.min), scope: .stream("news"), campaign: "c",
                    lookup: .messageID("4@example"))),
            .other(OtherEvent(cause: .tlsReport, detail: "detail", contact: address, occurredAt: at)),
        ]
        var list = EventList(events)
        var tallies = AlignmentTallies()
        for number in 0..<5000 { tallies.append(Self.tally(number, own: number % 3 == 0)) }
        tallies.finish(reporter: "example.net", begin: Timestamp(100), end: Timestamp(200))
        let range = list.append(tallies)
        let sent = MessageRecord(
            digest: MessageDigest([1]), outcome: .report, kind: "aggregate", reason: ReadError(.outOfMemory, "detail"), events: list,
            aggregates: [
                AggregateRecord(
                    reporter: "example.net", reportID: "1", domain: "example.com", begin: Timestamp(100), end: Timestamp(200),
                    contentDigest: .max, records: 5000, messages: .max, events: range, trust: .passed, receiver: "r")
            ],
            tls: [
                TLSRecord(
                    organization: "o", reportID: "1", domain: "d", mxHost: "m", begin: at, end: at, successfulSessions: 1,
                    failedSessions: 2,
                    trust: .failed)
            ], reportKinds: ["aggregate", "tls"], warnings: ["one"], path: nil, tokenRefusals: ["forged": 2])
        let bytes = Self.bytes(of: sent)
        let received = try Self.record(from: bytes, sent.digest)
        #expect(received == sent)
        #expect(Array(received.events) == Array(sent.events))
    }

    private static func tally(_ number: Int, own: Bool) -> AlignmentTally {
        var counts = AlignmentCounts()
        counts.add(Int64(number) + 1, dkim: number % 2 == 0, spf: number % 5 == 0)
        return AlignmentTally(
            domain: "d\(number % 7).example", sourceIP: "2001:db8::\(number)", reporter: "example.net", begin: Timestamp(100),
            end: Timestamp(200), counts: counts, dispositions: Dispositions(none: Int64(number), quarantine: 1, reject: 0),
            cause: AlignmentCause.allCases[number % AlignmentCause.allCases.count],
            authenticatedAs: number % 4 == 0 ? nil : "s\(number % 3).example", knownAs: own ? .named : .unknown)
    }

    @Test func `a reader of mail is told all that the daemon knows`() throws {
        var context = OperatorContext()
        context.ownDomains = ["example.com", "example.org"]
        context.authservIDs = ["mx"]
        context.trustedHosts = ["host.example"]
        context.unsubscribeAddresses = ["u@example.com"]
        context.reportAddresses = ["r@example.com"]
        context.ownSources = ["192.0.2.1"]
        context.tokenDomains = ["b.example.com"]
        context.tokens = TokenReader(keys: try #require(TestKeys.ring))
        context.dkimKeys = [try #require(TestSigner.ed25519?.key()), try #require(TestSigner.rsa?.key())]
        let rule = Rule(
            slug: "full", bounceClass: .soft, cause: .mailboxFull, phrases: [" no room "], reply: 452, status: "x.2.2", remedy: "wait",
            sample: "452 no room", source: "seen")
        context.rules = [
            TableRule(rule, scope: "operator", provider: Provider("p"), strength: .operators, language: "en", source: "s", date: "2026-11")
        ]
        var limits = Limits()
        limits.mimeParts.value = 7
        var bounds = WorkerBounds()
        bounds.memoryBytes = 1 << 40
        var out: [UInt8] = []
        var writer = WireWriter { out += $0 }
        writer.put(ReadingOrder(context: context, limits: limits, bounds: bounds))
        writer.flush()
        var reader = WireReader { out }
        let order: ReadingOrder = try reader.get()
        #expect(order.context == context)
        #expect(order.limits == limits)
        #expect(order.bounds == bounds)
    }

    @Test func `law 4: any answer gives a record or an error`() throws {
        var random = SeededNumbers(seed: 14)
        for fixture in Self.fixtures.prefix(60) {
            let bytes = Self.bytes(of: Self.record(of: fixture.bytes))
            for _ in 0..<40 {
                var broken = bytes
                for _ in 0...random.next(below: 3) {
                    guard !broken.isEmpty else { break }
                    let place = random.next(below: broken.count)
                    switch random.next(below: 3) {
                    case 0: broken[place] = UInt8(random.next(below: 256))
                    case 1: broken.remove(at: place)
                    default: broken.insert(contentsOf: [0xFF, 0xFF, 0xFF, 0xFF, 0x7F], at: place)
                    }
                }
                do { _ = try Self.record(from: broken) } catch is WireError {}
            }
        }
    }

    @Test func `an answer is bounded in bytes, texts and elements`() throws {
        let mail = Array("From: a@example.org\n\nmail\n".utf8)
        let bytes = Self.bytes(of: Self.record(of: mail))
        _ = try Self.record(from: bytes)
        #expect(throws: WireError.self) { _ = try Self.record(from: bytes, bounds: .init(bytes: bytes.count - 1)) }
        // Says that 2⁶³ texts follow.
        #expect(throws: WireError.self) {
            var reader = WireReader { [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01] }
            _ = try reader.get() as [String]
        }
        #expect(throws: WireError.self) {
            var reader = WireReader(bounds: .init(textBytes: 3)) { [4, 97, 97, 97, 97] }
            _ = try reader.get() as String
        }
        #expect(throws: WireError.self) {
            var reader = WireReader(bounds: .init(elements: 3)) { [2, 1, 97, 1, 97] }
            _ = try reader.get() as [String]
            _ = try reader.get() as [String]
        }
    }
}

/// Numbers that are the same at each run (xorshift).
private struct SeededNumbers {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func next(below end: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state % UInt64(end))
    }
}
