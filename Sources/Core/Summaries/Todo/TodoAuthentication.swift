import Deliverability
import MailSyntax

/// Rules over sources: what of our own mail fails, what is signed badly, who else uses the name.
extension Todo {
    /// Sources named one by one per rule; the others share a line, and so do those with less than a tenth of the matter.
    private static let namedMax = 3

    /// Own mail in which nothing aligned: each cause has its own repair.
    static func failingSources(_ summary: AuthenticationSummary) -> [Todo] {
        fold(summary.group(.failing).rows.filter { $0.counts.neither > 0 && $0.cause != .localPolicy }, rule: "own-mail-fails") { row in
            let number = Figures.counted(row.counts.neither, "message")
            let identity = row.authenticatedAs ?? "another domain"
            let text: String =
                switch row.cause {
                case .dkimFails:
                    "Repair DKIM for \(row.domain) at \(row.sourceIP): the signature of \(number) from it failed."
                case .dkimUnaligned:
                    "Sign as \(row.domain) at \(row.sourceIP): \(number) from it carried a signature of \(identity) alone."
                case .spfUnaligned:
                    "Use a return path under \(row.domain) at \(row.sourceIP): SPF of \(number) passed for \(identity) alone."
                case .spfFails:
                    "Cover \(row.sourceIP) in the SPF record of the return path of \(row.domain): \(number) from it failed."
                case .aligned, .dkimAbsent, .forwarded, .mailingList, .unknownSource, .localPolicy:
                    "Align the mail of \(row.sourceIP) with \(row.domain): \(number) from it failed."
                }
            let lost = row.dispositions.quarantine.addingSaturated(row.dispositions.reject)
            let cost = lost > 0 ? " \(Figures.grouped(lost)) \(Figures.was(lost)) quarantined or rejected." : ""
            return Todo(.act, "own-mail-fails", text + cost, ["messages": row.counts.neither, "quarantined_or_rejected": lost])
        } rest: { sources, messages in
            "Align \(Figures.counted(sources, "further source")) of yours: \(Figures.counted(messages, "message")) from them failed."
        }
    }

    /// SPF alone carries these: the next forwarder breaks them.
    static func missingSignatures(_ summary: AuthenticationSummary) -> [Todo] {
        let rows = summary.group(.aligned).rows.filter { row in
            row.counts.spfOnly > 0 && (Figures.permille(row.counts.spfOnly, of: row.counts.messages) ?? 0) >= 50
        }
        return fold(rows, rule: "signature-missing", count: \.counts.spfOnly) { row in
            let number = Figures.counted(row.counts.spfOnly, "message")
            return Todo(
                .check, "signature-missing",
                "Sign with DKIM for \(row.domain) at \(row.sourceIP): \(number) from it passed SPF only, and the first forwarder breaks SPF.",
                ["spf_only": row.counts.spfOnly, "messages": row.counts.messages])
        } rest: { sources, messages in
            "Sign with DKIM at \(Figures.counted(sources, "further source")): \(Figures.counted(messages, "message")) passed SPF only."
        }
    }

    static func unknownSources(_ summary: AuthenticationSummary) -> [Todo] {
        fold(summary.group(.unknown).rows.filter { $0.counts.neither > 0 }, rule: "unknown-source") { row in
            let identity = row.authenticatedAs.map { " (authenticated as \($0))" } ?? ""
            let fresh = row.isNew == true ? " It was not seen the week before." : ""
            let text = "Find out who sends as \(row.domain) from \(row.sourceIP)\(identity): "
            return Todo(
                .check, "unknown-source", text + "\(Figures.counted(row.counts.neither, "message")), none of which aligned.\(fresh)",
                ["messages": row.counts.neither, "let_through": row.dispositions.none])
        } rest: { sources, messages in
            "Look over \(Figures.counted(sources, "further unknown source")): \(Figures.counted(messages, "message")), none of which aligned."
        }
    }

    /// IPv6 well behind IPv4, or the other way round: growth waits until both are stable.
    static func addressFamilies(_ summary: AuthenticationSummary) -> [Todo] {
        let four = summary.totals.families[.ipv4], six = summary.totals.families[.ipv6]
        guard four.messages >= 100, six.messages >= 100,
            let fourShare = Figures.permille(four.aligned, of: four.messages),
            let sixShare = Figures.permille(six.aligned, of: six.messages),
            abs(fourShare - sixShare) >= 50
        else { return [] }
        let (weak, strong) = fourShare < sixShare ? (AddressFamily.ipv4, AddressFamily.ipv6) : (.ipv6, .ipv4)
        let behind = summary.totals.families[weak], ahead = summary.totals.families[strong]
        let shares = [behind, ahead].map { Figures.percent($0.aligned, of: $0.messages) }
        return [
            Todo(
                .check, "family-behind",
                "Look at \(weak.title) apart: \(shares[0]) of its messages aligned, against \(shares[1]) over \(strong.title). "
                    + "Add no volume before both are stable.",
                ["messages": behind.messages, "aligned": behind.aligned])
        ]
    }

    /// All own mail aligned, and strangers still let through: the policy may be stronger.
    static func enforcement(_ summary: AuthenticationSummary) -> [Todo] {
        let own = summary.ownMail
        let strangers = summary.group(.unknown).rows.reduce(into: Dispositions()) { $0.add($1.dispositions) }
        guard own.messages >= 100, (Figures.permille(own.aligned, of: own.messages) ?? 0) >= 990, strangers.none > 0 else { return [] }
        return [
            Todo(
                .know, "policy-may-be-stronger",
                "\(Figures.percent(own.aligned, of: own.messages)) of your own mail aligned, while receivers let "
                    + "\(Figures.counted(strangers.none, "message")) of unknown sources through: a DMARC policy of quarantine or reject stops those.",
                ["own_messages": own.messages, "let_through": strangers.none])
        ]
    }

    static func forwardedMail(_ summary: AuthenticationSummary) -> [Todo] {
        let counts = summary.group(.forwarders).counts
        guard counts.messages > 0 else { return [] }
        return [
            Todo(
                .know, "forwarded",
                "\(Figures.counted(counts.messages, "message")) came through forwarders or mailing lists; "
                    + "\(Figures.percent(counts.aligned, of: counts.messages)) of them still aligned. Nothing at your side is wrong.",
                ["messages": counts.messages, "aligned": counts.aligned])
        ]
    }

    private static func fold(
        _ rows: [SourceFigures], rule: String, count: (SourceFigures) -> Int64 = { $0.counts.neither }, _ named: (SourceFigures) -> Todo,
        rest: (Int64, Int64) -> String
    ) -> [Todo] {
        let rows = rows.sorted { count($0) > count($1) }
        let whole = rows.reduce(Int64(0)) { $0.addingSaturated(count($1)) }
        let weighty = rows.prefix(namedMax).prefix { (Figures.permille(count($0), of: whole) ?? 0) >= 100 }
        let alone = max(weighty.count, min(1, rows.count))
        var out = rows.prefix(alone).map(named)
        let others = rows.dropFirst(alone)
        guard let severity = out.first?.severity, !others.isEmpty else { return out }
        let messages = others.reduce(Int64(0)) { $0.addingSaturated(count($1)) }
        out.append(Todo(severity, rule, rest(Int64(others.count), messages), ["sources": Int64(others.count), "messages": messages]))
        return out
    }
}
