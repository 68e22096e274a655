import MailSyntax

/// How long things are kept. Each period has its reason, and an operator may choose another one.
package struct Retention: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        case mail
        case setAside = "set-aside"
        case replies, events, reports, contacts, sent

        package var what: String {
            switch self {
            case .mail: "reports, bounces and complaints in `cur/`, once they are committed; other mail is never deleted"
            case .setAside: "mail that could not be read, with its entry in `setaside list`"
            case .replies: "what servers said of a recipient, and ids of messages to it, in the event log"
            case .events: "bounces, complaints and unsubscribes in the event log; they carry a keyed hash, no address"
            case .reports: "sources and counts of aggregate reports; that a report came is remembered"
            case .contacts: "contacts against whom nothing stands, and their addresses in the feed; not those that we still mail"
            case .sent: "the send log: which mail went to whom, and contacts of whom nothing else is known"
            }
        }

        package var reason: String {
            switch self {
            case .mail: "carries addresses and texts of others; needed to catch up after a restored backup"
            case .setAside: "may hold a complaint: to be read again by a later release, which takes its time to come"
            case .replies: "needed to look into a bounce while somebody asks; classified, it is worth nothing more"
            case .events: "two years of seasons to compare, and a month for the report on them"
            case .reports: "two years of seasons to compare, and a month for the report on them"
            case .sent: "names whom a complaint hides; complaints come within days, late ones within a year"
            case .contacts: "a series of soft failures is judged within days; after two years nobody asks"
            }
        }

        package var standardDays: Int64 {
            switch self {
            case .mail: 30
            case .setAside, .replies: 90
            case .sent: 400
            case .events, .reports, .contacts: 760
            }
        }
    }

    /// What is kept for good, and why.
    package static let forGood = [
        (
            "suppressions", "that must not be mailed, by keyed hash; addresses until `contact forget`",
            "the objection itself must be remembered"
        ),
        ("messages", "digests of all messages, without content", "what came before must not count again"),
        ("report ids", "reporter, id and range of each report", "what came before must not count again"),
    ]

    /// In seconds; a kind that is not there is kept for good.
    private var seconds: [Kind: Int64] = [:]

    package init() {
        for kind in Kind.allCases { seconds[kind] = kind.standardDays * 86400 }
    }

    /// Seconds; nil: for good.
    package subscript(kind: Kind) -> Int64? {
        get { seconds[kind] }
        set { seconds[kind] = newValue }
    }

    /// What is of before then goes; nil: nothing goes.
    package func end(of kind: Kind, at now: Timestamp) -> Timestamp? { seconds[kind].map { now.adding(seconds: -$0) } }
}
