import Deliverability
import MailSyntax

/// Lines of a Postfix table for `check_recipient_access`: `key SP REJECT 5.7.1 suppressed (reason)`, sorted by key; read as
/// it is (`texthash:`) or by postmap(1).
///
/// Keys are in lower case: Postfix folds before it asks. It asks for a local part that needs quotes with them first and
/// without them then, and for a domain in the labels in which it was named: so an address gets a key for each spelling, as
/// far as a table can hold it. What it would misread is refused:
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
        bytes.append(contentsOf: " REJECT \(reason.refusal)\n".utf8)
    }

    /// The spellings under which Postfix may ask for the address, sorted; empty where a table can hold none.
    private static func keys(of address: EmailAddress) -> [[UInt8]] {
        AddressSpellings(address).keys(where: isHoldable).sorted { $0.lexicographicallyPrecedes($1) }
    }

    private static func isHoldable(_ local: [UInt8]) -> Bool {
        guard let first = local.first, first != 35, local.allSatisfy({ $0 >= 32 && $0 != 127 }) else { return false }
        if first == 34 { return local.count > 2 }
        // Outside of quotes a blank ends the key, a quote opens one and a backslash hides the next character.
        return !local.contains { $0 == 32 || $0 == 34 || $0 == 92 }
    }
}
