import Deliverability
import MailSyntax

extension Ledger {
    /// Stores the events of a message in order of their position and lets them act on contacts and cases.
    ///
    /// - Parameter newPolicies: the TLS policies of the message that were stored.
    func addEvents(of record: MessageRecord, message: Int64, newPolicies: [TLSRecord]) throws -> CommitOutcome {
        let eventsBefore = memory.eventCounts
        var duplicates = 0, conflicts = 0, suppressed = 0, position = 0
        var reports = record.aggregates.sorted { $0.events.lowerBound < $1.events.lowerBound }[...]
        while true {
            if let report = reports.first, report.events.lowerBound <= position || position >= record.events.count {
                reports.removeFirst()
                let range = report.events.clamped(to: position..<record.events.count)
                switch try add(report, range: range, of: record, message: message) {
                case .new: break
                case .duplicate: duplicates += 1
                case .conflict: conflicts += 1
                }
                position = max(position, range.upperBound)
                continue
            }
            guard position < record.events.count else { break }
            if case .alignment(let tally) = record.events[position] {
                // A tally without its report keeps its identity from the message.
                let lone = AggregateRecord(
                    reporter: tally.reporter, reportID: "\(record.digest):\(position)", domain: tally.domain, begin: tally.begin,
                    end: tally.end, contentDigest: 0, records: 1, messages: tally.counts.messages, events: position..<position + 1)
                _ = try add(lone, range: lone.events, of: record, message: message)
            } else {
                suppressed += try add(record.events[position], at: position, of: record, message: message)
            }
            position += 1
        }
        return CommitOutcome(
            verdict: .new, duplicateReports: duplicates, conflicts: conflicts,
            reports: newReports(record, duplicates: duplicates, newPolicies), events: newEvents(since: eventsBefore),
            suppressed: suppressed)
    }

    /// Reports of the message by kind, without those that were known already.
    private func newReports(_ record: MessageRecord, duplicates: Int, _ newPolicies: [TLSRecord]) -> [String: Int] {
        func reports(_ policies: [TLSRecord]) -> Set<[String]> { Set(policies.map { [$0.organization, $0.reportID] }) }
        var kinds: [String: Int] = [:]
        for kind in record.reportKinds { kinds[kind, default: 0] += 1 }
        for (kind, known) in [("aggregate", duplicates), ("tls", reports(record.tls).subtracting(reports(newPolicies)).count)] {
            guard let all = kinds[kind], known > 0 else { continue }
            kinds[kind] = all > known ? all - known : nil
        }
        return kinds
    }

    private func newEvents(since before: [String: Int64]) -> [String: Int] {
        var kinds: [String: Int] = [:]
        for (kind, number) in memory.eventCounts where number > before[kind] ?? 0 {
            kinds[kind] = Int(clamping: number - (before[kind] ?? 0))
        }
        return kinds
    }

    /// Stores one event that is no tally; returns how many contacts it suppressed.
    func add(_ unresolved: Event, at position: Int, of record: MessageRecord, message: Int64) throws -> Int {
        let named = try unresolved.lookup.flatMap { try SendLog(session, key).recipient(of: $0) }.map(unresolved.naming) ?? unresolved
        let address: EmailAddress? =
            switch named {
            case .bounce(let bounce): bounce.recipient
            case .complaint(let complaint): complaint.attribution.address
            case .unsubscribe(let unsubscribe): unsubscribe.address
            case .other(let other): other.contact
            case .alignment: nil
            }
        let hash = try address.map { try key.hash(of: $0) }
        // The same complaint in other bytes is an event and no second wish.
        let isKnown = try hash.map { try isRepeated(named, of: $0) } ?? false
        var event = named, burst: Burst?
        if case .complaint(let complaint) = named, !isKnown {
            let (weighed, found) = try judged(complaint, moment: min(complaint.occurredAt ?? now, now))
            (event, burst) = (.complaint(weighed), found)
        }
        let row = EventRow(event, seq: memory.takeSeq(), message: message, position: position, contact: hash, now: now)
        try session.run(EventRow.insert, row.values)
        memory.count(.events(event.kind))

        let contact = address.flatMap { address in hash.map { ContactName(key: address.key, hash: $0, scope: event.scope) } }
        let moment = Timestamp(row.at)
        let digest = record.digest.bytes
        if !isKnown { try countForCampaign(event, contact: hash, at: moment) }
        switch event {
        case .bounce(let bounce):
            try noteUnmatched(bounce, moment: moment)
            return try act(on: bounce, contact, moment: moment, digest: digest)
        case .complaint(let complaint):
            let suppressed = try act(on: complaint, contact, moment: moment, digest: digest)
            if let contact, !isKnown { try hold(complaint, of: contact, digest: digest) }
            if let burst { try join(burst, complaint, contact, moment: moment, digest: digest) }
            if complaint.effect == .investigate { try investigateAbuse(complaint, moment: moment, digest: digest) }
            return suppressed
        case .unsubscribe(let unsubscribe):
            guard let contact else { return 0 }
            let evidence = Evidence(digest: digest, rule: "unsubscribe/" + unsubscribe.method.rawValue)
            return try apply(.unsubscribe, to: contact, moment: now, evidence)
        case .alignment, .other: return 0
        }
    }

    private func act(on bounce: Bounce, _ contact: ContactName?, moment: Timestamp, digest: [UInt8]) throws -> Int {
        let evidence = Evidence(digest: digest, rule: bounce.classification.rule.text)
        switch bounce.action {
        case .failed: break
        case .delivered:
            if let contact { _ = try apply(.delivered, to: contact, moment: moment, evidence) }
            try delivered(key: investigationKey(of: bounce))
            return 0
        case .delayed, .relayed, .expanded: return 0
        }
        if bounce.classification.bounceClass == .block {
            // Behind a forwarder nothing of ours was judged: no case, and so nothing that would free a blocked contact.
            if bounce.classification.cause == .forwarding { return 0 }
            if let contact { _ = try apply(.block, to: contact, moment: moment, evidence) }
            try block(bounce, contact: contact?.hash, moment: moment, digest: digest)
            return 0
        }
        guard let contact, bounce.countsAgainstContact else { return 0 }
        return try apply(bounce.contactEvent, to: contact, moment: moment, evidence)
    }

    private func act(on complaint: Complaint, _ contact: ContactName?, moment: Timestamp, digest: [UInt8]) throws -> Int {
        if let domain = complaint.fromDomain?.text, memory.domainsUnderInvestigation.contains(domain) {
            let place = complaint.provider?.slug ?? "an unnamed provider"
            let campaign = complaint.campaign.map { ", campaign \($0)" } ?? ""
            let text = withoutAddresses("\(complaint.feedbackType) reported by \(place)\(campaign)")
            try attach(
                Finding(kind: .complaint, area: .content, text: text, messages: 1, at: moment, digest: hexadecimal(digest)),
                toCasesOf: domain)
        }
        guard let contact else { return 0 }
        let event: ContactEvent? =
            switch complaint.effect {
            case .suppress: .complaint
            case .suppressProvisionally: .unprovenComplaint
            case .retract: .retraction
            case .investigate, .count, .none: nil
            }
        guard let event else { return 0 }
        return try apply(
            event, to: contact, moment: now, Evidence(digest: digest, rule: "complaint/" + complaint.attribution.rung.rawValue))
    }
}
