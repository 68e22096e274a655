import MailSyntax

extension BounceForm {
    /// AOL: screen names without their domain, where the recipient refuses the sender.
    static let aol = BounceForm(
        "aol",
        phrases: [
            "the following errors occurred when trying to deliver",
            "your mail to the following recipients could not be delivered because they are not accepting mail",
        ],
        grammar: screenNames)

    /// `screenname` on a line of its own, below a sentence that ends with a colon, is `screenname@` the domain of the daemon that
    /// writes: AOL gives its users no other.
    @Sendable private static func screenNames(_ text: FormText) -> [FailureBlocks.Found] {
        let from = text.envelope.first("from").flatMap { EmailAddress.list(text.envelope.unfolded($0), limit: 1).first }
        guard let domain = from?.domain, domain.labels.suffix(2) == ["aol", "com"] else { return [] }
        var out: [FailureBlocks.Found] = [], cursor = LineCursor(0..<text.bytes.count), reason: String?
        while let line = cursor.next(in: text.bytes), out.count < 100 {
            let content = text.bytes.trimmed(line)
            guard !content.isEmpty else { continue }
            if text.bytes[content.upperBound - 1] == 58 { reason = text.bytes.text(content) }
            let isName = content.count <= 32 && text.bytes[content].allSatisfy { $0.isLetter || $0.isDigit || $0 == 46 || $0 == 95 }
            guard isName, text.bytes[line.lowerBound].isBlank, let said = reason,
                let address = EmailAddress("\(text.bytes.text(content))@aol.com")
            else { continue }
            out.append(FailureBlocks.Found(address: address, strength: .listed, reason: said))
        }
        return out
    }
}
