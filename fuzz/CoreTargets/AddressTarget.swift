import MailSyntax

/// Addresses and domains: what was read can be written and read again, and has one key however it is spelled.
package enum AddressTarget: FuzzTarget {
    package static func seeds(in mail: [UInt8]) -> [[UInt8]] {
        guard let header = try? Message.read(mail).header else { return [] }
        return (["from", "to", "return-path", "message-id"] as [StaticString]).compactMap { header.first($0).map(header.unfolded) }
    }

    package static var seeds: [[UInt8]] {
        [
            #""a b\"c"@example.net"#, "rfc822;user@example.org", "<@relay.example,@b.example:user@example.org>",
            "mailto:a@example.org?subject=x",
            "Group: a@example.org, \"B, C\" <b@example.org>;", "j\u{F6}rg@b\u{FC}cher.example", "a@xn--bcher-kva.example",
            "SRS0=HHH=TT=example.org=user@forward.example", "SRS1=HHH=first.example==HHH=TT=example.org=user@forward.example",
            "prvs=0123456789=user@example.org", "list+user=example.org+srs=ab@example.net", "user(a (nested) comment)@example.org",
        ].map { Array($0.utf8) }
    }

    package static func check(_ bytes: [UInt8]) throws {
        let list = EmailAddress.list(bytes, limit: 5)
        try law("more addresses than asked for", list.count <= 5)
        for address in list { try check(address) }
        if let address = EmailAddress(bytes) {
            try check(address)
            _ = RewrittenAddress.isForwarded(address)
            try check(RewrittenAddress.unwrapped(address))
        }
        if let domain = DomainName(bytes.text(0..<bytes.count)) { try check(domain) }
    }

    private static func check(_ address: EmailAddress) throws {
        let text = address.description
        try law("`\(text)` has a control character", text.utf8.allSatisfy { $0 >= 32 && $0 != 127 })
        try law("`\(text)` is another address when it is read again", EmailAddress(text) == address)
        try law("the key of `\(text)` has another key", EmailAddress(address.key)?.key == address.key)
        try check(address.domain)
    }

    private static func check(_ domain: DomainName) throws {
        try law("`\(domain)` is another domain when it is read again", DomainName(domain.text) == domain)
        if let written = domain.uLabels { try law("`\(written)` is another domain than `\(domain)`", DomainName(written) == domain) }
    }
}
