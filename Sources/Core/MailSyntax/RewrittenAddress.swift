/// Undoes what forwarders and senders write around an address of the envelope: `SRS0=` and `SRS1=` (Sender Rewriting Scheme),
/// `+SRS=` of Exchange Online, `prvs=` and `btv1==` (Bounce Address Tag Validation).
///
/// The hashes in them are the forwarder's: they are passed over, not checked.
package enum RewrittenAddress {
    /// The address inside, the outermost scheme undone first; the same address where there is none.
    package static func unwrapped(_ address: EmailAddress) -> EmailAddress {
        var address = address
        for _ in 0..<8 {
            guard let inner = once(address) else { return address }
            address = inner
        }
        return address
    }

    /// Whether a forwarder rewrote it. BATV does not count: senders write that themselves.
    package static func isForwarded(_ address: EmailAddress) -> Bool {
        let local = address.localPart.asciiLowercased
        return hasSRS(local) || local.contains("+srs=") || once(address).map { hasSRS($0.localPart.asciiLowercased) } ?? false
    }

    private static func hasSRS(_ local: String) -> Bool {
        ["srs0", "srs1"].contains { local.hasPrefix($0) } && separators.contains(local.utf8.dropFirst(4).first ?? 0)
    }

    private static let separators: Set<UInt8> = [61, 43, 45]  // = + -

    private static func once(_ address: EmailAddress) -> EmailAddress? {
        // All of them part their fields with `=`.
        guard address.localPart.utf8.contains(61) else { return nil }
        let local = address.localPart, lower = local.asciiLowercased
        if hasSRS(lower) {
            let body = local.dropFirst(5)
            // `SRS1=HHH=first-forwarder==HHH=TT=domain=local`: what stands behind the double mark is the first one's.
            if lower.hasPrefix("srs1"), let mark = doubleMark(body) { return rebuilt(body[mark...]) }
            return rebuilt(body)
        }
        let bytes = Array(local.utf8)
        if let plus = bytes.findIgnoringCase("+srs=", in: 0..<bytes.count) { return rebuilt(bytes.text((plus + 5)..<bytes.count)[...]) }
        if lower.hasPrefix("prvs=") {
            let fields = local.dropFirst(5).split(separator: "=", maxSplits: 1)
            if fields.count == 2, isTag(fields[0]) { return EmailAddress("\(fields[1])@\(address.domain.text)") }
            let slashed = local.dropFirst(5).split(separator: "/", maxSplits: 1)
            if slashed.count == 2, isTag(slashed[1]) { return EmailAddress("\(slashed[0])@\(address.domain.text)") }
        }
        if lower.hasPrefix("btv1==") {
            let fields = local.dropFirst(6).split(separator: "=", omittingEmptySubsequences: true)
            if fields.count >= 2 { return EmailAddress("\(fields.dropFirst().joined(separator: "="))@\(address.domain.text)") }
        }
        return nil
    }

    /// `KDDDSSSSSS`: key, day, six hex digits and more.
    private static func isTag(_ text: Substring) -> Bool { text.utf8.count >= 8 && text.utf8.allSatisfy { $0.hexValue != nil } }

    private static func doubleMark(_ body: Substring) -> Substring.Index? {
        guard let hash = body.firstIndex(where: { $0 == "=" }) else { return nil }
        let rest = body[body.index(after: hash)...]
        var previous: Character?
        for index in rest.indices {
            if previous == "=", "=+-".contains(rest[index]) { return rest.index(after: index) }
            previous = rest[index]
        }
        return nil
    }

    /// `HHH=TT=domain=local` → `local@domain`.
    private static func rebuilt(_ body: Substring) -> EmailAddress? {
        let fields = body.split(separator: "=", maxSplits: 3, omittingEmptySubsequences: false)
        guard fields.count == 4, fields[2].contains("."), !fields[3].isEmpty else { return nil }
        return EmailAddress("\(fields[3])@\(fields[2])")
    }
}
