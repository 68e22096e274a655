import Deliverability
import MailSyntax
import Rendering

/// The figures of a campaign in the shape of the output contract, for the command and for the web front.
package enum CampaignJSON {
    package static func write(_ record: CampaignRecord, to json: inout JSONWriter) {
        json.object { writeMembers(record, withParts: false, to: &$0) }
    }

    package static func writeMembers(_ record: CampaignRecord, withParts: Bool, to json: inout JSONWriter) {
        json.key("campaign"); json.string(record.name)
        json.key("first"); json.time(record.first)
        json.key("last"); json.time(record.last)
        write(record.whole, to: &json)
        json.key("review")
        if let review = record.review {
            json.object { json in
                json.key("ground"); json.string(review.ground.rawValue)
                json.key("opened"); json.time(review.opened)
                json.key("closed"); json.time(review.closed)
            }
        } else {
            json.null()
        }
        guard withParts else { return }
        json.key("by")
        json.object { json in
            for dimension in CampaignDimension.allCases {
                json.key(named: dimension.rawValue)
                json.array { json in
                    for part in record.parts(dimension) { write(part.value, part.counts, to: &json) }
                    let rest = record.unknown(dimension)
                    if !rest.isZero { write(nil, rest, to: &json) }
                }
            }
        }
    }

    /// - Parameter value: nil for what is not known.
    private static func write(_ value: String?, _ counts: CampaignCounts, to json: inout JSONWriter) {
        json.object { json in
            json.key("value"); json.string(value)
            write(counts, to: &json)
        }
    }

    /// Not known is null: no send log told how many were sent.
    private static func write(_ counts: CampaignCounts, to json: inout JSONWriter) {
        json.key("sent"); json.number(counts.sent > 0 ? counts.sent : nil)
        json.key("complaints"); json.number(counts.complaints)
        json.key("provisional"); json.number(counts.provisional)
        json.key("unsubscribes"); json.number(counts.unsubscribes)
        json.key("hard_bounces"); json.number(counts.hardBounces)
        json.key("soft_bounces"); json.number(counts.softBounces)
        json.key("blocks"); json.number(counts.blocks)
        json.key("complaint_rate_percent"); json.decimal(counts.percent(\.complaints))
        json.key("unsubscribe_rate_percent"); json.decimal(counts.percent(\.unsubscribes))
        json.key("hard_bounce_rate_percent"); json.decimal(counts.percent(\.hardBounces))
    }
}
