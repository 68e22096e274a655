import ArgumentParser
import Deliverability
import MailSyntax
import Rendering
import Sinks
import Storage

struct CampaignCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "campaign", abstract: "Mailings by what came back: complaints, unsubscribes, bounces; and which to review.",
        subcommands: [CampaignList.self, CampaignShow.self, CampaignClose.self])
}

enum CampaignFormat: String, ExpressibleByArgument, CaseIterable { case text, json }

struct CampaignList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Campaigns, the latest first.",
        discussion: """
              plumbline campaign list --store s.db
              plumbline campaign list --review --store s.db

            Mails sent are known where send logs were imported (`plumbline sendlog import`).
            """)

    @OptionGroup var store: StoreOption
    @Flag(name: .long, help: "Only those that somebody should review.") var review = false
    @Option(name: .long, help: "text or json.") var format: CampaignFormat = .text

    func run() throws {
        try store.reading { store in
            let campaigns = try store.campaigns(underReviewOnly: review)
            switch format {
            case .json: try Output.writeJSON { json in json.array(campaigns) { json, record in CampaignJSON.write(record, to: &json) } }
            case .text:
                if campaigns.isEmpty { try Output.write(review ? "No campaign is to be reviewed.\n" : "No campaign is known.\n") }
                for record in campaigns { try Output.write(CampaignText.line(record, ink: Output.ink) + "\n") }
            }
        }
    }
}

struct CampaignShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "One campaign, also by segment, provider, age of the subscription and frequency.",
        discussion: """
              plumbline campaign show spring-7 --store s.db
              plumbline campaign show spring-7 --format json --store s.db

            Segment, age and frequency are known as far as the send log tells them; the rest is `unknown`. Exit code 1 while its review
            is open.
            """)

    @OptionGroup var store: StoreOption
    @Option(name: .long, help: "text or json.") var format: CampaignFormat = .text
    @Argument(help: "The name, as in the list.") var campaign: String

    func run() throws {
        let record = try store.reading { store in
            guard let record = try store.campaign(named: campaign) else {
                throw Failure(.noInput, "there is no campaign \(Escape.terminal(campaign))")
            }
            return record
        }
        switch format {
        case .json:
            try Output.writeJSON { json in
                json.object { json in
                    json.key("schema"); json.string("plumbline.campaign/1")
                    CampaignJSON.writeMembers(record, withParts: true, to: &json)
                }
            }
        case .text: try Output.write(CampaignText.whole(record, ink: Output.ink))
        }
        if record.review?.isOpen ?? false { throw Failure(.findings) }
    }
}

struct CampaignClose: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "Ends the review of a campaign; only a graver ground opens it again.",
        discussion: "  plumbline campaign close spring-7 --store s.db")

    @OptionGroup var store: StoreOption
    @Argument(help: "The name, as in the list.") var campaign: String

    func run() throws {
        try store.writing(existing: true) { store in
            guard try store.closeReview(of: campaign, at: .now) else {
                throw Failure(.noInput, "there is no open review of \(Escape.terminal(campaign))")
            }
        }
    }
}

private enum CampaignText {
    static func line(_ record: CampaignRecord, ink: Ink) -> String {
        let name = ink.bold(Escape.terminal(record.name))
        let review = record.review.map { $0.isOpen ? "  " + ink.red("review: \(words($0.ground))") : "" } ?? ""
        return "\(String(record.last.rfc3339.prefix(10)))  \(name): \(figures(record.whole))\(review)"
    }

    static func whole(_ record: CampaignRecord, ink: Ink) -> String {
        var lines = [line(record, ink: ink), "  from \(record.first.rfc3339) to \(record.last.rfc3339)"]
        if let review = record.review {
            let state = review.closed.map { "closed at \($0.rfc3339)" } ?? ink.red("open")
            lines.append("  review since \(review.opened.rfc3339), \(state): \(words(review.ground))")
        }
        if record.whole.provisional > 0 { lines.append("  \(record.whole.provisional) of the complaints are provisional") }
        for dimension in CampaignDimension.allCases {
            lines.append("  " + ink.cyan("by \(dimension.rawValue)"))
            for part in record.parts(dimension) { lines.append("    \(Escape.terminal(part.value)): \(figures(part.counts))") }
            let rest = record.unknown(dimension)
            if !rest.isZero { lines.append("    " + ink.dim("unknown: \(figures(rest))")) }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// With the share of the mails sent, where that is known.
    private static func figures(_ counts: CampaignCounts) -> String {
        func figure(_ field: KeyPath<CampaignCounts, Int64>, _ noun: String) -> String {
            let share = counts.percent(field).map { " (\(hundredths($0)) %)" } ?? ""
            return "\(counts[keyPath: field]) \(noun)\(share)"
        }
        return [
            counts.sent > 0 ? "\(counts.sent) sent" : "sent unknown", figure(\.complaints, "complaints"),
            figure(\.unsubscribes, "unsubscribes"), figure(\.hardBounces, "hard"), "\(counts.softBounces) soft", "\(counts.blocks) blocks",
        ].joined(separator: ", ")
    }

    /// Shares are at most some thousands: events may outnumber the mails that a partial log tells.
    private static func hundredths(_ percent: Double) -> String {
        let whole = Int64(min(percent * 100, 1e15).rounded())
        return "\(whole / 100).\(whole % 100 < 10 ? "0" : "")\(whole % 100)"
    }

    private static func words(_ ground: CampaignReview.Ground) -> String {
        switch ground {
        case .complaints: "many complaints"
        case .complaintRateWarn: "complaint rate, to be lowered"
        case .complaintRateStop: "complaint rate, stop"
        case .hardBounceRate: "hard bounces"
        }
    }
}
