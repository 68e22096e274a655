/// What went out in a period, as far as send logs tell, and what came back of it. By provider; nil: none that is known.
package struct SendingFigures: Hashable, Sendable {
    /// Mails by the provider of the recipient's domain. Empty without a send log.
    package var sent: [Provider?: Int64] = [:]
    /// Hard bounces of contacts that a send log names, by the provider of the recipient's domain: the host that answers
    /// would put hosted domains against the mail to another one.
    package var hardBounces: [Provider?: Int64] = [:]
    /// Wishes to be left alone, by the provider that reports them.
    package var complaints: [Provider?: Int64] = [:]

    package init() {}

    /// Of all mail; nil without a send log.
    package var hardBounceRate: SendingRate? { SendingRate(Self.sum(hardBounces), of: Self.sum(sent)) }
    /// Of the mail to everybody but those who never report a complaint; nil without a send log.
    package var complaintRate: SendingRate? {
        SendingRate(Self.sum(complaints), of: Self.sum(sent.filter { $0.key?.reportsComplaints ?? true }))
    }

    package func hardBounceRate(at provider: Provider?) -> SendingRate? {
        SendingRate(hardBounces[provider] ?? 0, of: sent[provider] ?? 0)
    }

    /// nil also for a provider that never reports a complaint, and for complaints that name none.
    package func complaintRate(at provider: Provider?) -> SendingRate? {
        guard let provider, provider.reportsComplaints else { return nil }
        return SendingRate(complaints[provider] ?? 0, of: sent[provider] ?? 0)
    }

    private static func sum(_ counts: [Provider?: Int64]) -> Int64 { counts.values.reduce(0) { $0.addingSaturated($1) } }
}

/// So many of the mails sent.
package struct SendingRate: Hashable, Sendable {
    package let count: Int64
    /// Above 0.
    package let sent: Int64

    /// nil where nothing was sent, as far as is known.
    package init?(_ count: Int64, of sent: Int64) {
        guard sent > 0 else { return nil }
        self.count = count
        self.sent = sent
    }

    package var ratio: Double { Double(count) / Double(sent) }
    package var percent: Double { ratio * 100 }

    /// Whether it is at or above a threshold. Never below the floor: one of ten mails is no tenth.
    package func reaches(_ perTenThousand: Int, floor: Int) -> Bool {
        count >= Int64(floor) && Double(count) * 10_000 >= Double(perTenThousand) * Double(sent)
    }
}

extension Provider {
    /// Gmail shows a rate in its Postmaster Tools alone, and Apple runs no feedback loop: no complaint is no sign there.
    package var reportsComplaints: Bool { slug != "gmail" && slug != "apple" }
}
