import Deliverability
import HTTPTypes
import MailSyntax
import Rendering
import ReportFormats
import Storage

/// `/v1/suppressions/check`: may these addresses be mailed? The answer does not repeat them.
///
/// `GET` and `HEAD` ask for one address, which is also answered in the field `Plumbline-Suppressed`. `POST` asks for up to a
/// thousand: a JSON list, `{"addresses":[…]}`, or one a line; the answers come in the same order.
struct CheckRoute: Sendable {
    let reader: StoreReader

    static let addressesMax = 1000
    static let bodyBytesMax = 1 << 20

    func respond(_ request: WebRequest) async throws -> WebResponse {
        guard let text = try request.value("address"), let address = EmailAddress(text) else { throw WebRequestError(parameter: "address") }
        let found = try await reader.read { try $0.suppression(of: address) }
        let standing = found.flatMap { $0.operation == .add ? $0 : nil }
        let answer = WebResponse.json { json in Self.write(standing, to: &json) }
        guard let field = HTTPField.Name("Plumbline-Suppressed") else { return answer }
        return answer.with(field, standing == nil ? "false" : "true")
    }

    func respond(toMany body: [UInt8], mediaType: String?) async throws -> WebResponse {
        guard let texts = Self.addresses(body, mediaType) else {
            return .refusal(.badRequest, "check.body", "A list of addresses is expected: JSON, or one a line.")
        }
        guard texts.count <= Self.addressesMax else {
            return .refusal(.contentTooLarge, "check.too-many", "More than 1000 addresses are not looked up at once.")
        }
        let addresses = texts.map { EmailAddress($0) }
        let found = try await reader.read { store in
            try addresses.map { address in try address.flatMap { try store.suppression(of: $0) } }
        }
        return .json { json in
            json.key("results")
            json.array(zip(addresses, found)) { json, pair in
                json.object { json in
                    guard pair.0 != nil else {
                        json.key("suppressed"); json.null()
                        json.key("error"); json.string("address")
                        return
                    }
                    Self.write(pair.1.flatMap { $0.operation == .add ? $0 : nil }, to: &json)
                }
            }
        }
    }

    private static func write(_ standing: Suppression?, to json: inout JSONWriter) {
        json.key("suppressed"); json.bool(standing != nil)
        json.key("reason"); json.string(standing?.reason.rawValue)
        json.key("state"); json.string(standing?.state.rawValue)
        json.key("scope"); json.string(standing?.scope)
        json.key("since"); json.time(standing?.since)
        json.key("expires"); json.time(standing?.expires)
        json.key("cursor"); json.number(standing?.cursor)
    }

    /// nil for a body that is no list of texts.
    private static func addresses(_ body: [UInt8], _ mediaType: String?) -> [String]? {
        guard let mediaType, mediaType.asciiLowercased.hasPrefix("application/json") else {
            guard let text = String(validating: body, as: UTF8.self) else { return nil }
            return text.split(whereSeparator: \.isNewline).map { String($0).trimmedASCII }.filter { !$0.isEmpty }
        }
        return JSONTextList.read(body, member: "addresses", max: addressesMax)
    }
}
