import MailSyntax
import SenderChecks

/// Header fields: each is read as everything that a field can be.
package enum HeaderTarget: FuzzTarget {
    package static func seeds(in mail: [UInt8]) -> [[UInt8]] {
        guard let header = try? Message.read(mail).header else { return [] }
        return [Array(header.source[..<header.end])]
    }

    package static func check(_ bytes: [UInt8]) throws {
        for limits in [Limits(), .narrow] {
            for place in [Header.Place.message, .part] {
                guard let header = try? Header.read(bytes, 0..<bytes.count, limits: limits, place: place) else { continue }
                try law("more fields than \(limits.headerFields.value)", header.fields.count <= limits.headerFields.value)
                for field in header.fields {
                    try law("a field outside of the header", field.name.upperBound <= field.value.lowerBound)
                    try law("a field outside of the bytes", field.value.upperBound <= bytes.count)
                    try check(header.unfolded(field), limits)
                    try checkCanonical(header, field)
                }
                let verdict = DKIMVerification.of(header, body: header.end..<bytes.count, keys: DKIMKey.unused)
                if case .proven = verdict { throw BrokenLaw(description: "proven without a signature") }
            }
        }
    }

    /// What is canonical stays as it is, and no form grows beyond its line ends.
    private static func checkCanonical(_ header: Header, _ field: HeaderField) throws {
        let bytes = Array(header.source[field.name.lowerBound..<field.value.upperBound])
        for form in Canonicalization.allCases {
            let once = form.field(bytes, name: field.name.count)
            try law("the \(form) form is not canonical", form.field(once, name: field.name.count) == once)
            try law("the \(form) form grew", once.count <= 2 * bytes.count)
        }
    }

    private static func check(_ value: [UInt8], _ limits: Limits) throws {
        let text = value.text(0..<value.count)
        let type = MediaType.read(value, limits: limits)
        try law("more parameters than \(limits.parameters.value)", type.parameters.count <= limits.parameters.value)
        try law("a parameter twice", Set(type.parameters.map(\.name)).count == type.parameters.count)
        _ = (type.type, type.subtype, EncodedWord.decode(value, limits: limits), TransferEncoding(text))
        _ = AuthenticationResults(value)?.methods
        if let moment = MailDate.read(value) {
            try law("\(moment.rfc3339) is another moment", MailDate.read(moment.rfc3339) == moment)
        }
        let reply = SMTPReply(text)
        _ = (reply.text, ReplyText(value), ReplyPattern(text).text, withoutAddresses(text))
    }
}
