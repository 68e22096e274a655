import Deliverability
import MailSyntax

/// What has the shape of a token in a text, one after the other; nothing is proven. Linear in the text.
struct TokenCandidates {
    struct Candidate {
        let body: TokenBody
        /// `-user=domain` behind the signs of a readable one.
        let recipient: Range<Int>?
    }

    private let text: [UInt8]
    private let end: Int
    private var position = 0

    init(_ text: [UInt8], end: Int) {
        self.text = text
        self.end = end
    }

    mutating func next() -> Candidate? {
        while position < end {
            guard position == 0 || !Self.isWordSign(text[position - 1]), Base32.isSign(text[position]) else {
                position += 1
                continue
            }
            let start = position
            while position < end, Base32.isSign(text[position]) { position += 1 }
            guard position - start >= TokenBody.signsMin, position == end || !Self.isWordSign(text[position]) else { continue }
            let recipient = recipient(behind: position)
            guard let body = TokenBody(text[start..<position], address: { recipient?.address }) else { continue }
            if case .handle = body.token.recipient { return Candidate(body: body, recipient: nil) }
            return Candidate(body: body, recipient: recipient?.range)
        }
        return nil
    }

    /// Also with `+` or `=` before it.
    private func recipient(behind position: Int) -> (address: EmailAddress, range: Range<Int>)? {
        guard position < end, text[position] == 45 || text[position] == 43 || text[position] == 61 else { return nil }
        var after = position + 1
        while after < end, VariableRecipient.isSign(text[after]) { after += 1 }
        return VariableRecipient.decode(text[(position + 1)..<after]).map { ($0, position..<after) }
    }

    private static func isWordSign(_ byte: UInt8) -> Bool { byte.isLetter || byte.isDigit }
}

/// A Message-ID or another identifier without the recipient of a readable token in it: what is stored names nobody (law 8).
package func withoutTokenRecipient(_ text: String) -> String {
    guard text.utf8.contains(61) else { return text }
    let bytes = Array(text.utf8)
    var candidates = TokenCandidates(bytes, end: bytes.count), out: [UInt8] = [], copied = 0
    while let candidate = candidates.next() {
        guard let range = candidate.recipient else { continue }
        out += bytes[copied..<range.lowerBound]
        copied = range.upperBound
    }
    return copied == 0 ? text : String(decoding: out + bytes[copied...], as: UTF8.self)
}
