import Deliverability
import MailSyntax

/// Rules over the reading itself: what did not come, and what could not be read.
extension Todo {
    static func silence(_ summary: AuthenticationSummary) -> [Todo] {
        guard summary.totals.reports == 0, summary.totals.counts.messages == 0 else { return [] }
        let owner = summary.domain.map { "of \($0)" } ?? "of each domain"
        return [
            Todo(
                .act, "no-aggregate-reports",
                "Find out why no aggregate report came: check that the DMARC record \(owner) names a rua address, and that its mailbox "
                    + "is delivered here.",
                ["reports": 0])
        ]
    }

    static func setAsideMail(_ summary: AuthenticationSummary) -> [Todo] {
        summary.totals.setAside.prefix(5).map { row in
            Todo(
                .check, "mail-set-aside",
                "\(Figures.counted(row.count, "mail")) \(Figures.was(row.count)) set aside (\(row.reason)): look with plumbline setaside list.",
                ["mails": row.count], command: "plumbline setaside list")
        }
    }

    static func conflictingReports(_ summary: AuthenticationSummary) -> [Todo] {
        let count = summary.totals.conflicts
        guard count > 0 else { return [] }
        return [
            Todo(
                .check, "reports-conflict",
                "\(Figures.counted(count, "report")) came again under a known id with other content: the first one counts. Ask the reporter.",
                ["reports": count])
        ]
    }

    static func tlsFailures(_ summary: AuthenticationSummary) -> [Todo] {
        summary.tls.filter { $0.failed > 0 }.prefix(3).map { row in
            let hosts = row.failingHosts.isEmpty ? "" : " at \(Figures.listed(Array(row.failingHosts.prefix(3))))"
            return Todo(
                .check, "tls-failures",
                "Look at TLS of \(row.domain)\(hosts): \(Figures.grouped(row.failed)) of \(Figures.counted(row.sessions, "session")) failed.",
                ["failed": row.failed, "sessions": row.sessions])
        }
    }
}
