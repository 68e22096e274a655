import Deliverability
import HTTPTypes
import MailSyntax
import Rendering
import Storage

/// The link of `List-Unsubscribe` (RFC 8058), as others give it to the web front.
package struct UnsubscribeLinks: Sendable {
    /// What a genuine token says.
    package struct Wish: Sendable {
        /// What the page shows of the address; nil where only the store knows it.
        let shown: EmailAddress?
        /// Whose wish it is: out of the token, or by what the store has kept of the mailing. nil where that is forgotten.
        package let address: @Sendable (any Store) throws -> EmailAddress?
        /// Which mail it ends.
        package let scope: SuppressionScope
        package let campaign: String?

        package init(address: EmailAddress, scope: SuppressionScope = .all, campaign: String? = nil) {
            shown = address
            self.address = { _ in address }
            self.scope = scope
            self.campaign = campaign
        }

        package init(
            scope: SuppressionScope = .all, campaign: String? = nil, address: @escaping @Sendable (any Store) throws -> EmailAddress?
        ) {
            shown = nil
            self.address = address
            self.scope = scope
            self.campaign = campaign
        }
    }

    /// nil for a token that is not ours, or of another purpose.
    package let read: @Sendable (_ token: String) -> Wish?
    /// Durable when it returns; once more changes nothing. False where nobody knows whose wish it is.
    package let commit: @Sendable (Wish) async throws -> Bool

    package init(read: @escaping @Sendable (String) -> Wish?, commit: @escaping @Sendable (Wish) async throws -> Bool) {
        self.read = read
        self.commit = commit
    }
}

/// `/u/TOKEN`: `POST` with `List-Unsubscribe=One-Click` acts, `GET` shows a button that posts and changes nothing: mail
/// scanners follow every link. The token is the authority, so neither a bearer token nor an `Origin` is asked for; mail
/// clients send the one without cookies, and from wherever they are (RFC 8058 §3.1).
struct UnsubscribeRoute: Sendable {
    let links: UnsubscribeLinks?

    /// The one field, also as a form of several parts.
    static let bodyBytesMax = 4096
    private static let field = "List-Unsubscribe", value = "One-Click"

    func show(_ token: String) -> WebResponse {
        guard let wish = links?.read(token) else { return Self.unknown }
        let whom = wish.shown.map { " to <b>\(Escape.html(Self.masked($0)))</b>" } ?? ""
        return Self.page(
            .ok, "Unsubscribe",
            """
            <p>No more mail of this sender\(whom)?</p>
            <form method="post"><input type="hidden" name="\(Self.field)" value="\(Self.value)"><button type="submit">Unsubscribe</button></form>
            """)
    }

    func act(_ token: String, body: [UInt8], mediaType: String?) async throws -> WebResponse {
        guard let links, let wish = links.read(token) else { return Self.unknown }
        guard Self.isOneClick(body, mediaType) else {
            return .refusal(.badRequest, "unsubscribe.body", "The body must be List-Unsubscribe=One-Click (RFC 8058).")
        }
        guard try await links.commit(wish) else { return Self.unknown }
        return Self.page(.ok, "Unsubscribed", "<p>You get no more mail of this sender.</p>")
    }

    /// Enough to know one's own address again; a link that was passed on does not hand it out.
    private static func masked(_ address: EmailAddress) -> String {
        "\(address.localPart.prefix(1))…@\(address.domain.text)"
    }

    private static let unknown = page(
        .notFound, "This link is not valid", "<p>It may have been cut off. Take it whole from the mail, or write to the sender.</p>")

    /// No script, nothing of the request; the form may only lead back here.
    private static func page(_ status: HTTPResponse.Status, _ title: StaticString, _ body: String) -> WebResponse {
        let text = """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>\(title)</title><meta name="robots" content="noindex">
            <meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/style.css"></head><body>
            <h1>\(title)</h1>
            \(body)
            </body></html>

            """
        return WebResponse(status, "text/html; charset=utf-8", Array(text.utf8)).with(
            .contentSecurityPolicy, "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'")
    }

    /// Both encodings of RFC 8058 §3.1; a client that names none means the plain one.
    private static func isOneClick(_ body: [UInt8], _ mediaType: String?) -> Bool {
        let type = (mediaType ?? "").asciiLowercased
        guard type.hasPrefix("multipart/form-data") else {
            return String(decoding: body, as: UTF8.self).trimmedASCII.split(separator: "&").contains { pair in
                let sides = pair.split(separator: "=", maxSplits: 1).map { WebRequest.decoded($0) ?? "" }
                return sides.count == 2 && isField(sides[0], sides[1])
            }
        }
        guard let mediaType, mediaType.utf8.allSatisfy({ $0 >= 32 }),
            let form = try? Message.read(Array("Content-Type: \(mediaType)\r\n\r\n".utf8) + body)
        else { return false }
        return form.root.parts.contains { part in
            guard let text = try? part.text(Limits()) else { return false }
            return isField(part.disposition?["name"] ?? "", text)
        }
    }

    private static func isField(_ name: String, _ text: String) -> Bool {
        name.asciiLowercased == field.asciiLowercased && text.trimmedASCII.asciiLowercased == value.asciiLowercased
    }
}
