import MailSyntax

/// A constraint on the enhanced status code (RFC 3463 §2), written `5.7.1`, `x.7.1` for any class, `5.7.606-649` for a range of details.
package struct StatusRange: Hashable, Sendable {
    /// nil: 4 or 5.
    package let classDigit: Int?
    package let subject: Int
    package let details: ClosedRange<Int>

    /// nil for text of another form.
    package init?(_ text: String) {
        let words = text.split(separator: ".", omittingEmptySubsequences: false)
        guard words.count == 3, let subject = Int(words[1]) else { return nil }
        if words[0] == "x" {
            classDigit = nil
        } else {
            guard let digit = Int(words[0]), [2, 4, 5].contains(digit) else { return nil }
            classDigit = digit
        }
        let ends = words[2].split(separator: "-").map { Int($0) }
        guard ends.count <= 2, let first = ends.first, let low = first, let last = ends.last, let high = last, low <= high else {
            return nil
        }
        self.subject = subject
        details = low...high
    }

    package func contains(_ code: EnhancedStatusCode) -> Bool {
        (classDigit ?? code.classDigit) == code.classDigit && subject == code.subject && details.contains(code.detail)
    }
}
