import MailSyntax

/// What the DKIM signatures of a mail prove under keys that we hold (RFC 6376 §6.1). No DNS: signatures of others are passed over.
package enum DKIMVerification: Hashable, Sendable {
    /// No signature under one of the keys.
    case absent
    /// Why the first of them proves nothing.
    case refused(DKIMRefusal)
    /// The signing domain, and the fields that it vouches for together with the whole body.
    case proven(DomainName, [HeaderField])

    /// Signatures that are looked at. Ours is the first that the mail got, so those of forwarders stand above it.
    private static let signaturesMax = 8

    /// - Parameter body: in the source of the header.
    package static func of(_ header: Header, body: Range<Int>, keys: [DKIMKey]) -> DKIMVerification {
        var refusal: DKIMRefusal?, hashes: [Canonicalization: [UInt8]] = [:]
        for field in header.all("dkim-signature").suffix(signaturesMax) {
            guard let tags = try? TagList(header.source, field.value), let place = DKIMSignature.place(tags),
                let key = keys.first(where: { $0.domain == place.domain && $0.selector == place.selector })
            else { continue }
            do throws(DKIMRefusal) {
                let signature = try DKIMSignature(tags)
                guard signature.algorithm == key.publicKey.algorithm else { throw .algorithm }
                // First what is cheap and what most copies fail at: then nobody can buy the work of a key.
                let hash = hashes[signature.bodyForm] ?? signature.bodyForm.bodyHash(of: header.source, body)
                hashes[signature.bodyForm] = hash
                guard hash == signature.bodyHash else { throw .body }
                let fields = signed(by: signature, field, in: header)
                guard key.publicKey.verifies(signature.signature, of: signedBytes(fields, signature, field, header)) else {
                    throw .signature
                }
                return .proven(key.domain, fields)
            } catch {
                refusal = refusal ?? error
            }
        }
        return refusal.map { .refused($0) } ?? .absent
    }

    /// Each name takes the lowest field of that name that is not taken yet; one that is not there signs its absence (§5.4.2).
    private static func signed(by signature: DKIMSignature, _ own: HeaderField, in header: Header) -> [HeaderField] {
        var above: [[UInt8]: Int] = [:], out: [HeaderField] = []
        for name in signature.signedNames {
            let end = above[name] ?? header.fields.count
            let found = header.fields[..<end].lastIndex { field in
                field != own && field.name.count == name.count && header.source[field.name].elementsEqual(name) { $0.asciiLowercased == $1 }
            }
            above[name] = found ?? 0
            if let found { out.append(header.fields[found]) }
        }
        return out
    }

    /// The fields with their line ends, then the signature itself with an empty `b=` and without one (§3.7).
    private static func signedBytes(
        _ fields: [HeaderField], _ signature: DKIMSignature, _ own: HeaderField, _ header: Header
    ) -> [UInt8] {
        var out: [UInt8] = []
        for field in fields {
            let bytes = Array(header.source[field.name.lowerBound..<field.value.upperBound])
            out += signature.headerForm.field(bytes, name: field.name.count) + [13, 10]
        }
        let value = signature.signatureValue
        let bytes = header.source[own.name.lowerBound..<value.lowerBound] + header.source[value.upperBound..<own.value.upperBound]
        return out + signature.headerForm.field(Array(bytes), name: own.name.count)
    }
}
