import Deliverability
import MailSyntax

extension Ledger {
    /// A complaint of a burst, and what its source is used to.
    struct Burst {
        let source: ReportingSource
        let habit: ComplaintHabitTransition
        /// Without the burst it would have suppressed for good.
        let isProven: Bool
    }

    /// Counts a complaint for the habit of its source. One of a burst suppresses provisionally, whatever its proof.
    func judged(_ complaint: Complaint, moment: Timestamp) throws -> (Complaint, Burst?) {
        guard complaint.isWish, let source = complaint.source else { return (complaint, nil) }
        var kept = try memory.habits.of(source.description, session)
        let transition = kept.habit.after(complaintAt: moment, thresholds)
        kept.habit = transition.state
        memory.habits.keep(kept, of: source.description)
        guard transition.isBurst else { return (complaint, nil) }
        var weakened = complaint
        if complaint.effect == .suppress { weakened.effect = .suppressProvisionally }
        return (weakened, Burst(source: source, habit: transition, isProven: complaint.effect == .suppress))
    }

    private static let caseByID = Statement("SELECT \(InvestigationRow.selected) FROM investigation WHERE id = $1 AND phase <> 'clear'")
    private static let rememberComplainer = Statement(
        """
        INSERT INTO burst_contact (investigation, contact, scope, is_proven) VALUES ($1, $2, $3, $4)
        ON CONFLICT (investigation, contact, scope) DO UPDATE SET is_proven = max(burst_contact.is_proven, excluded.is_proven)
        """)

    /// Opens the case of a burst, once, or joins it.
    func join(_ burst: Burst, _ complaint: Complaint, _ contact: ContactName?, moment: Timestamp, digest: [UInt8]) throws {
        let name = burst.source.description
        var kept = try memory.habits.of(name, session)
        let known = try kept.investigation.flatMap { id in try session.first(Self.caseByID, [.int(id)]) { try InvestigationRow($0) } }
        let id = try alarm(known, source: burst.source, complaint)
        if kept.investigation != id {
            kept.investigation = id
            memory.habits.keep(kept, of: name)
        }
        let usual = burst.habit.usual == 0 ? "none are usual" : "at most \(burst.habit.usual) a day are usual"
        let finding = Finding(
            kind: .complaintBurst, area: .content, text: "complaints of \(name) on \(moment.civilDate), where \(usual)",
            messages: burst.habit.complaints, at: moment, digest: hexadecimal(digest))
        try attach(finding, toCase: id, adding: false)
        guard let contact, complaint.effect == .suppressProvisionally else { return }
        try session.run(
            Self.rememberComplainer,
            [.int(id), .blob(contact.hash), .text(contact.scope.description), .int(burst.isProven ? 1 : 0)])
    }

    /// An outbound scanner, a trap or a virus scanner tells of mail of ours: to be looked into at once.
    func investigateAbuse(_ complaint: Complaint, moment: Timestamp, digest: [UInt8]) throws {
        let source = complaint.source ?? ReportingSource(name: nil, isProven: false)
        let id = try alarm(nil, source: source, complaint)
        let what: String, area: InvestigationArea
        switch complaint.direction {
        case .outbound: (what, area) = ("\(complaint.feedbackType) of a user of ours", .content)
        case .trap: (what, area) = ("a spam trap was hit", .volume)
        case .recipient: (what, area) = (complaint.feedbackType, .content)
        }
        let mail = [complaint.fromDomain.map { "mail of \($0.text)" }, complaint.sourceIP.map { "from \($0)" }].compactMap(\.self)
        let text = withoutAddresses((["\(what), reported by \(source)"] + mail).joined(separator: ", "))
        try attach(Finding(kind: .abuseReport, area: area, text: text, messages: 1, at: moment, digest: hexadecimal(digest)), toCase: id)
    }

    /// Whoever proves nothing has one case for all From domains: he chooses them.
    private func alarm(_ known: InvestigationRow?, source: ReportingSource, _ complaint: Complaint) throws -> Int64 {
        let domain = source.isProven ? complaint.fromDomain?.text : nil
        let key = known?.key ?? InvestigationKey(receiver: source.description, fromDomain: domain ?? "unknown")
        let row = try known ?? currentCase(key)
        let state = (row?.state ?? Investigation(since: now)).after(.complaintAlarm, at: now, thresholds).state
        guard let row else { return try openCase(key, state, blocks: 0) }
        return state == row.state ? row.id : try store(state, of: row, blocks: row.blocks)
    }

    // MARK: The end of a burst

    private static let complainers = Statement(
        """
        SELECT b.contact, c.address, b.scope, b.is_proven FROM burst_contact b JOIN contact c ON c.hash = b.contact
        WHERE b.investigation = $1 ORDER BY c.address, b.contact, b.scope
        """)
    private static let forgetComplainers = Statement("DELETE FROM burst_contact WHERE investigation = $1")

    /// Nobody objected: what a proven source said stands for good, the rest runs out. Or the operator takes all of it back.
    func settleBurst(of case: InvestigationRow, liftingComplaints: Bool) throws {
        let complainers = try session.all(Self.complainers, [.int(`case`.id)]) { row in
            let scope = SuppressionScope(row.text(2)) ?? .all
            return (name: ContactName(key: row.optionalText(1), hash: row.blob(0), scope: scope), isProven: row.int(3) == 1)
        }
        guard !complainers.isEmpty else { return }
        for complainer in complainers where liftingComplaints || complainer.isProven {
            let evidence = liftingComplaints ? Evidence.operatorsWord : Evidence(digest: nil, rule: "complaint/burst-settled")
            _ = try apply(liftingComplaints ? .retraction : .complaintConfirmed, to: complainer.name, moment: now, evidence)
        }
        try session.run(Self.forgetComplainers, [.int(`case`.id)])
    }
}
