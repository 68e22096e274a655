import Deliverability
import MailSyntax
import Rendering

/// Events in the contract's keys. With addresses for `explain`, which stores nothing; without for the event log (law 8).
package enum EventJSON {
    package static func write(_ event: Event, withAddress: Bool, to json: inout JSONWriter) {
        json.object { json in fields(event, withAddress: withAddress, to: &json) }
    }

    /// - Parameter countsAgainstContact: for a stored bounce, whose recipient is not told any more.
    package static func fields(_ event: Event, withAddress: Bool, countsAgainstContact: Bool? = nil, to json: inout JSONWriter) {
        json.key("kind"); json.string(event.kind)
        switch event {
        case .bounce(let bounce): fields(bounce, withAddress, countsAgainstContact ?? bounce.countsAgainstContact, &json)
        case .complaint(let complaint): fields(complaint, withAddress, &json)
        case .alignment(let tally): fields(tally, &json)
        case .unsubscribe(let unsubscribe):
            if withAddress { json.key("address"); json.string(unsubscribe.address?.description) }
            json.key("method"); json.string(unsubscribe.method.rawValue)
            json.key("effect"); json.string("suppress")
            json.key("scope"); json.string(unsubscribe.scope.description)
            json.key("campaign"); json.string(unsubscribe.campaign)
        case .other(let other):
            json.key("cause"); json.string(other.cause.rawValue)
            json.key("detail"); json.string(other.detail)
            if withAddress, let contact = other.contact { json.key("address"); json.string(contact.description) }
        }
    }

    private static func fields(_ bounce: Bounce, _ withAddress: Bool, _ counts: Bool, _ json: inout JSONWriter) {
        if withAddress { json.key("recipient"); json.string(bounce.recipient?.description) }
        json.key("action"); json.string(bounce.action.rawValue)
        json.key("status"); json.string(bounce.status?.description)
        json.key("reply_code"); json.number(bounce.replyCode?.value)
        json.key("class"); json.string(bounce.classification.bounceClass.rawValue)
        json.key("cause"); json.string(bounce.classification.cause.rawValue)
        json.key("rule"); json.string(bounce.classification.rule.text)
        json.key("provider"); json.string(bounce.provider?.slug)
        json.key("remote_mta"); json.string(bounce.remoteMTA)
        // The reply's text names the recipient more often than not.
        let diagnostic = withAddress ? bounce.diagnostic : withoutAddresses(bounce.diagnostic)
        json.key("diagnostic"); json.string(diagnostic.isEmpty ? nil : diagnostic)
        json.key("remedy"); json.string(bounce.classification.remedy)
        json.key("counts_against_contact"); json.bool(counts)
        json.key("from_domain"); json.string(bounce.fromDomain?.text)
        json.key("campaign"); json.string(bounce.campaign)
    }

    private static func fields(_ complaint: Complaint, _ withAddress: Bool, _ json: inout JSONWriter) {
        json.key("feedback_type"); json.string(complaint.feedbackType)
        json.key("provider"); json.string(complaint.provider?.slug)
        json.key("attribution")
        json.object { json in
            json.key("outcome"); json.string(complaint.attribution.outcome.rawValue)
            if withAddress { json.key("address"); json.string(complaint.attribution.address?.description) }
            json.key("rung"); json.string(complaint.attribution.rung.rawValue)
            json.key("trust"); json.string(complaint.attribution.trust.rawValue)
            json.key("disagreements")
            json.array(complaint.attribution.disagreements) { json, other in
                json.object { json in
                    json.key("rung"); json.string(other.rung.rawValue)
                    if withAddress { json.key("address"); json.string(other.address?.description) }
                }
            }
        }
        json.key("direction"); json.string(complaint.direction.rawValue)
        json.key("effect"); json.string(complaint.effect.rawValue)
        json.key("scope"); json.string(complaint.scope.description)
        json.key("campaign"); json.string(complaint.campaign)
        json.key("from_domain"); json.string(complaint.fromDomain?.text)
    }

    private static func fields(_ tally: AlignmentTally, _ json: inout JSONWriter) {
        json.key("domain"); json.string(tally.domain)
        json.key("source_ip"); json.string(tally.sourceIP)
        json.key("messages"); json.number(tally.counts.messages)
        json.key("dkim_aligned"); json.number(tally.counts.dkimAligned)
        json.key("spf_aligned"); json.number(tally.counts.spfAligned)
        json.key("aligned"); json.number(tally.counts.aligned)
        json.key("disposition")
        json.object { json in
            json.key("none"); json.number(tally.dispositions.none)
            json.key("quarantine"); json.number(tally.dispositions.quarantine)
            json.key("reject"); json.number(tally.dispositions.reject)
        }
        json.key("cause"); json.string(tally.cause.rawValue)
        json.key("failure_class"); json.string(tally.failureClass?.rawValue)
        json.key("reporter"); json.string(tally.reporter.isEmpty ? nil : tally.reporter)
        json.key("authenticated_as"); json.string(tally.authenticatedAs)
    }
}
