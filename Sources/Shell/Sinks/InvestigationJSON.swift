import Deliverability
import MailSyntax
import Rendering

/// A block case in the shape of the output contract, for the commands and for the web front.
package enum InvestigationJSON {
    package static func write(_ record: InvestigationRecord, to json: inout JSONWriter) {
        json.object { json in
            json.key("id"); json.number(record.id)
            json.key("key"); json.string(record.key.description)
            json.key("receiver"); json.string(record.key.receiver)
            json.key("from_domain"); json.string(record.key.fromDomain)
            json.key("phase"); json.string(record.state.phase.rawValue)
            json.key("opened"); json.time(record.opened)
            json.key("since"); json.time(record.state.since)
            json.key("last_block"); json.time(record.state.lastBlock)
            json.key("blocks"); json.number(record.blocks)
            json.key("findings")
            json.array(record.findings) { json, finding in
                json.object { json in
                    json.key("kind"); json.string(finding.kind.rawValue)
                    json.key("area"); json.string(finding.area.rawValue)
                    json.key("text"); json.string(finding.text)
                    json.key("messages"); json.number(finding.messages)
                    json.key("at"); json.time(finding.at)
                    json.key("digest"); json.string(finding.digest)
                }
            }
        }
    }
}
