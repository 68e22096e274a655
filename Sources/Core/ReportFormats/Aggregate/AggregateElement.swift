/// The elements of an aggregate report, union of RFC 9990, RFC 7489 and what is seen besides. Matched by local name in
/// any case and any namespace; whatever is not here is skipped with all that is in it.
enum AggregateElement: UInt8, CaseIterable {
    case feedback, version
    case reportMetadata, orgName, email, extraContactInfo, reportID, dateRange, begin, end, error, generator
    case policyPublished, domain, p, sp, np, adkim, aspf, pct, fo, testing, t, discoveryMethod
    case record, row, sourceIP, count, policyEvaluated, disposition, dkim, spf, reason, type, comment
    case identifiers, identities, headerFrom, envelopeFrom, envelopeTo
    case authResults, selector, scope, result
    case schema

    /// Index in the vocabulary is the raw value.
    static let vocabulary: [StaticString] = allCases.map(\.name)

    private var name: StaticString {
        switch self {
        case .feedback: "feedback"
        case .version: "version"
        case .reportMetadata: "report_metadata"
        case .orgName: "org_name"
        case .email: "email"
        case .extraContactInfo: "extra_contact_info"
        case .reportID: "report_id"
        case .dateRange: "date_range"
        case .begin: "begin"
        case .end: "end"
        case .error: "error"
        case .generator: "generator"
        case .policyPublished: "policy_published"
        case .domain: "domain"
        case .p: "p"
        case .sp: "sp"
        case .np: "np"
        case .adkim: "adkim"
        case .aspf: "aspf"
        case .pct: "pct"
        case .fo: "fo"
        case .testing: "testing"
        case .t: "t"
        case .discoveryMethod: "discovery_method"
        case .record: "record"
        case .row: "row"
        case .sourceIP: "source_ip"
        case .count: "count"
        case .policyEvaluated: "policy_evaluated"
        case .disposition: "disposition"
        case .dkim: "dkim"
        case .spf: "spf"
        case .reason: "reason"
        case .type: "type"
        case .comment: "comment"
        case .identifiers: "identifiers"
        case .identities: "identities"
        case .headerFrom: "header_from"
        case .envelopeFrom: "envelope_from"
        case .envelopeTo: "envelope_to"
        case .authResults: "auth_results"
        case .selector: "selector"
        case .scope: "scope"
        case .result: "result"
        case .schema: "schema"
        }
    }
}
