import Deliverability

/// One thing to do, in a plain sentence, with the numbers that it rests on.
package struct Todo: Hashable, Sendable {
    package enum Severity: String, CaseIterable, Hashable, Sendable {
        /// Mail is lost or people are bothered until it is done.
        case act
        /// Somebody has to look.
        case check
        /// Nothing to do; good to know.
        case know

        package var title: String {
            switch self {
            case .act: "Act"
            case .check: "Check"
            case .know: "Know"
            }
        }
    }

    package struct Number: Hashable, Sendable {
        package let name: String
        package let value: Int64
    }

    package let severity: Severity
    /// Stable slug of the rule that found it.
    package let rule: String
    package let text: String
    package let numbers: [Number]
    /// The command that shows more, if there is one.
    package let command: String?

    init(_ severity: Severity, _ rule: String, _ text: String, _ numbers: KeyValuePairs<String, Int64>, command: String? = nil) {
        self.severity = severity
        self.rule = rule
        self.text = text
        self.numbers = numbers.map { Number(name: $0.key, value: $0.value) }
        self.command = command
    }

    /// The command, where the sentence does not say it already.
    package var furtherCommand: String? { command.flatMap { text.contains($0) ? nil : $0 } }

    /// All rules in the order of their weight; the order among equals is the rules' own.
    static func derive(from summary: AuthenticationSummary) -> [Todo] {
        let rules: [(AuthenticationSummary) -> [Todo]] = [
            openInvestigations, complaintRates, hardBounceRates, faultsOfOurs, failingSources, campaignReviews, silence, missingSignatures,
            unknownSources,
            unattributedComplaints, setAsideMail, conflictingReports, addressFamilies, tlsFailures, unreachableDomains,
            investigationsAtRest, enforcement, deactivatedContacts, forwardedMail,
        ]
        let found = rules.flatMap { $0(summary) }
        return Severity.allCases.flatMap { severity in found.filter { $0.severity == severity } }
    }
}
