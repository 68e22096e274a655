/// What an element means where it stands: by its parent and itself, wherever in the document the two are. One look into a
/// table for each of some millions of tags.
enum AggregatePlace: UInt8 {
    /// Nothing that we know: passed over with its text.
    case skipped
    case version, record, policyPublished
    case orgName, email, extraContactInfo, reportID, begin, end, error, generator
    case policyValue
    /// A known element within a record that says nothing by itself, but shows that the record is not empty.
    case recordPart
    case sourceIP, count, disposition, evaluatedDKIM, evaluatedSPF
    case reason, reasonType, reasonComment
    case headerFrom, envelopeFrom, envelopeTo
    case authDKIM, authSPF
    case dkimDomain, dkimSelector, dkimResult
    case spfDomain, spfScope, spfResult

    /// Vocabulary numbers fit in six bits, and so does what stands for all else.
    static func index(_ parent: UInt8, _ element: UInt8) -> Int { Int(parent & 63) << 6 | Int(element & 63) }

    static let table: [AggregatePlace] = {
        var table = [AggregatePlace](repeating: .skipped, count: 64 * 64)
        for parent in AggregateElement.allCases {
            for element in AggregateElement.allCases { table[index(parent.rawValue, element.rawValue)] = of(element, in: parent) }
        }
        return table
    }()

    private static func of(_ element: AggregateElement, in parent: AggregateElement) -> AggregatePlace {
        switch (parent, element) {
        case (.feedback, .version): .version
        case (.feedback, .record): .record
        case (.feedback, .policyPublished): .policyPublished
        case (.policyPublished, _): .policyValue
        case (.reportMetadata, .orgName), (.dateRange, .orgName): .orgName
        case (.reportMetadata, .email), (.dateRange, .email): .email
        case (.reportMetadata, .extraContactInfo), (.dateRange, .extraContactInfo): .extraContactInfo
        case (.reportMetadata, .reportID), (.dateRange, .reportID): .reportID
        case (.reportMetadata, .begin), (.dateRange, .begin): .begin
        case (.reportMetadata, .end), (.dateRange, .end): .end
        case (.reportMetadata, .error), (.dateRange, .error): .error
        case (.reportMetadata, .generator), (.dateRange, .generator): .generator
        case (.row, .sourceIP): .sourceIP
        case (.row, .count): .count
        case (.policyEvaluated, .disposition): .disposition
        case (.policyEvaluated, .dkim): .evaluatedDKIM
        case (.policyEvaluated, .spf): .evaluatedSPF
        case (.policyEvaluated, .reason): .reason
        case (.reason, .type): .reasonType
        case (.reason, .comment): .reasonComment
        case (.identifiers, .headerFrom), (.identities, .headerFrom): .headerFrom
        case (.identifiers, .envelopeFrom), (.identities, .envelopeFrom): .envelopeFrom
        case (.identifiers, .envelopeTo), (.identities, .envelopeTo): .envelopeTo
        case (.authResults, .dkim): .authDKIM
        case (.authResults, .spf): .authSPF
        case (.dkim, .domain): .dkimDomain
        case (.dkim, .selector), (.dkim, .scope): .dkimSelector
        case (.dkim, .result): .dkimResult
        case (.spf, .domain): .spfDomain
        case (.spf, .scope), (.spf, .selector): .spfScope
        case (.spf, .result): .spfResult
        case (.record, _), (.row, _), (.policyEvaluated, _), (.identifiers, _), (.identities, _), (.authResults, _), (.dkim, _), (.spf, _),
            (.reason, _):
            .recordPart
        default: .skipped
        }
    }
}
