import Deliverability
import MailSyntax

/// Lines of a Postfix table for `check_recipient_access`: `key SP REJECT 5.7.1 suppressed (reason)`, sorted by key.
///
/// Keys are in lower case: Postfix folds before it asks. It asks for a local part that needs quotes with them first and
/// without them then, so such an address gets both keys, as far as a table can hold them. What it would misread is refused:
/// a blank at the line's start continues the line before, `#` starts a comment, an unquoted blank ends the key, and a key
/// without local part or domain would match far more than one address (access(5), postmap(1)).
struct PostfixTable {
    private(set) var bytes: [UInt8] = []
    /// Keys whose place in the order has not come: the unquoted spelling sorts behind its quoted one.
    private var waiting: [(key: [UInt8], reason: SuppressionReason)] = []
    private var lastKey: [UInt8] = []

    /// - Parameter address: in ascending order of addresses.
    /// - Returns: false where no key of it can stand in a table.
    mutating func add(_ address: String, _ reason: SuppressionReason) -> Bool {
        guard let parsed = EmailAddress(address) else { return false }
        let keys = Self.keys(of: parsed)
        guard let first = keys.first else { return false }
        release(upTo: first)
        for key in keys {
            let place = waiting.firstIndex { key.lexicographicallyPrecedes($0.key) } ?? waiting.endIndex
            waiting.insert((key, reason), at: place)
        }
        release(upTo: first)
        return true
    }

    mutating func finish() {
        for line in waiting { append(line.key, line.reason) }
        waiting = []
    }

    mutating func take() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }

    private mutating func release(upTo key: [UInt8]) {
        let due = waiting.prefix { !key.lexicographicallyPrecedes($0.key) }
        for line in due { append(line.key, line.reason) }
        waiting.removeFirst(due.count)
    }

    private mutating func append(_ key: [UInt8], _ reason: SuppressionReason) {
        guard key != lastKey else { return }  // `postmap` warns of keys that occur twice
        lastKey = key
        bytes.append(contentsOf: key)
        bytes.append(contentsOf: " REJECT 5.7.1 suppressed (".utf8)
        bytes.append(contentsOf: reason.rawValue.utf8)
        bytes.append(contentsOf: ")\n".utf8)
    }

    /// The spellings under which Postfix may ask for the address, sorted; empty where a table can hold none.
    static func keys(of address: EmailAddress) -> [[UInt8]] {
        let local = Array(address.localPart.asciiLowercased.utf8)
        let domain = [64] + Array(address.domain.text.utf8)
        var spellings = [local]
        if let content = unquoted(local) { spellings = [quoted(content), content] }
        return spellings.filter(isHoldable).map { $0 + domain }.sorted { $0.lexicographicallyPrecedes($1) }
    }

    /// The content of a quoted local part with its escapes undone (RFC 5321 §4.1.2), or nil where it has no quotes.
    private static func unquoted(_ local: [UInt8]) -> [UInt8]? {
        guard local.count > 2, local.first == 34, local.last == 34 else { return nil }
        var content: [UInt8] = []
        var escaped = false
        for byte in local.dropFirst().dropLast() {
            if byte == 92, !escaped { escaped = true; continue }
            content.append(byte)
            escaped = false
        }
        return content
    }

    /// With the quotes and only the escapes that Postfix itself writes.
    private static func quoted(_ content: [UInt8]) -> [UInt8] {
        var out: [UInt8] = [34]
        for byte in content {
            if byte == 34 || byte == 92 { out.append(92) }
            out.append(byte)
        }
        return out + [34]
    }

    private static func isHoldable(_ local: [UInt8]) -> Bool {
        guard let first = local.first, first != 35, local.allSatisfy({ $0 >= 32 && $0 != 127 }) else { return false }
        if first == 34 { return local.count > 2 }
        // Outside of quotes a blank ends the key, a quote opens one and a backslash hides the next character.
        return !local.contains { $0 == 32 || $0 == 34 || $0 == 92 }
    }
}
