import MailSyntax

extension BounceForm {
    /// Zoho: one line for each recipient, `user@example.org Invalid Address, ERROR_CODE :550, ERROR_CODE :5.1.1 …`.
    static let zoho = BounceForm("zoho", phrases: ["invalid address, error_code :", " error, error_code :"], grammar: codes)

    /// What stands before the codes is the same whatever the server said: only its own words count.
    @Sendable private static func codes(_ text: FormText) -> [FailureBlocks.Found] {
        var out: [FailureBlocks.Found] = [], cursor = LineCursor(0..<text.bytes.count)
        while let line = cursor.next(in: text.bytes), out.count < text.limits.recipientsPerMessage.value {
            let words = text.bytes[line].split(whereSeparator: \.isMailWhitespace)
            guard let first = words.first, let address = EmailAddress(Array(first)),
                let start = text.bytes.findIgnoringCase(mark, in: line)
            else { continue }
            var codes: [String] = [], position = start + mark.utf8CodeUnitCount
            while let next = text.bytes.findIgnoringCase(mark, in: position..<line.upperBound) {
                codes.append(text.bytes.text(position..<next).filter { $0.isASCII && $0.isNumber })
                position = next + mark.utf8CodeUnitCount
            }
            codes.append(text.bytes.text(text.bytes.trimmed(position..<line.upperBound)))
            out.append(FailureBlocks.Found(address: address, strength: .listed, reason: codes.joined(separator: " ")))
        }
        return out
    }

    private static let mark: StaticString = "error_code :"
}
