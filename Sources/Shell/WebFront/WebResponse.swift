import Deliverability
import HTTPTypes
import Hummingbird
import NIOCore
import Rendering
import Storage

/// An answer before it gets its header fields: status, media type and body.
struct WebResponse: Sendable {
    typealias Stream = @Sendable (inout any ResponseBodyWriter) async throws -> Void

    let status: HTTPResponse.Status
    let mediaType: String
    let body: [UInt8]
    /// Writes the body in its own time; then `body` is empty.
    var stream: Stream?
    var extra: HTTPFields = [:]

    init(_ status: HTTPResponse.Status, _ mediaType: String, _ body: [UInt8]) {
        self.status = status
        self.mediaType = mediaType
        self.body = body
    }

    init(_ mediaType: String, stream: @escaping Stream) {
        self.init(.ok, mediaType, [])
        self.stream = stream
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

    /// The connection ends with this answer.
    var last: WebResponse { with(.connection, "close") }

    /// With an entity tag made of the body; without the body where the client has it already (RFC 9110 §13.1.2). The tag is
    /// weak, as it is the same whether packed or not.
    func tagged(_ ifNoneMatch: String?) -> WebResponse {
        guard status == .ok, stream == nil else { return self }
        let tag = "W/\"\(hexadecimal(Array(SHA256Digest.of(body).bytes.prefix(12))))\""
        let known = (ifNoneMatch ?? "").split(separator: ",").map { Self.opaque($0) }
        guard known.contains(Self.opaque(tag[...])) else { return with(.eTag, tag) }
        var same = WebResponse(.notModified, mediaType, [])
        same.extra = extra
        return same.with(.eTag, tag)
    }

    private static func opaque(_ tag: Substring) -> Substring {
        let bare = tag.drop { $0 == " " }
        return (bare.hasPrefix("W/") ? bare.dropFirst(2) : bare).prefix { $0 != " " }
    }

    /// Packed where the client takes it and it is worth the while.
    func packed(_ acceptEncoding: String?) -> WebResponse {
        guard stream == nil, body.count >= Gzip.worthwhileBytes else { return self }
        let open = with(.vary, "Accept-Encoding")
        guard Gzip.isAccepted(acceptEncoding), let small = Gzip.pack(body) else { return open }
        var copy = WebResponse(status, mediaType, small)
        copy.extra = open.extra
        return copy.with(.contentEncoding, "gzip")
    }

    /// With the header fields that every answer carries: nothing may run, frame, sniff, refer to or keep what we say.
    func sealed(isHead: Bool = false) -> Response {
        var fields: HTTPFields = [
            .contentType: mediaType,
            .contentSecurityPolicy:
                "default-src 'none'; style-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'",
            .xContentTypeOptions: "nosniff",
            .cacheControl: "no-store",
        ]
        for (name, value) in Self.policies { fields[name] = value }
        for field in extra { fields[field.name] = field.value }
        if let stream { return Response(status: status, headers: fields, body: ResponseBody(stream)) }
        if isHead || status == .notModified {
            return Response(status: status, headers: fields, body: ResponseBody())
        }
        return Response(status: status, headers: fields, body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }

    private static let policies: [(HTTPField.Name, String)] = [
        ("Referrer-Policy", "no-referrer"), ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"), ("X-Frame-Options", "DENY"),
    ].compactMap { name, value in HTTPField.Name(name).map { ($0, value) } }
}
