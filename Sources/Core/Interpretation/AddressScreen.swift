import MailSyntax

/// Decides whether a value that stands where an address should is a contact (law 9: never an address from a placeholder).
struct AddressScreen {
    enum Finding: Hashable {
        case contact(EmailAddress)
        /// A redaction by word (`redacted@example.com`, `undisclosed recipients`), with its domain where it has one.
        case masked(DomainName?)
        /// A keyed token in the place of the local part (RFC 6590 §3): the same person bears it wherever the copy names them.
        case token
        /// Our own address, or one that only carries reports.
        case channel
        /// Neither an address nor a known redaction.
        case malformed
        case empty
    }

    private let ownDomains: [DomainName]
    /// Keys of addresses that carry or sent the mail: never the one who complained about it.
    private let participants: Set<String>

    init(context: OperatorContext, participants: [EmailAddress] = []) {
        ownDomains = context.ownDomains.compactMap { DomainName($0) }
        let ours = context.reportAddresses.union(context.unsubscribeAddresses).compactMap { EmailAddress($0)?.key }
        self.participants = Set(participants.map(\.key)).union(ours)
    }

    func finding(_ text: String) -> Finding {
        let value = text.trimmedASCII
        guard !value.isEmpty, value != "<>" else { return .empty }
        guard let address = EmailAddress(value) else { return Self.speaksOfRedaction(value) ? .masked(nil) : .malformed }
        return finding(address)
    }

    func finding(_ address: EmailAddress) -> Finding {
        let local = address.localPart.asciiLowercased
        if Self.isToken(local) { return .token }
        let labels = address.domain.labels
        if Self.isMask(local) || labels.contains("redacted") { return .masked(address.domain) }
        if labels.last == "invalid" { return .masked(nil) }  // RFC 2606 §2
        if !Self.isWellFormed(address) { return .malformed }
        if isOurs(address) || Self.isChannel(local, address.domain) { return .channel }
        return .contact(address)
    }

    /// For the recipient that a delivery status names. Servers tell what they could not deliver and redact nothing, so an odd
    /// address is one that we mailed, be it `abuse@` or a hex local part; ours and literal placeholders are still nobody.
    func finding(deliveryTo address: EmailAddress) -> Finding {
        let word = address.localPart.utf8.prefix(while: \.isLetter)
        if Self.deliveryMasks.contains(String(decoding: word, as: UTF8.self).asciiLowercased) { return .masked(address.domain) }
        return isOurs(address) ? .channel : .contact(address)
    }

    private func isOurs(_ address: EmailAddress) -> Bool {
        participants.contains(address.key) || ownDomains.contains(where: address.domain.isAtOrBelow)
    }

    /// Whether a word of the value says that something was taken out. Where that is said of a list, what stayed in clear is
    /// not the one who complained.
    static func speaksOfRedaction(_ value: String) -> Bool {
        let bytes = Array(value.utf8)
        return bytes.indices.contains { i in
            (i == 0 || bytes[i - 1].separatesWords) && masks.contains { bytes.startsIgnoringCase($0, at: i, limit: bytes.count) }
        }
    }

    private static let masks: [StaticString] = ["redacted", "undisclosed", "masked", "anonymized", "anonymised"]
    private static let deliveryMasks: Set<String> = ["redacted", "undisclosed"]

    /// 32 to 64 hex digits, and SHA-512's 128: MD5, SHA-1, SHA-256 and what Validity writes. Nobody's mailbox has such a name.
    private static func isToken(_ local: String) -> Bool {
        (32...128).contains(local.utf8.count) && local.utf8.allSatisfy { $0.hexValue != nil }
    }

    private static func isMask(_ local: String) -> Bool {
        speaksOfRedaction(local) || local == "hashed" || (local.utf8.count >= 3 && local.utf8.allSatisfy { $0 == 120 })
    }

    /// Not an address anybody can be mailed at, though its characters are allowed: an encoded word (RFC 2047 §5 forbids it
    /// there), a pattern, marks that turn the writing direction, a domain of one label.
    private static func isWellFormed(_ address: EmailAddress) -> Bool {
        let local = address.localPart
        guard !local.hasPrefix("=?"), !local.utf8.contains(42), address.domain.text.utf8.contains(46) else { return false }
        if local.utf8.allSatisfy({ $0 > 32 && $0 < 127 }) { return local.utf8.contains { $0.isLetter || $0.isDigit } }
        guard local.unicodeScalars.contains(where: { $0.properties.isAlphabetic || $0.properties.numericType != nil }) else { return false }
        return local.unicodeScalars.allSatisfy { $0.properties.generalCategory != .format && $0.properties.generalCategory != .control }
    }

    private static let channelDomains = ["senderscore.net", "returnpath.net", "abuse.aol.com", "emaildefenseservice.com"]
        .compactMap { DomainName($0) }
    private static let channelMailboxes: Set<String> = ["abuse", "abuse-ops", "fbl", "feedbackloop", "feedback-loop", "mailer-daemon"]

    /// Where loops collect complaints on their way: the topmost `for` of an original often names one.
    private static func isChannel(_ local: String, _ domain: DomainName) -> Bool {
        channelMailboxes.contains(local) || channelDomains.contains(where: domain.isAtOrBelow)
    }
}

extension UInt8 {
    /// Blanks, brackets, quotes and the marks between the addresses of a list.
    fileprivate var separatesWords: Bool {
        switch self {
        case ...32, 34, 39...41, 44, 58...60, 62, 91, 93, 123, 125, 127...: true
        default: false
        }
    }
}
