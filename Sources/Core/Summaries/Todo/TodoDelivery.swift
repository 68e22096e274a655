import Deliverability
import MailSyntax

/// Rules over what receivers and recipients did: blocks, complaints, bounces.
extension Todo {
    /// Failures that are ours to mend: they cost no contact anything, so nobody else would notice them. A loop sends mail
    /// round until it is broken, so it is the most urgent.
    static func faultsOfOurs(_ summary: AuthenticationSummary) -> [Todo] {
        let sentences: [(BounceCause, Severity, String, String)] = [
            (.loop, .act, "Break the mail loop", "ended in one; the contacts are not at fault"),
            (.relayDenied, .check, "Check the MX that is used", "reached a host that takes no mail for their domain"),
            (.tls, .check, "Offer TLS 1.2 or newer with a valid chain", "failed for the encryption"),
            (.protocol, .check, "Check the dialogue of the sending MTA", "failed for its commands"),
            (.tooLarge, .check, "Send smaller messages", "too large for their receivers"),
        ]
        return sentences.compactMap { cause, severity, advice, what in
            let count = summary.bounces.rows.filter { $0.key.cause == cause }.reduce(Int64(0)) { $0.addingSaturated($1.failed) }
            guard count > 0 else { return nil }
            let verb = cause == .tooLarge ? " \(Figures.was(count))" : ""
            return Todo(
                severity, "ours-\(cause.rawValue)", "\(advice): \(Figures.counted(count, "message"))\(verb) \(what).", ["messages": count])
        }
    }

    static func openInvestigations(_ summary: AuthenticationSummary) -> [Todo] {
        summary.investigations.filter(\.isOpen).map { incident in
            let area = incident.areas.first ?? .unknown
            let about = area == .unknown ? "" : " (\(area.title))"
            return Todo(
                .act, "open-investigation",
                "Resolve investigation \(incident.key.receiver) / \(incident.key.fromDomain): \(Figures.counted(incident.blocks, "block"))\(about). "
                    + "\(area.check); \(area.caution).",
                ["blocks": incident.blocks, "findings": Int64(incident.findingsTotal)],
                command: "plumbline investigation show \(incident.id)")
        }
    }

    static func investigationsAtRest(_ summary: AuthenticationSummary) -> [Todo] {
        summary.investigations.filter { $0.phase == .easing || $0.phase == .watching }.map { incident in
            let state = incident.phase == .easing ? "eases: let volume grow slowly" : "is watched: too few blocks to open a case"
            return Todo(
                .know, "investigation-\(incident.phase.rawValue)",
                "Investigation \(incident.key.receiver) / \(incident.key.fromDomain) \(state) (\(Figures.counted(incident.blocks, "block"))).",
                ["blocks": incident.blocks])
        }
    }

    static func complaintRates(_ summary: AuthenticationSummary) -> [Todo] {
        let found = summary.complaints.providers.compactMap { row in
            row.provider.flatMap { complaintRate(row.rate, "bulk mail to \($0)", "mail to \($0)") }
        }
        return found.isEmpty ? [complaintRate(summary.complaints.rate, "bulk mail", "mail")].compactMap(\.self) : found
    }

    private static func complaintRate(_ rate: RateFigures?, _ bulk: String, _ mail: String) -> Todo? {
        guard let rate else { return nil }
        let numbers: KeyValuePairs<String, Int64> = ["complaints": rate.count, "sent": rate.sent]
        switch rate.verdict {
        case .stop: return Todo(.act, "complaint-rate", "Stop \(bulk): \(rate.sentence) drew a complaint.", numbers)
        case .warn:
            return Todo(.check, "complaint-rate", "Send less and better chosen \(mail): \(rate.sentence) drew a complaint.", numbers)
        case .fine, nil: return nil
        }
    }

