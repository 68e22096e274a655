import Deliverability
import MailSyntax

/// One sender of complaints that is known to the world: how its mail looks, and what proves that it is it.
///
/// A row changes because a peer changes; `checked` says when its facts were last confirmed.
struct FeedbackLoop: Hashable {
    let slug: String
    /// Beginnings of its User-Agent, lower case.
    let userAgents: [String]
    /// Domains in its From, at or above.
    let from: [String]
    /// What must pass DMARC or DKIM at our MX; nil where it signs nothing that it alone can sign.
    let signs: String?
    /// Its whole From address, where the domain behind it belongs to everybody.
    let address: String?
    /// A collector reports for mailbox providers: slugs of its members. Whom else it names is not believed, because the
    /// name comes by mail and becomes a key of figures.
    let members: Set<String>
    let direction: Complaint.Direction
    let checked: String

    init(
        _ slug: String, userAgents: [String] = [], from: [String] = [], signs: String? = nil, address: String? = nil,
        members: Set<String> = [], direction: Complaint.Direction = .recipient, checked: String
    ) {
        self.slug = slug
        self.userAgents = userAgents
        self.from = from
        self.signs = signs
        self.address = address
        self.members = members
        self.direction = direction
        self.checked = checked
    }

    static let all: [FeedbackLoop] = [
        // Yahoo Sender Hub; AOL's mailboxes are in it. Full copies, the recipient in clear.
        FeedbackLoop(
            "yahoo", userAgents: ["yahoo!-mail-feedback"], from: ["arf.mail.yahoo.com"], signs: "arf.mail.yahoo.com", checked: "2026-08"),
        // JMRP. Since June 2026 true ARF with three fields and a masked recipient. Anybody may have a mailbox at the domain,
        // so only the whole address counts.
        FeedbackLoop("microsoft", userAgents: ["jmrp/"], signs: "hotmail.com", address: "staff@hotmail.com", checked: "2026-08"),
        // Retired into Yahoo's loop.
        FeedbackLoop("aol", userAgents: ["aol scomp"], signs: "aol.net", address: "scomp@aol.net", checked: "2020-01"),
        // Universal Feedback Loop, formerly Return Path: Comcast, Fastmail, Rackspace and some twenty more. The member stands
        // in the field Source and in the From domain; recipients are keyed tokens.
        FeedbackLoop(
            "validity", userAgents: ["returnpathfbl"], from: ["senderscore.net"], signs: "senderscore.net",
            members: [
                "bluetie", "comcast", "cox", "earthlink", "fastmail", "italiaonline", "laposte", "libero", "locaweb", "mailru", "opensrs",
                "rackspace", "roadrunner", "synacor", "telenor", "telstra", "terra", "timewarner", "tucows", "uol", "usanet", "xs4all",
                "yandex",
            ], checked: "2026-08"),
        // Headers only, no recipient in the machine part; passes SPF and signs nothing.
        FeedbackLoop("zoho", from: ["fbl.zoho.com"], signs: "fbl.zoho.com", checked: "2020-01"),
        // Its sender is known by hearsay: it is named, never trusted.
        FeedbackLoop("mailru", from: ["corp.mail.ru"], checked: "2017-01"),
        // Relays the loops of others, whose signatures are broken by then. Every customer's mail is signed by amazonses.com,
        // so only the subdomain proves anything.
        FeedbackLoop("ses", from: ["email-abuse.amazonses.com"], signs: "email-abuse.amazonses.com", checked: "2026-08"),
        // Spam traps of a reporting network, sent to the abuse contact of the address.
        FeedbackLoop("abusix", userAgents: ["abusix"], from: ["abusix.com"], direction: .trap, checked: "2016-04"),
    ]

    /// `La Poste`, `Mail.ru` → the slug of the member, if it is one.
    func member(_ name: String) -> String? {
        let slug = String(decoding: name.utf8.prefix(64).map(\.asciiLowercased).filter { $0.isLetter || $0.isDigit }, as: UTF8.self)
        return members.contains(slug) ? slug : nil
    }

    /// The loop that writes under this address.
    static func bySender(_ address: EmailAddress) -> FeedbackLoop? {
        all.first { loop in
            if let whole = loop.address { return whole == address.key }
            return loop.from.contains { DomainName($0).map(address.domain.isAtOrBelow) ?? false }
        }
    }

    /// The loop whose machine part this is.
    static func byUserAgent(_ text: String) -> FeedbackLoop? {
        let word = text.asciiLowercased
        return all.first { $0.userAgents.contains { word.hasPrefix($0) } }
    }
}
