import Deliverability
import MailSyntax
import Storage

/// A record without its digest and its place: the daemon knows both, and asks nobody.
extension MessageRecord {
    func write(to writer: inout WireWriter) {
        writer.put(outcome, kind, reason)
        writer.put(events)
        writer.put(aggregates, tls, reportKinds, warnings)
        writer.put(number: UInt64(tokenRefusals.count))
        for (reason, count) in tokenRefusals { writer.put(reason, count) }
    }

    init(from reader: inout WireReader, digest: MessageDigest) throws {
        let outcome: Outcome = try reader.get(), kind: String? = try reader.get(), reason: ReadError? = try reader.get()
        let events: EventList = try reader.get(), aggregates: [AggregateRecord] = try reader.get()
        // The store takes each report's tallies out of the events by their place.
        guard aggregates.allSatisfy({ $0.events.upperBound <= events.count }) else { throw WireError.notOneOf }
        let tls: [TLSRecord] = try reader.get(), kinds: [String] = try reader.get(), warnings: [String] = try reader.get()
        var refusals: [String: Int] = [:]
        for _ in 0..<(try reader.elements()) {
            let reason: String = try reader.get(), count: Int = try reader.get()
            refusals[reason] = count
        }
        self.init(
            digest: digest, outcome: outcome, kind: kind, reason: reason, events: events, aggregates: aggregates, tls: tls,
            reportKinds: kinds, warnings: warnings, path: nil, tokenRefusals: refusals)
    }
}

extension EventList: Wired {
    /// A message that the reader refuses anyway has no more tallies (`Limits.recordsPerReport`).
    private static let talliesMax = 4_000_000

    func write(to writer: inout WireWriter) {
        writer.put(number: UInt64(parts.count))
        for part in parts {
            switch part {
            case .events(let events): writer.put(true, events)
            case .tallies(let tallies):
                writer.put(false, tallies.reporter, tallies.begin, tallies.end)
                writer.put(number: UInt64(tallies.count))
                for tally in tallies { tally.writeOwn(to: &writer) }
            }
        }
    }

    init(from reader: inout WireReader) throws {
        self.init()
        for _ in 0..<(try reader.elements()) {
            if try reader.get() {
                append(try reader.get())
                continue
            }
            let reporter: String = try reader.get(), begin: Timestamp = try reader.get(), end: Timestamp = try reader.get()
            var tallies = AlignmentTallies()
            for _ in 0..<(try reader.count(upTo: Swift.max(0, Self.talliesMax - count))) {
                tallies.append(try AlignmentTally(from: &reader, reporter: reporter, begin: begin, end: end))
            }
            tallies.finish(reporter: reporter, begin: begin, end: end)
            _ = append(tallies)
        }
    }
}

extension AggregateRecord: Wired {
    func write(to writer: inout WireWriter) {
        writer.put(reporter, reportID, domain, begin, end, contentDigest, records, messages, events.lowerBound, events.upperBound)
        writer.put(trust, receiver)
    }

    init(from reader: inout WireReader) throws {
        let reporter: String = try reader.get(), reportID: String = try reader.get(), domain: String = try reader.get()
        let begin: Timestamp = try reader.get(), end: Timestamp = try reader.get(), content: UInt64 = try reader.get()
        let records: Int64 = try reader.get(), messages: Int64 = try reader.get()
        let first: Int = try reader.get(), last: Int = try reader.get()
        guard first >= 0, first <= last else { throw WireError.notOneOf }
        self.init(
            reporter: reporter, reportID: reportID, domain: domain, begin: begin, end: end, contentDigest: content, records: records,
            messages: messages, events: first..<last, trust: try reader.get(), receiver: try reader.get())
    }
}

extension TLSRecord: Wired {
    func write(to writer: inout WireWriter) {
        writer.put(organization, reportID, domain, mxHost, begin, end, successfulSessions, failedSessions, trust)
    }

    init(from reader: inout WireReader) throws {
        self.init(
            organization: try reader.get(), reportID: try reader.get(), domain: try reader.get(), mxHost: try reader.get(),
            begin: try reader.get(), end: try reader.get(), successfulSessions: try reader.get(), failedSessions: try reader.get(),
            trust: try reader.get())
    }
}

extension ReadError: Wired {
    func write(to writer: inout WireWriter) { writer.put(reason, detail) }
    init(from reader: inout WireReader) throws { self.init(try reader.get(), try reader.text()) }
}

extension ReadError.Reason: Wired {}
extension MessageRecord.Outcome: Wired {}
