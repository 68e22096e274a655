import Deliverability
import Interpretation
import MailSyntax

/// One row of an aggregate report in short: what was evaluated, why it was overridden, what passed raw.
struct AlignmentRow {
    var ip = "192.0.2.1"
    var count = 1
    var from = "example.com"
    var dkim = "fail", spf = "fail"
    var disposition = "none"
    /// `type` or `type: comment`.
    var reasons: [String] = []
    /// `dkim d=example.net pass`, `spf example.net fail`; without a domain: `dkim d= pass`.
    var raw: [String] = []

    private var xml: String {
        let reasons = reasons.map { reason in
            let parts = reason.split(separator: ":", maxSplits: 1).map { String($0).trimmedASCII }
            return "<reason><type>\(parts[0])</type>\(parts.count > 1 ? "<comment>\(parts[1])</comment>" : "")</reason>"
        }
        let results = raw.map { result in
            let words = result.split(separator: " ").map(String.init)
            let domain = words[1].replacing("d=", with: "")
            return "<\(words[0])>\(domain.isEmpty ? "" : "<domain>\(domain)</domain>")<result>\(words[2])</result></\(words[0])>"
        }
        return """
            <record><row><source_ip>\(ip)</source_ip><count>\(count)</count><policy_evaluated><disposition>\(disposition)</disposition>
            <dkim>\(dkim)</dkim><spf>\(spf)</spf>\(reasons.joined())</policy_evaluated></row>
            <identifiers><header_from>\(from)</header_from></identifiers><auth_results>\(results.joined())</auth_results></record>
            """
    }

    /// Reads a report of these rows and gives its tallies.
    static func tallies(
        _ rows: [AlignmentRow], organization: String = "Elder Mail", policy: String = "example.com", method: String? = nil,
        policyLast: Bool = false, _ context: OperatorContext = OperatorContext()
    ) -> [AlignmentTally] {
        let text = report(rows, organization: organization, policy: policy, method: method, policyLast: policyLast)
        return MessageReader(context: context, limits: Limits()).read(Array(text.utf8)).events.compactMap {
            if case .alignment(let tally) = $0 { tally } else { nil }
        }
    }

    /// The text of a report of these rows.
    static func report(
        _ rows: [AlignmentRow], organization: String = "Elder Mail", email: String = "dmarc@elder.example", policy: String = "example.com",
        method: String? = nil, policyLast: Bool = false
    ) -> String {
        let discovery = method.map { "<discovery_method>\($0)</discovery_method>" } ?? ""
        let published = "<policy_published><domain>\(policy)</domain><p>none</p>\(discovery)</policy_published>"
        let records = rows.map(\.xml).joined()
        return """
            <feedback><version>1.0</version><report_metadata><org_name>\(organization)</org_name><email>\(email)</email>
            <report_id>1</report_id><date_range><begin>1794873600</begin><end>1794959999</end></date_range></report_metadata>
            \(policyLast ? records + published : published + records)</feedback>
            """
    }
}
