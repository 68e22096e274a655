import Deliverability
import MailSyntax
import ReportFormats

/// Why the messages of one record aligned or did not. The evaluated results decide whether, the raw results and
/// the override reasons explain why; nothing here is ever taken for a pass.
struct AlignmentCauses {
    /// Names, and the number of the organizational domain of each: reports name few domains many times.
    private var names = NameTable(), organizations = NameTable()
    private var organizationOfName: [UInt32] = []
    /// The last policy domain of a tree walk.
    private var walked: (policy: [UInt8], isOrganization: Bool)?

    mutating func cause(of record: borrowing RecordView) -> AlignmentCause {
        if record.isAligned { return .aligned }
        var localPolicy = false
        for reason in record.reasons {
            if record.equals(reason.type, "mailing_list") { return .mailingList }
            if record.equals(reason.type, "forwarded") || record.equals(reason.type, "trusted_forwarder") { return .forwarded }
            if record.equals(reason.type, "local_policy") {
                if let comment = reason.comment, Array(record.text.part(comment)).findIgnoringCase("arc=pass", in: 0..<comment.count) != nil
                {
                    return .forwarded
                }
                localPolicy = true
            }
        }
        return rawCause(of: record, localPolicy: localPolicy)
    }

    /// Our own signature or return path that failed comes first: that is ours to mend. Then third parties that pass as
    /// themselves, then sources of which nothing passes.
    private mutating func rawCause(of record: borrowing RecordView, localPolicy: Bool) -> AlignmentCause {
        var foreignDKIM = false, foreignSPF = false, ownDKIMPasses = false, isSigned = false
        for result in record.authDKIM where !record.equals(result.result, "none") {  // `none`: there was no signature (RFC 8601 §2.7.1)
            isSigned = true
            let passes = record.equals(result.result, "pass")
            guard let domain = result.domain else { continue }
            if isAligned(record, domain, record.headerFrom) {
                if !passes { return .dkimFails }
                ownDKIMPasses = true
            } else if passes {
                foreignDKIM = true
            }
        }
        var ownSPFFails = false
        for result in record.authSPF {
            guard let domain = result.domain else { continue }
            let passes = record.equals(result.result, "pass")
            if isAligned(record, domain, record.headerFrom) {
                if !passes, !record.equals(result.result, "none") { ownSPFFails = true }
            } else if passes {
                foreignSPF = true
            }
        }
        if ownDKIMPasses { return .dkimUnaligned }  // it passes and does not count: strict alignment
        if ownSPFFails { return .spfFails }
        if foreignDKIM { return .dkimUnaligned }
        if foreignSPF { return .spfUnaligned }
        if localPolicy { return .localPolicy }
        return isSigned ? .unknownSource : .dkimAbsent
    }

    /// The domain that this source authenticates as: an aligned one before a foreign one, DKIM before SPF.
    mutating func authenticated(_ record: borrowing RecordView) -> Range<Int>? {
        var foreign: Range<Int>?
        return authenticated(record, record.authDKIM, &foreign) ?? authenticated(record, record.authSPF, &foreign) ?? foreign
    }

    private mutating func authenticated(
        _ record: borrowing RecordView, _ results: [RecordView.Result], _ foreign: inout Range<Int>?
    ) -> Range<Int>? {
        for result in results where record.equals(result.result, "pass") {
            guard let domain = result.domain, domain.count <= 253 else { continue }
            if isAligned(record, domain, record.headerFrom) { return domain }
            if foreign == nil { foreign = domain }
        }
        return nil
    }

    /// The same organization, by either rule: the policy that the reporter found by its tree walk covers both names
    /// (RFC 9989 §4.10), or they have one organizational domain by the public suffix list. Without DNS the walk can only be
    /// followed where its end is stated; a policy found further down does not say where the organization ends.
    private mutating func isAligned(_ record: borrowing RecordView, _ a: Range<Int>, _ b: Range<Int>) -> Bool {
        let text = record.text
        if text.part(a).equalsIgnoringCase(text.part(b)) { return true }
        if let policy = record.treeWalkDomain, isAtOrBelow(policy, text, a), isAtOrBelow(policy, text, b), isOrganization(policy) {
            return true
        }
        // Bounded, because names come by mail: a report with a million of them costs look-ups, not memory.
        if names.count > 4096 {
            (names, organizations) = (NameTable(), NameTable())
            organizationOfName.removeAll(keepingCapacity: true)
        }
        return organization(text.part(a)) == organization(text.part(b))
    }

    private func isAtOrBelow(_ policy: [UInt8], _ text: UnsafeBufferPointer<UInt8>, _ name: Range<Int>) -> Bool {
        let end = name.last.map { text[$0] == 46 } ?? false ? name.upperBound - 1 : name.upperBound
        let start = end - policy.count
        guard start >= name.lowerBound, zip(start..<end, policy).allSatisfy({ text[$0].asciiLowercased == $1 }) else { return false }
        return start == name.lowerBound || text[start - 1] == 46
    }

    /// A registry may publish a policy for all below it (RFC 9989 §4.10.2, `psd=y`): those are not one organization.
    private mutating func isOrganization(_ policy: [UInt8]) -> Bool {
        if let walked, walked.policy == policy { return walked.isOrganization }
        let isOrganization = !OrganizationalDomain.isRegistrySuffix(String(decoding: policy, as: UTF8.self))
        walked = (policy, isOrganization)
        return isOrganization
    }

    private mutating func organization(_ name: UnsafeBufferPointer<UInt8>) -> UInt32 {
        let number = names.number(of: name)
        if Int(number) < organizationOfName.count { return organizationOfName[Int(number)] }
        var text = names[number].bounded(toBytes: 253)
        while text.hasSuffix(".") { text.removeLast() }
        var organization = OrganizationalDomain.of(text)
        organizationOfName.append(organization.withUTF8 { organizations.number(of: $0) })
        return organizationOfName[Int(number)]
    }
}
