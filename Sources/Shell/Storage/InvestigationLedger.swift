import Deliverability
import MailSyntax

/// A row of `investigation`: one case, from its first block to its closing.
struct InvestigationRow {
    let id: Int64
    let key: InvestigationKey
    let state: Investigation
    let opened: Timestamp
    let blocks: Int64

    static let selected = "id, receiver, from_domain, phase, since, last_block, recent_blocks, opened_at, blocks"

    init(_ row: any SQLRow) throws {
        guard let phase = Investigation.Phase(rawValue: row.text(3)) else {
            throw StoreError(.corrupt, "investigation \(row.int(0)) has an unknown phase")
        }
        id = row.int(0)
        key = InvestigationKey(receiver: row.text(1), fromDomain: row.text(2))
        state = Investigation(
            phase: phase, since: Timestamp(row.int(4)), lastBlock: row.optionalInt(5).map { Timestamp($0) },
            recentBlocks: row.text(6).split(separator: " ").compactMap { Int64($0).map { Timestamp($0) } })
        opened = Timestamp(row.int(7))
        blocks = row.int(8)
    }
}

extension Ledger {
    private static let current = Statement(
        "SELECT \(InvestigationRow.selected) FROM investigation WHERE receiver = $1 AND from_domain = $2 AND phase <> 'clear'")
    private static let open = Statement(
        """
        INSERT INTO investigation (receiver, from_domain, phase, since, last_block, recent_blocks, opened_at, blocks)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id
        """)
    private static let save = Statement(
        "UPDATE investigation SET phase = $2, since = $3, last_block = $4, recent_blocks = $5, blocks = $6 WHERE id = $1")
    private static let contactSeen = Statement("SELECT at FROM investigation_contact WHERE investigation = $1 AND contact = $2")
    private static let rememberContact = Statement(
        """
        INSERT INTO investigation_contact (investigation, contact, at) VALUES ($1, $2, $3)
        ON CONFLICT (investigation, contact) DO UPDATE SET at = excluded.at WHERE excluded.at > investigation_contact.at
        """)

    /// Who refuses, and which From domain of ours: the provider, or the domain of the recipients where none is known.
    func investigationKey(of bounce: Bounce) -> InvestigationKey {
        InvestigationKey(
            receiver: bounce.provider?.slug ?? bounce.recipient?.domain.text ?? "unknown", fromDomain: bounce.fromDomain?.text ?? "unknown")
    }

    func currentCase(_ key: InvestigationKey) throws -> InvestigationRow? {
        try session.first(Self.current, [.text(key.receiver), .text(key.fromDomain)]) { try InvestigationRow($0) }
    }

    /// A contact was refused because of us: opens a case or joins one. Only distinct contacts count within the window;
    /// blocks that name nobody count as one contact.
    func block(_ bounce: Bounce, contact: [UInt8]?, moment: Timestamp, digest: [UInt8]) throws {
        let key = investigationKey(of: bounce)
        let contact = contact ?? [UInt8](repeating: 0, count: 32)
        let known = try currentCase(key)
        let before = known?.state ?? Investigation(since: now)
        var next = before
        if try !isRepeated(contact, in: known, moment: moment) || before.phase == .easing {
            let newest = before.recentBlocks.last ?? moment
            // A block older than every open window is kept as a finding and starts no case.
            if moment.seconds(since: newest) >= -thresholds.blockWindowSeconds {
                next = before.after(.block, at: max(moment, newest), thresholds).state
            }
        }
        next = Investigation(
            phase: next.phase, since: next.phase == before.phase ? before.since : now, lastBlock: now, recentBlocks: next.recentBlocks)
        let id = try known.map { try store(next, of: $0, blocks: $0.blocks.addingSaturated(1)) } ?? openCase(key, next, blocks: 1)
        try session.run(Self.rememberContact, [.int(id), .blob(contact), .int(moment.secondsSince1970)])

        let codes = [bounce.replyCode?.description, bounce.status?.description].compactMap { $0 }.joined(separator: " ")
        let text = "\(bounce.classification.cause.rawValue): \(codes.isEmpty ? "no code" : codes) (\(bounce.classification.rule))"
        try attach(
            Finding(
                kind: .block, area: bounce.classification.cause.area, text: text, messages: 1, at: moment, digest: hexadecimal(digest)),
            toCase: id)
    }

