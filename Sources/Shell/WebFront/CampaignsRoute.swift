import Deliverability
import HTTPTypes
import Rendering
import Sinks
import Storage

/// `GET /v1/campaigns?review=open&campaign=`: figures of campaigns, or of one with its parts.
struct CampaignsRoute: Sendable {
    let reader: StoreReader

    func respond(_ request: WebRequest) async throws -> WebResponse {
        let underReviewOnly: Bool
        switch try request.value("review") {
        case nil, "any": underReviewOnly = false
        case "open": underReviewOnly = true
        default: throw WebRequestError(parameter: "review")
        }
        guard let name = try request.value("campaign") else {
            let campaigns = try await reader.read { try $0.campaigns(underReviewOnly: underReviewOnly) }
            return .json { json in
                json.key("campaigns")
                json.array(campaigns) { json, record in CampaignJSON.write(record, to: &json) }
            }
        }
        guard let record = try await reader.read({ try $0.campaign(named: name) }) else {
            return .refusal(.notFound, "request.campaign", "No campaign of this name is known.")
        }
        return .json { CampaignJSON.writeMembers(record, withParts: true, to: &$0) }
    }
}
