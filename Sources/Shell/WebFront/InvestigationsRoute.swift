import Deliverability
import MailSyntax
import Rendering
import Storage

/// `GET /v1/investigations?all=`: the block cases with their findings; `all=true` with those that are clear again.
struct InvestigationsRoute: Sendable {
    let reader: StoreReader

    func respond(_ request: WebRequest) async throws -> WebResponse {
        let all: Bool
        switch try request.value("all") {
        case nil, "false": all = false
        case "true": all = true
        default: throw WebRequestError(parameter: "all")
        }
        let cases = try await reader.read { try $0.investigations(includingClear: all) }
        return .json { json in
            json.key("investigations")
            json.array(cases) { json, record in json.write(record) }
        }
    }
}

extension JSONWriter {
    fileprivate mutating func write(_ record: InvestigationRecord) {
        object { json in
            json.key("id"); json.number(record.id)
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