    /// A proven report tells that mail of our own sources was refused. One whose range ended before the quiet time is
    /// history: it joins cases and begins none.
    func ownMailRefused(by receiver: String, from domain: String, until end: Timestamp) throws {
        guard now.seconds(since: end) < thresholds.quietSeconds else { return }
        let key = InvestigationKey(receiver: receiver, fromDomain: domain)
        if let known = try currentCase(key) {
            _ = try move(known, .ownMailRefused)
        } else {
            let next = Investigation(since: now).after(.ownMailRefused, at: now, thresholds).state
            _ = try openCase(key, next, blocks: 0)
        }
    }

    private func isRepeated(_ contact: [UInt8], in known: InvestigationRow?, moment: Timestamp) throws -> Bool {
        guard let known else { return false }
        guard let seen = try session.first(Self.contactSeen, [.int(known.id), .blob(contact)], { Timestamp($0.int(0)) }) else {
            return false
        }
        return moment.seconds(since: seen).magnitude <= thresholds.blockWindowSeconds.magnitude
    }

    func openCase(_ key: InvestigationKey, _ state: Investigation, blocks: Int64) throws -> Int64 {
        let id = try session.first(
            Self.open, [.text(key.receiver), .text(key.fromDomain)] + columns(state) + [.int(now.secondsSince1970), .int(blocks)]
        ) { $0.int(0) }
        guard let id else { throw StoreError(.refused, "a case without an id") }
        memory.domainsUnderInvestigation.insert(key.fromDomain)
        try attachRecentFailures(of: key.fromDomain, toCase: id)
        return id
    }

    func store(_ state: Investigation, of row: InvestigationRow, blocks: Int64) throws -> Int64 {
        try session.run(Self.save, [.int(row.id)] + columns(state) + [.int(blocks)])
        return row.id
    }

    private func columns(_ state: Investigation) -> [SQLValue] {
        [
            .text(state.phase.rawValue), .int(state.since.secondsSince1970), .int(state.lastBlock?.secondsSince1970),
            .text(state.recentBlocks.map { String($0.secondsSince1970) }.joined(separator: " ")),
        ]
    }

    // MARK: Easing and closing

    func delivered(key: InvestigationKey) throws {
        guard memory.domainsUnderInvestigation.contains(key.fromDomain), let known = try currentCase(key) else { return }
        _ = try move(known, .delivered)
    }

    /// Lets an event act on a case; its contacts follow. Returns whether anything changed.
    func move(_ row: InvestigationRow, _ event: InvestigationEvent, liftingComplaints: Bool = false) throws -> Bool {
        let transition = row.state.after(event, at: now, thresholds)
        guard transition.state != row.state else { return false }
        _ = try store(transition.state, of: row, blocks: row.blocks)
        if transition.state.phase == .clear, try session.first(Self.anyCase, [.text(row.key.fromDomain)], { _ in true }) == nil {
            memory.domainsUnderInvestigation.remove(row.key.fromDomain)
        }
        for effect in transition.effects {
            switch effect {
            case .opened: break
            case .eased:
                try move(Self.notRefused, of: row, .investigationEased)
                // Quiet, and nobody objected. A delivery is no word on complaints.
                if event == .timePassed { try settleBurst(of: row, liftingComplaints: false) }
            case .closed:
                try move(Self.free, of: row, .investigationClosed)
                // Held by a case that eases: mail to them resumes slowly.
                try move(Self.notRefused, of: row, .investigationEased)
                try session.run(Self.forgetContacts, [.int(row.id)])
                try settleBurst(of: row, liftingComplaints: liftingComplaints)
            }
        }
        return true
    }

