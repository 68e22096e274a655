import MailSyntax

/// Why a DKIM signature proves nothing, or a key is none.
package enum DKIMRefusal: String, Error, CaseIterable, Hashable, Sendable {
    /// No tag list, a tag twice, one missing, or a value that cannot stand there.
    case malformed
    /// rsa-sha1 (RFC 8301), one that nobody knows, or another than that of the key.
    case algorithm
    /// `l=`: what stands behind that length is anybody's, so that the copy is not the mail that we signed.
    case partialBody = "partial-body"
    /// Signed is another body: cut, changed, or not there.
    case body
    /// The signature does not fit the header and the key.
    case signature
}

/// One DKIM-Signature field (RFC 6376 §3.5), as far as a verifier with keys at hand needs it.
///
/// `q=` says where to look for the key, which we have. `t=` and `x=` are moments of which the complaint comes after: a
/// signature that has expired was good when the mail went out.
struct DKIMSignature {
    let algorithm: DKIMAlgorithm
    let headerForm: Canonicalization
    let bodyForm: Canonicalization
    let bodyHash: [UInt8]
    let signature: [UInt8]
    /// Names of fields in lower case, in the order in which they are signed.
    let signedNames: [[UInt8]]
    /// The value of `b=` in the source: it is empty while it is signed.
    let signatureValue: Range<Int>

    /// A header has at most 1000 fields, an honest one some twenty; each name is a walk through them.
    static let namesMax = 256

    init(_ tags: TagList) throws(DKIMRefusal) {
        guard tags.text("v") == "1", let name = tags.text("a"), let names = tags.names("h"), let raw = tags.raw("b"),
            let signature = tags.base64("b"), let bodyHash = tags.base64("bh"), let place = Self.place(tags)
        else { throw .malformed }
        guard let algorithm = DKIMAlgorithm(rawValue: name.asciiLowercased) else { throw .algorithm }
        guard tags.raw("l") == nil else { throw .partialBody }
        // Without From it is no signature (§5.4).
        guard !signature.isEmpty, bodyHash.count == 32, names.count <= Self.namesMax, !names.contains([]),
            names.contains(Array("from".utf8)), Self.agentIsWithin(place, tags)
        else { throw .malformed }
        let forms = (tags.text("c") ?? "simple").split(separator: "/", omittingEmptySubsequences: false).map {
            Canonicalization(rawValue: String($0).asciiLowercased)
        }
        guard forms.count <= 2, let header = forms.first ?? nil, let body = forms.count == 2 ? forms[1] : .simple else {
            throw .malformed
        }
        self.algorithm = algorithm
        self.signature = signature
        self.bodyHash = bodyHash
        headerForm = header
        bodyForm = body
        signedNames = names
        signatureValue = raw
    }

    /// Under which name its key is found: `d=` and `s=`.
    static func place(_ tags: TagList) -> (domain: DomainName, selector: DomainName)? {
        guard let domain = tags.text("d").flatMap({ DomainName($0) }), let selector = tags.text("s").flatMap({ DomainName($0) }) else {
            return nil
        }
        return (domain, selector)
    }

    /// The domain of `i=` is that of `d=` or below it.
    private static func agentIsWithin(_ place: (domain: DomainName, selector: DomainName), _ tags: TagList) -> Bool {
        guard let agent = tags.text("i") else { return true }
        guard let at = agent.lastIndex(of: "@"), let domain = DomainName(String(agent[agent.index(after: at)...])) else { return false }
        return domain.isAtOrBelow(place.domain)
    }
}
