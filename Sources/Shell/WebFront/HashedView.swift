import Deliverability
import MailSyntax
import Rendering
import Tokens

/// The feed for somebody outside: a keyed hash in the place of each address, under a key that only the holder of the token
/// can make. Whoever has the addresses can match them; whoever has the feed alone learns none, and two partners cannot join theirs.
///
/// Key: HMAC-SHA-256 of `plumbline.feed.hashed/1` under the bytes of the token. Hash: HMAC-SHA-256 of the address under that
/// key, in lower-case hexadecimal; the address is in lower case, its domain in A-labels.
package struct HashedView: Sendable {
    private let key: [UInt8]

    package init(token: String) { key = Self.key(token: Array(token.trimmedASCII.utf8)) }

    init(key: [UInt8]) { self.key = key }

    static func key(token: [UInt8]) -> [UInt8] { HMACSHA256.of(Array("plumbline.feed.hashed/1".utf8), key: token) }

    /// nil for an address that was erased.
    package func hash(_ address: String?) -> String? {
        address.map { hexadecimal(HMACSHA256.of(Array($0.utf8), key: key)) }
    }

    /// An entry without its address and without what is known only here.
    func write(_ entry: Suppression, to json: inout JSONWriter) {
        json.object { json in
            json.key("cursor"); json.number(entry.cursor)
            json.key("op"); json.string(entry.operation.rawValue)
            json.key("address"); json.null()
            json.key("hash"); json.string(hash(entry.address))
            json.key("reason"); json.string(entry.reason.rawValue)
            json.key("state"); json.string(entry.state.rawValue)
            json.key("scope"); json.string(entry.scope)
            json.key("since"); json.time(entry.since)
            json.key("expires"); json.time(entry.expires)
            json.key("evidence"); json.null()
        }
    }
}