    private static let anyCase = Statement("SELECT 1 FROM investigation WHERE from_domain = $1 AND phase <> 'clear' LIMIT 1")
    /// Contacts of a case that no other case holds. The few current cases come first: a contact is then found by key in
    /// each (`CROSS JOIN` is never turned round by SQLite).
    private static func contacts(unlessIn phases: String) -> Statement {
        Statement(
            """
            SELECT c.hash, c.address FROM investigation_contact i JOIN contact c ON c.hash = i.contact
            WHERE i.investigation = $1 AND NOT EXISTS (SELECT 1 FROM investigation n CROSS JOIN investigation_contact o
            WHERE n.phase <> 'clear' AND n.phase IN (\(phases)) AND n.id <> $1 AND o.investigation = n.id AND o.contact = i.contact)
            """)
    }
    private static let notRefused = contacts(unlessIn: "'watching', 'open'")
    private static let free = contacts(unlessIn: "'watching', 'open', 'easing'")
    private static let forgetContacts = Statement("DELETE FROM investigation_contact WHERE investigation = $1")

    private func move(_ contacts: Statement, of row: InvestigationRow, _ event: ContactEvent) throws {
        let names = try session.all(contacts, [.int(row.id)]) { ContactName(key: $0.optionalText(1), hash: $0.blob(0)) }
        for name in names { _ = try apply(event, to: name, moment: now, .time) }
    }

    // MARK: Findings

    private static let casesOfDomain = Statement("SELECT id FROM investigation WHERE from_domain = $1 AND phase <> 'clear'")
    /// Equal findings add up; the sum stays below the end of the range.
    private static let attachFinding = Statement(
        """
        INSERT INTO finding (investigation, kind, area, text, messages, at, digest) VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (investigation, kind, text) DO UPDATE SET at = CASE WHEN excluded.at > finding.at THEN excluded.at ELSE finding.at END,
        digest = excluded.digest, messages = CASE WHEN finding.messages > 9000000000000000000 - excluded.messages
        THEN 9000000000000000000 ELSE finding.messages + excluded.messages END
        """)

    private static let replaceFinding = Statement(
        """
        INSERT INTO finding (investigation, kind, area, text, messages, at, digest) VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (investigation, kind, text) DO UPDATE SET at = max(finding.at, excluded.at), digest = excluded.digest,
        messages = max(finding.messages, excluded.messages)
        """)

    func attach(_ finding: Finding, toCasesOf domain: String) throws {
        for id in try session.all(Self.casesOfDomain, [.text(domain)], { $0.int(0) }) { try attach(finding, toCase: id) }
    }

    /// - Parameter adding: equal findings add up; otherwise the number given is the whole.
    func attach(_ finding: Finding, toCase id: Int64, adding: Bool = true) throws {
        let messages = min(max(0, finding.messages), 9_000_000_000_000_000_000)
        try session.run(
            adding ? Self.attachFinding : Self.replaceFinding,
            [
                .int(id), .text(finding.kind.rawValue), .text(finding.area.rawValue), .text(finding.text), .int(messages),
                .int(finding.at.secondsSince1970), finding.digest.flatMap { MessageDigest(hex: $0) }.map { .blob($0.bytes) } ?? .null,
            ])
    }

    /// How far back reports are evidence for a new case, by the moment at which we learnt of them; and at most how many.
    private static let reachSeconds: Int64 = 14 * 86400
    private static let reachReports: Int64 = 200
    private static let recentFailures = Statement(
        """
        SELECT f.messages, f.sources, f.cause, r.reporter, r.middle, m.digest, f.class, f.refused, r.trust FROM alignment_failure f
        JOIN word w ON w.id = f.domain JOIN report r ON r.id = f.report JOIN message m ON m.id = r.message
        WHERE w.text = $1 AND f.learnt_at >= $2 AND r.counted = 1 ORDER BY f.learnt_at DESC, f.report DESC, f.class LIMIT $3
        """)

    private func attachRecentFailures(of domain: String, toCase id: Int64) throws {
        let oldest = now.adding(seconds: -Self.reachSeconds).secondsSince1970
        let findings = try session.all(Self.recentFailures, [.text(domain), .int(oldest), .int(Self.reachReports)]) { row in
            let text = FailureText(
                messages: row.int(0), sources: row.int(1), refused: row.int(7), failureClass: row.text(6), cause: row.text(2),
                reporter: row.text(3), isProven: row.text(8) == ReporterTrust.passed.rawValue)
            return text.finding(at: Timestamp(row.int(4)), digest: hexadecimal(row.blob(5)))
        }
        for finding in findings { try attach(finding, toCase: id) }
    }
}
