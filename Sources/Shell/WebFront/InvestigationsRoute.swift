import Deliverability
import MailSyntax
import Rendering
import Sinks
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
            json.array(cases) { json, record in InvestigationJSON.write(record, to: &json) }
        }
    }
}
