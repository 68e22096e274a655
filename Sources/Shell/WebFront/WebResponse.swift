import HTTPTypes
import Hummingbird
import NIOCore
import Rendering

/// An answer before it gets its header fields: status, media type and body.
struct WebResponse: Sendable {
    let status: HTTPResponse.Status
    let mediaType: String
    let body: [UInt8]
    var extra: HTTPFields = [:]

    init(_ status: HTTPResponse.Status, _ mediaType: String, _ body: [UInt8]) {
        self.status = status
        self.mediaType = mediaType
        self.body = body
    }

    static func json(_ status: HTTPResponse.Status = .ok, _ body: (inout JSONWriter) -> Void) -> WebResponse {
        var json = JSONWriter()
        json.object(body)
        json.newline()
        return WebResponse(status, "application/json", json.take())
    }

    static func text(_ text: String, _ status: HTTPResponse.Status = .ok) -> WebResponse {
        WebResponse(status, "text/plain; charset=utf-8", Array(text.utf8))
    }

    /// A refusal: a stable word and a sentence of ours. Never a word of the request: it would be shown to somebody.
    static func refusal(_ status: HTTPResponse.Status, _ slug: StaticString, _ sentence: StaticString) -> WebResponse {
        json(status) { json in
            json.key("error"); json.string("\(slug)")
            json.key("detail"); json.string("\(sentence)")
        }
    }

    func with(_ name: HTTPField.Name, _ value: String) -> WebResponse {
        var copy = self
        copy.extra[name] = value
        return copy
    }

    /// With the header fields that every answer carries: nothing may run, frame, sniff, refer to or keep what we say.
    func sealed() -> Response {
        var fields: HTTPFields = [
            .contentType: mediaType,
            .contentSecurityPolicy:
                "default-src 'none'; style-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'",
            .xContentTypeOptions: "nosniff",
            .cacheControl: "no-store",
        ]
        for (name, value) in Self.policies { fields[name] = value }
        for field in extra { fields[field.name] = field.value }
        return Response(status: status, headers: fields, body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }

    private static let policies: [(HTTPField.Name, String)] = [
        ("Referrer-Policy", "no-referrer"), ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"), ("X-Frame-Options", "DENY"),
    ].compactMap { name, value in HTTPField.Name(name).map { ($0, value) } }
}
