import Deliverability
import MailSyntax
import Tables

/// Whose mailbox it was: the host that answered says more than the recipient's domain, since domains are hosted anywhere.
package enum ProviderRecognition {
    /// - Parameter remoteHost: a host name as reported, perhaps with a type, an address or a port around it.
    package static func provider(remoteHost: String?, domain: DomainName?) -> Provider? {
        if let remoteHost, let hit = find(hostName(remoteHost), in: byHost) { return hit }
        if let domain { return find(domain.text, in: byDomain) }
        return nil
    }

    /// Whether the domain itself is one in which a provider gives addresses to the public.
    package static func isMailboxDomain(_ domain: DomainName) -> Bool { byDomain[domain.text] != nil }

    /// `dns; mx1.example.org (192.0.2.1)` → `mx1.example.org`.
    static func hostName(_ text: String) -> String {
        let bytes = Array(text.utf8.prefix(300))
        var range = bytes.trimmed(0..<bytes.count)
        if let semicolon = bytes[range].firstIndex(of: 59) { range = bytes.trimmed((semicolon + 1)..<range.upperBound) }
        var end = range.lowerBound
        while end < range.upperBound, bytes[end].isLetter || bytes[end].isDigit || bytes[end] == 45 || bytes[end] == 46 || bytes[end] == 95
        { end += 1 }
        var name = bytes.text(range.lowerBound..<end).asciiLowercased
        while name.hasSuffix(".") { name.removeLast() }
        return name
    }

    /// The longest known suffix at a label's start.
    private static func find(_ name: String, in table: [String: Provider]) -> Provider? {
        var rest = Substring(name)
        while !rest.isEmpty {
            if let hit = table[String(rest)] { return hit }
            guard let dot = rest.firstIndex(of: ".") else { return nil }
            rest = rest[rest.index(after: dot)...]
        }
        return nil
    }

    private static let byHost = index(\.hosts)
    private static let byDomain = index(\.domains)

    private static func index(_ names: KeyPath<ProviderTable, [String]>) -> [String: Provider] {
        var out: [String: Provider] = [:]
        for table in RuleTables.providers {
            for name in table[keyPath: names] where out[name] == nil { out[name] = table.provider }
        }
        return out
    }
}
