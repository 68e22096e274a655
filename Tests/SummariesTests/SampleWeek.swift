import Deliverability
import MailSyntax
import Summaries

/// A week of a mid-sized sender, the same on every run: what the samples in `reports/` are made of.
enum SampleWeek {
    static let week = Week("2026-W47") ?? Week.containing(Timestamp(1_795_000_000))
    static let domain = DomainName("example.com")

    static func context() -> SummaryContext {
        var context = SummaryContext()
        context.organization = "Example Post"
        context.previous = previous()
        context.campaigns = [
            campaign("autumn-offer", sent: 9_400, complaints: 31, hard: 14, .complaintRateStop),
            campaign("newsletter-47", sent: 61_000, complaints: 3, hard: 23, nil),
        ]
        context.authenticatesReporters = true
        context.asOf = week.to.adding(seconds: 5 * 86400)
        return context
    }

    private static func campaign(
        _ name: String, sent: Int64, complaints: Int64, hard: Int64, _ ground: CampaignReview.Ground?
    ) -> CampaignRecord {
        var whole = CampaignCounts()
        whole.sent = sent
        whole.complaints = complaints
        whole.hardBounces = hard
        return CampaignRecord(
            name: name, first: week.from, last: week.to, whole: whole, review: ground.map { CampaignReview(ground: $0, opened: week.from) })
    }

    /// Of a sender that imports its send logs.
    static func sending(yahoo: Int64 = 18_400, microsoft: Int64 = 26_350) -> SendingFigures {
        var sending = SendingFigures()
        sending.sent = [Provider("yahoo"): yahoo, Provider("microsoft"): microsoft, Provider("gmail"): 20_150, nil: 5_500]
        sending.hardBounces = [Provider("gmail"): 19, Provider("microsoft"): 11, nil: 4]
        sending.complaints = [Provider("yahoo"): 15, Provider("microsoft"): 3, nil: 2]
        return sending
    }

    /// - Parameter sending: nothing without send logs.
    static func facts(sending: SendingFigures = SendingFigures()) -> WeekFacts {
        var facts = WeekFacts()
        facts.sending = sending
        facts.tallies = tallies(volume: [4200, 6100, 5800, 6400, 5200, 900, 0])
        facts.reports = 38
        facts.reportsByTrust = [.passed: 35, .failed: 1, .absent: 2]
        facts.duplicateReports = 2
        facts.conflicts = 1
        facts.bounces = bounces()
        facts.complaints = complaints()
        facts.unsubscribes = 41
        facts.investigations = investigations()
        facts.setAside = ["xml.truncated": 2, "zip.encrypted": 1]
        facts.suppressionsAdded = [.complaint: 17, .hardBounce: 34, .paused: 6, .unsubscribe: 41]
        facts.tls = [
            TLSRecord(
                organization: "Google Inc.", reportID: "t1", domain: "example.com", mxHost: "mx1.example.com", begin: week.from,
                end: week.to,
                successfulSessions: 2310, failedSessions: 0, trust: .passed),
            TLSRecord(
                organization: "Microsoft Corporation", reportID: "t2", domain: "example.com", mxHost: "mx2.example.com", begin: week.from,
                end: week.to, successfulSessions: 871, failedSessions: 19),
        ]
        return facts
    }

    static func previous() -> WeekFacts {
        var facts = WeekFacts()
        facts.tallies = tallies(volume: [4000, 5900, 6000, 6100, 5000, 800, 600]).filter { $0.sourceIP != "203.0.113.77" }
        facts.tallies.append(tally("gmx.example", "192.0.2.7", day: 0, messages: 120, dkim: 120, spf: 120, .aligned, as: "example.com"))
        facts.reports = 40
        return facts
    }

    static func tally(
        _ reporter: String, _ ip: String, day: Int, messages: Int64, dkim: Int64, spf: Int64, _ cause: AlignmentCause, as identity: String?,
        dispositions: Dispositions? = nil
    ) -> AlignmentTally {
        var counts = AlignmentCounts()
        let both = min(dkim, spf)
        counts.add(both, dkim: true, spf: true)
        counts.add(dkim - both, dkim: true, spf: false)
        counts.add(spf - both, dkim: false, spf: true)
        counts.add(messages - max(dkim, spf), dkim: false, spf: false)
        let begin = week.from.adding(seconds: Int64(day) * 86400)
        return AlignmentTally(
            domain: "example.com", sourceIP: ip, reporter: reporter, begin: begin, end: begin.adding(seconds: 86399), counts: counts,
            dispositions: dispositions ?? Dispositions(none: messages), cause: cause, authenticatedAs: identity)
    }

    private static func tallies(volume: [Int64]) -> [AlignmentTally] {
        var out: [AlignmentTally] = []
        for (day, total) in volume.enumerated() where total > 0 {
            let parts: [(String, Int64)] = [
                ("google.com", total * 52 / 100), ("Outlook.com", total * 30 / 100), ("Yahoo", total * 18 / 100),
            ]
            for (reporter, part) in parts {
                let spfOnly = part / 60
                out.append(
                    tally(
                        reporter, "192.0.2.7", day: day, messages: part * 6 / 10, dkim: part * 6 / 10, spf: part * 6 / 10, .aligned,
                        as: "example.com"))
                out.append(
                    tally(
                        reporter, "192.0.2.8", day: day, messages: part * 2 / 10, dkim: part * 2 / 10 - spfOnly, spf: part * 2 / 10,
                        .aligned, as: "example.com"))
                out.append(
                    tally(
                        reporter, "2001:db8::25", day: day, messages: part / 10, dkim: part / 10, spf: part / 10, .aligned,
                        as: "example.com"))
                out.append(
                    tally(
                        reporter, "198.51.100.40", day: day, messages: part / 50, dkim: 0, spf: 0, .dkimUnaligned, as: "mailer.example.net")
                )
                out.append(
                    tally(reporter, "198.51.100.90", day: day, messages: part / 40, dkim: part / 44, spf: 0, .forwarded, as: "example.com"))
            }
            out.append(tally("Outlook.com", "2001:db8:1::9", day: day, messages: total / 200, dkim: 0, spf: 0, .dkimFails, as: nil))
            out.append(
                tally("Yahoo", "198.51.100.120", day: day, messages: total / 150, dkim: 0, spf: 0, .mailingList, as: "lists.example.org"))
            let spoofed = total / 90
            out.append(
                tally(
                    "google.com", "203.0.113.77", day: day, messages: spoofed, dkim: 0, spf: 0, .unknownSource, as: "bulk.example.org",
                    dispositions: Dispositions(none: spoofed - spoofed / 3, quarantine: spoofed / 3)))
        }
        for host in 1...40 where volume.count == 7 {
            let messages = Int64(1 + host % 7)
            out.append(
                tally(
                    "google.com", "203.0.113.\(100 + host)", day: host % 6, messages: messages, dkim: 0, spf: 0, .unknownSource, as: nil,
                    dispositions: Dispositions(reject: messages)))
        }
        return out
    }
}
