import Deliverability
import Intake
import MailSyntax
import Storage
import TestKit

/// One of the mails that a world may deliver, with what must come of it. Made once for all worlds.
struct SimulatedMail: Sendable {
    enum Kind: Sendable {
        case complaint, bounces, report, unrelated
        /// Cannot be read: set aside.
        case refused
        /// Kills whoever parses it.
        case poison
        /// Past the bound: set aside unread.
        case oversized
        /// A link: never read.
        case link
    }

    let kind: Kind
    let bytes: [UInt8]
    let record: MessageRecord
    let sizeBytes: Int
    /// Whom it suppresses.
    let contacts: Set<String>

    var isSetAside: Bool { kind == .refused || kind == .poison || kind == .oversized || kind == .link }

    /// Identity of the message in a file of this base name: what is not read is known by its name.
    func digest(base: MaildirName) -> MessageDigest {
        switch kind {
        case .oversized: .ofUnread("\(World.maildir) \(base.escaped)", reason: .messageTooLarge)
        case .link: .ofUnread("\(World.maildir) \(base.escaped)", reason: .notRegular)
        default: record.digest
        }
    }

    static func first(_ kind: Kind) -> SimulatedMail { all.first { $0.kind == kind } ?? all[0] }

    static let all = (0..<40).map { SimulatedMail($0) }

    /// What a parser makes of the bytes: any of these and nothing else is delivered.
    static let byDigest = Dictionary(uniqueKeysWithValues: all.map { ($0.record.digest, $0) })

    private static let kinds: [Kind] = [
        .complaint, .bounces, .complaint, .unrelated, .complaint, .report, .refused, .bounces, .poison, .complaint, .oversized, .report,
        .link,
    ]

    private init(_ number: Int) {
        kind = Self.kinds[number % Self.kinds.count]
        bytes = Array("sample \(number)".utf8)
        let isHeavy = number % 3 == 1
        sizeBytes = kind == .oversized ? 64 << 20 : isHeavy ? 200 << 10 : bytes.count
        let readers = ["ann", "ben", "cleo", "dora", "emil"].map { "\($0)@example.org" }
        switch kind {
        case .complaint:
            contacts = [readers[number % 5]]
            record = Sample.complaint(number, readers[number % 5])
        case .bounces:
            contacts = [readers[(number + 1) % 5], "fay@example.org"]
            let recipients = [(readers[(number + 1) % 5], BounceClass.hard), ("fay@example.org", .hard), ("gus@example.org", .other)]
            record = Sample.bounces(number, recipients, campaignOfLast: nil)
        case .report:
            contacts = []
            record = Sample.report(number, tallies: 4)
        case .unrelated:
            contacts = []
            record = Sample.unrelated(number)
        case .refused, .poison, .oversized, .link:
            contacts = []
            record = Sample.setAside(number)
        }
    }
}
