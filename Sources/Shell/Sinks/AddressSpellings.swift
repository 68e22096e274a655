import MailSyntax

/// The spellings under which a mail server asks for an address, in lower case: with quotes, if the local part needs them or
/// came with them, and without; with A-labels, and with U-labels, if the domain has some.
struct AddressSpellings {
    /// The quoted one first.
    let localParts: [[UInt8]]
    /// With the `@` in front.
    let domains: [[UInt8]]

    init(_ address: EmailAddress) {
        domains = [address.domain.text, address.domain.uLabels].compactMap(\.self).map { [64] + Array($0.utf8) }
        let key = Array(address.key.utf8), local = Array(key[..<(key.lastIndex(of: 64) ?? key.endIndex)])
        guard address.localPart.utf8.first == 34, let folded = EmailAddress(key) else {
            localParts = [local]
            return
        }
        let content = folded.localContent
        localParts = [EmailAddress.quoted(content), content]
    }

    /// All of them whose local part the format can hold.
    func keys(where isHoldable: ([UInt8]) -> Bool) -> [[UInt8]] {
        localParts.filter(isHoldable).flatMap { local in domains.map { local + $0 } }
    }
}
