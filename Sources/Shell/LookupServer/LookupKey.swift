import MailSyntax

/// The addresses that a key of Postfix may mean, exactly: never read with the leniency that report mails need.
///
/// Postfix spells one address in several ways: in lower case or as it came, with the root's dot, with quotes or without
/// them (`a b@example.net` for `"a b"@example.net`), in U-labels or A-labels. Keys that are no address, such as `*`,
/// `@example.net`, `example.net`, `user@` or nothing, mean nobody: were `*` answered in `transport_maps`, all mail would be
/// rerouted.
package enum LookupKey {
    package static func addresses(_ key: [UInt8]) -> [EmailAddress] {
        guard let at = key.lastIndex(of: 64), at > 0, at + 1 < key.count else { return [] }
        let local = Array(key[..<at]), domain = Array(key[(at + 1)...])
        var found: [EmailAddress] = []
        func add(_ address: EmailAddress?) {
            if let address, !found.contains(address) { found.append(address) }
        }
        if local.first == 34, local.last == 34 { add(EmailAddress(key)) }
        add(EmailAddress(localContent: local, domain: domain))
        // A source route may be one, or quoted content that looks like it (RFC 5321 §4.1.1.3): both are asked.
        if local.first == 64, let colon = local.lastIndex(of: 58) {
            add(EmailAddress(localContent: Array(local[(colon + 1)...]), domain: domain))
        }
        return found
    }
}
