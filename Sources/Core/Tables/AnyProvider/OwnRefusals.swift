import Deliverability

extension PhraseTable {
    /// What our own mail servers say when they ask us and refuse (`SuppressionReason.refusal`). A refusal by `error:` in
    /// `transport_maps` bounces to the envelope sender, hence to us: it says nothing new of the contact, and nothing of the
    /// receiver.
    static let ownRefusals = PhraseTable(
        "own", source: "our own tables and look-up servers", date: "2026-11",
        rules: [
            Rule(
                "suppressed", .other, .suppressedByUs,
                list: SuppressionReason.allCases.map { "suppressed (\($0.rawValue))" }.joined(separator: " | "), distinctive: true,
                sample: "554 5.7.1 <user@example.org>: Recipient address rejected: suppressed (complaint)")
        ])
}
