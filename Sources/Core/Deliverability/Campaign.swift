import MailSyntax

/// What is known of the mails of one campaign, or of a part of it, as counts.
package struct CampaignCounts: Hashable, Sendable {
    /// As far as send logs tell; 0: not known.
    package var sent: Int64 = 0
    package var complaints: Int64 = 0
    /// Of the complaints, those that suppress provisionally.
    package var provisional: Int64 = 0
    package var unsubscribes: Int64 = 0
    package var hardBounces: Int64 = 0
    package var softBounces: Int64 = 0
    package var blocks: Int64 = 0

    package init() {}

    package static var fields: [WritableKeyPath<CampaignCounts, Int64> & Sendable] {
        [\.sent, \.complaints, \.provisional, \.unsubscribes, \.hardBounces, \.softBounces, \.blocks]
    }

    package static func += (sum: inout CampaignCounts, more: CampaignCounts) {
        for field in fields { sum[keyPath: field] = sum[keyPath: field].addingSaturated(more[keyPath: field]) }
    }

    /// What is left of a whole when its known parts are taken away.
    package func without(_ part: CampaignCounts) -> CampaignCounts {
        var rest = CampaignCounts()
        for field in Self.fields { rest[keyPath: field] = max(0, self[keyPath: field].addingSaturated(-max(0, part[keyPath: field]))) }
        return rest
    }

    package var isZero: Bool { self == CampaignCounts() }

    /// Parts of a hundred of the mails sent; nil where these are not known.
    package func percent(_ field: KeyPath<CampaignCounts, Int64>) -> Double? {
        sent > 0 ? Double(self[keyPath: field]) / Double(sent) * 100 : nil
    }
}

extension CampaignCounts {
    /// What one event says of the campaign of its mail.
    package init(_ event: Event) {
        switch event {
        case .complaint(let complaint):
            guard complaint.isWish else { return }
            complaints = 1
            provisional = complaint.effect == .suppressProvisionally ? 1 : 0
        case .unsubscribe: unsubscribes = 1
        case .bounce(let bounce):
            switch bounce.classification.bounceClass {
            case .hard where bounce.isFailureOfRecipient: hardBounces = 1
            case .soft where bounce.isFailureOfRecipient: softBounces = 1
            case .block where bounce.action == .failed && bounce.classification.cause != .forwarding: blocks = 1
            case .hard, .soft, .block, .other: break
            }
        case .alignment, .other: break
        }
    }
}

/// By what the figures of a campaign are told apart. Raw values are part of the output contract.
package enum CampaignDimension: String, CaseIterable, Hashable, Sendable {
    case segment, provider
    /// Of the subscription, when the mail was sent.
    case age
    /// How often the recipient is mailed.
    case frequency
}

/// Bands of two of the dimensions. Raw values are part of the output contract.
package enum CampaignBand {
    /// How long a recipient had been subscribed when the mail was sent; nil where one of the moments is not known.
    package static func age(subscribed: Timestamp?, sent: Timestamp?) -> String? {
        guard let subscribed, let sent else { return nil }
        return switch sent.seconds(since: subscribed) / 86400 {
        case ...7: "0-7 days"
        case ...30: "8-30 days"
        case ...180: "31-180 days"
        case ...365: "181-365 days"
        default: "over 365 days"
        }
    }

    /// A number is mails in 30 days; a word (`daily`) stands for itself.
    package static func frequency(_ text: String?) -> String? {
        guard let text, let number = Int64(text) else { return text }
        return switch number {
        case ...1: "1 in 30 days"
        case ...4: "2-4 in 30 days"
        case ...12: "5-12 in 30 days"
        default: "13 or more in 30 days"
        }
    }
}

/// Somebody should look at a campaign: why, since when, and whether it was done.
package struct CampaignReview: Hashable, Sendable {
    /// From the least to the gravest. Raw values are part of the output contract.
    package enum Ground: String, CaseIterable, Hashable, Comparable, Sendable {
        /// Many complaints, where the number of mails sent is not known.
        case complaints
        case complaintRateWarn = "complaint-rate-warn"
        case hardBounceRate = "hard-bounce-rate"
        case complaintRateStop = "complaint-rate-stop"

        package static func < (a: Ground, b: Ground) -> Bool {
            (allCases.firstIndex(of: a) ?? 0) < (allCases.firstIndex(of: b) ?? 0)
        }
    }

    package let ground: Ground
    package let opened: Timestamp
    package let closed: Timestamp?

    package init(ground: Ground, opened: Timestamp, closed: Timestamp? = nil) {
        self.ground = ground
        self.opened = opened
        self.closed = closed
    }

    package var isOpen: Bool { closed == nil }

    /// The review after the counts changed: a graver ground opens it, anew if it was closed. Nothing but the operator closes it.
    package static func after(_ counts: CampaignCounts, _ known: CampaignReview?, at now: Timestamp, _ thresholds: Thresholds)
        -> CampaignReview?
    {
        guard let ground = Ground(counts, thresholds), known.map({ ground > $0.ground }) ?? true else { return known }
        return CampaignReview(ground: ground, opened: now)
    }
}

extension CampaignReview.Ground {
    /// The gravest that the counts give.
    package init?(_ counts: CampaignCounts, _ thresholds: Thresholds) {
        func reaches(_ field: KeyPath<CampaignCounts, Int64>, _ perTenThousand: Int) -> Bool {
            guard counts[keyPath: field] >= Int64(thresholds.reviewFloor), let percent = counts.percent(field) else { return false }
            return percent * 100 >= Double(perTenThousand)
        }
        if reaches(\.complaints, thresholds.complaintsStopPerTenThousand) {
            self = .complaintRateStop
        } else if reaches(\.hardBounces, thresholds.hardBouncesPerTenThousand) {
            self = .hardBounceRate
        } else if reaches(\.complaints, thresholds.complaintsWarnPerTenThousand) {
            self = .complaintRateWarn
        } else if counts.sent == 0, counts.complaints >= Int64(thresholds.reviewComplaints) {
            self = .complaints
        } else {
            return nil
        }
    }
}

/// One campaign as it is kept.
package struct CampaignRecord: Hashable, Sendable {
    package struct Part: Hashable, Sendable {
        package let dimension: CampaignDimension
        package let value: String
        package let counts: CampaignCounts

        package init(dimension: CampaignDimension, value: String, counts: CampaignCounts) {
            self.dimension = dimension
            self.value = value
            self.counts = counts
        }
    }

    package let name: String
    /// First and last mail or event.
    package let first: Timestamp
    package let last: Timestamp
    package let whole: CampaignCounts
    /// Most complaints first within each dimension.
    package let parts: [Part]
    package let review: CampaignReview?

    package init(name: String, first: Timestamp, last: Timestamp, whole: CampaignCounts, parts: [Part] = [], review: CampaignReview? = nil)
    {
        self.name = name
        self.first = first
        self.last = last
        self.whole = whole
        self.parts = parts
        self.review = review
    }

    package func parts(_ dimension: CampaignDimension) -> [Part] { parts.filter { $0.dimension == dimension } }

    /// What no part of the dimension accounts for.
    package func unknown(_ dimension: CampaignDimension) -> CampaignCounts {
        var known = CampaignCounts()
        for part in parts(dimension) { known += part.counts }
        return whole.without(known)
    }
}
