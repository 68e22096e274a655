import MailSyntax

/// A key of ours with the name under which it signs: `selector._domainkey.domain`.
package struct DKIMKey: Hashable, Sendable {
    package let domain: DomainName
    package let selector: DomainName
    package let publicKey: DKIMPublicKey

    package init(domain: DomainName, selector: DomainName, publicKey: DKIMPublicKey) {
        self.domain = domain
        self.selector = selector
        self.publicKey = publicKey
    }
}

/// A public key as people keep it: PEM, the text of the DNS record, or the line of a zone file.
package enum DKIMKeyText {
    package enum Fault: Error, Hashable, Sendable, CustomStringConvertible {
        case privateKey
        case noKey
        case revoked
        case type(String)
        case key(DKIMPublicKey.Fault)

        package var description: String {
            switch self {
            case .privateKey:
                "this is a private key, which belongs to the machine that signs; the public one is wanted (`openssl pkey -in FILE -pubout`)"
            case .noKey: "neither a public key in PEM nor a key record (`v=DKIM1; k=rsa; p=…`)"
            case .revoked: "the key is revoked: `p=` is empty"
            case .type(let type): "`k=\(type)` is none of rsa and ed25519"
            case .key(let fault): fault.description
            }
        }
    }

    package static func read(_ text: String) throws(Fault) -> DKIMPublicKey {
        let bytes = Array(text.utf8), all = 0..<bytes.count
        guard bytes.findIgnoringCase("private key", in: all) == nil else { throw .privateKey }
        if let begin = bytes.find(Array("-----BEGIN".utf8), in: all) { return try key(pemContent(bytes, from: begin)) }
        return try record(bytes)
    }

    /// What stands between the first two lines of dashes.
    private static func pemContent(_ bytes: [UInt8], from begin: Int) -> [UInt8] {
        let start = bytes.find(10, in: begin..<bytes.count)
        return Base64.decode(bytes, start..<(bytes.find(Array("-----END".utf8), in: start..<bytes.count) ?? start))
    }

    /// RFC 6376 §3.6.1. In a zone file the record stands in quoted pieces, with comments beside it.
    private static func record(_ bytes: [UInt8]) throws(Fault) -> DKIMPublicKey {
        let pieces = bytes.split(separator: 34, omittingEmptySubsequences: false)
        let text = pieces.count < 3 ? bytes : stride(from: 1, to: pieces.count, by: 2).flatMap { Array(pieces[$0]) }
        guard let tags = try? TagList(text, 0..<text.count), let value = tags.base64("p"), tags.text("v") ?? "DKIM1" == "DKIM1" else {
            throw .noKey
        }
        guard !value.isEmpty else { throw .revoked }
        switch tags.text("k")?.asciiLowercased ?? "rsa" {
        case "rsa": return try key(value)
        case "ed25519": do { return try DKIMPublicKey(ed25519: value) } catch { throw .key(error) }
        case let other: throw .type(other.bounded(toBytes: 40))
        }
    }

    private static func key(_ encoded: [UInt8]) throws(Fault) -> DKIMPublicKey {
        do { return try DKIMPublicKey(encoded: encoded) } catch { throw .key(error) }
    }
}