    /// Of all mail: the list is bad. Of one provider: a part of it is, or the provider has changed.
    static func hardBounceRates(_ summary: AuthenticationSummary) -> [Todo] {
        func todo(_ rate: RateFigures?, _ severity: Severity, _ advice: String) -> Todo? {
            guard let rate, rate.verdict == .stop else { return nil }
            return Todo(
                severity, "hard-bounce-rate", "\(advice): \(rate.sentence) bounced hard.", ["hard_bounces": rate.count, "sent": rate.sent])
        }
        let whole = todo(summary.bounces.hardRate, .act, "Clean the list before the next mailing")
        let parts = summary.bounces.hardRates.compactMap { row in
            row.provider.flatMap { todo(row.rate, .check, "Look where addresses at \($0) come from") }
        }
        return [whole].compactMap(\.self) + parts.prefix(reviewsMax)
    }

    private static let reviewsMax = 5

    /// What the thresholds say of campaigns over all weeks: complaints below them are in the table, and no work.
    static func campaignReviews(_ summary: AuthenticationSummary) -> [Todo] {
        let command = "plumbline campaign list --review"
        var out = summary.reviews.prefix(reviewsMax).compactMap { record -> Todo? in
            guard let ground = record.review?.ground else { return nil }
            let whole = record.whole, of = whole.sent > 0 ? " of \(Figures.counted(whole.sent, "message"))" : ""
            let what =
                ground == .hardBounceRate
                ? Figures.counted(whole.hardBounces, "hard bounce") : Figures.counted(whole.complaints, "complaint")
            return Todo(
                ground == .complaintRateWarn ? .check : .act, "campaign-review",
                "Review campaign \(Figures.bounded(record.name)): \(what)\(of). Look at its content, segment and frequency.",
                ["complaints": whole.complaints, "hard_bounces": whole.hardBounces, "sent": whole.sent], command: command)
        }
        let more = Int64(summary.reviews.count - out.count)
        if more > 0 {
            out.append(
                Todo(.act, "campaign-review", "Review \(Figures.counted(more, "further campaign")).", ["campaigns": more], command: command)
            )
        }
        return out
    }

    static func unattributedComplaints(_ summary: AuthenticationSummary) -> [Todo] {
        let open = summary.complaints.unresolved.addingSaturated(summary.complaints.rejected)
        guard open > 0 else { return [] }
        return [
            Todo(
                .check, "complaints-unattributed",
                "\(Figures.counted(open, "complaint")) could not be attributed: add a signed return path, so that the next one names its contact.",
                ["complaints": open, "of": summary.complaints.total])
        ]
    }

    /// Many unknown hosts are typing errors in an import or a form.
    static func unreachableDomains(_ summary: AuthenticationSummary) -> [Todo] {
        let failed = summary.bounces.rows.filter { $0.key.cause == .hostUnknown || $0.key.cause == .noMailDomain }
            .reduce(Int64(0)) { $0 + $1.failed }
        guard failed > 0 else { return [] }
        return [
            Todo(
                .check, "domains-without-mail",
                "Look where addresses with dead domains come from: \(Figures.counted(failed, "bounce")) named a domain that takes no mail.",
                ["bounces": failed])
        ]
    }

    static func deactivatedContacts(_ summary: AuthenticationSummary) -> [Todo] {
        let bounces = summary.bounces, complaints = summary.complaints.suppressed
        let total = bounces.deactivated.addingSaturated(bounces.paused).addingSaturated(complaints)
        guard total > 0 else { return [] }
        return [
            Todo(
                .know, "contacts-suppressed",
                "\(Figures.counted(total, "contact")) came onto the suppression list: \(Figures.grouped(complaints)) after a complaint, "
                    + "\(Figures.grouped(bounces.deactivated)) after a hard bounce, \(Figures.grouped(bounces.paused)) paused after soft ones.",
                ["complaint": complaints, "hard_bounce": bounces.deactivated, "paused": bounces.paused],
                command: "plumbline suppression list")
        ]
    }
}

extension InvestigationArea {
    package var title: String {
        switch self {
        case .authentication: "authentication"
        case .senderAddress: "sender address"
        case .content: "content"
        case .volume: "volume"
        case .unknown: "cause not named"
        }
    }
}
