import Deliverability
import MailSyntax
import Rendering
import Storage

/// `GET /v1/suppressions/check?address=`: may this address be mailed? The answer does not repeat it.
struct CheckRoute: Sendable {
    let reader: StoreReader

    func respond(_ request: WebRequest) async throws -> WebResponse {
        guard let text = try request.value("address"), let address = EmailAddress(text) else { throw WebRequestError(parameter: "address") }
        let found = try await reader.read { try $0.suppression(of: address) }
        let standing = found.flatMap { $0.operation == .add ? $0 : nil }
        return .json { json in
            json.key("suppressed"); json.bool(standing != nil)
            json.key("reason"); json.string(standing?.reason.rawValue)
            json.key("state"); json.string(standing?.state.rawValue)
            json.key("scope"); json.string(standing?.scope)
            json.key("since"); json.time(standing?.since)
            json.key("expires"); json.time(standing?.expires)
            json.key("cursor"); json.number(standing?.cursor)
        }
    }
}
