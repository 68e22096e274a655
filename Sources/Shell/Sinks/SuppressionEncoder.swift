import Deliverability
import MailSyntax
import Rendering

/// Turns suppressions into the bytes of one format, one after the other. A value: it holds what has not been taken yet.
///
/// Entries of a feed come in cursor order, entries of a standing list in the order of their addresses.
package struct SuppressionEncoder {
    /// Entries that the format cannot say, and the first of them.
    package private(set) var refused = 0
    package private(set) var firstRefused: [Suppression] = []
    static let firstRefusedMax = 20
    private let format: SuppressionFormat
    private var pending: [UInt8] = []
    private var json = JSONWriter()
    private var csv: CSVWriter
    private var postfix = PostfixTable()
    private var exim = EximTable()

    package init(_ format: SuppressionFormat) {
        self.format = format
        csv = CSVWriter(columns: Self.columns)
        if format != .csv { _ = csv.take() }
    }

    package static let columns = [
        "cursor", "op", "address", "hash", "reason", "state", "scope", "since", "expires", "evidence_digest", "evidence_rule",
    ]

    package var pendingBytes: Int {
        switch format {
        case .ndjson: json.bytes.count
        case .csv: csv.text.utf8.count
        case .postfix: postfix.bytes.count
        case .exim: exim.bytes.count
        case .plain: pending.count
        }
    }

    /// - Returns: whether the entry is in the output; if not, it is counted in `refused` where the format could not say it.
    @discardableResult
    package mutating func add(_ suppression: Suppression) -> Bool {
        switch format {
        case .ndjson:
            json.write(suppression)
            json.newline()
            return true
        case .csv:
            csv.row(suppression)
            return true
        case .postfix, .exim, .plain:
            // Who asks with an address alone would stop all mail where one list was meant.
            guard suppression.operation == .add, suppression.scope == SuppressionScope.all.description else { return false }
            guard let address = suppression.address, addStanding(address, suppression.reason) else {
                refused += 1
                if firstRefused.count < Self.firstRefusedMax { firstRefused.append(suppression) }
                return false
            }
            return true
        }
    }

    private mutating func addStanding(_ address: String, _ reason: SuppressionReason) -> Bool {
        switch format {
        case .postfix: postfix.add(address, reason)
        case .exim: exim.add(address, reason)
        case .plain: addLine(address)
        case .ndjson, .csv: false
        }
    }

    /// Ends the output: what waited for its place in the order is written.
    package mutating func finish() { postfix.finish() }

    package mutating func take() -> [UInt8] {
        switch format {
        case .ndjson: return json.take()
        case .csv: return Array(csv.take().utf8)
        case .postfix: return postfix.take()
        case .exim: return exim.take()
        case .plain:
            defer { pending.removeAll(keepingCapacity: true) }
            return pending
        }
    }

    private mutating func addLine(_ address: String) -> Bool {
        // A line end inside an address would make two addresses out of one.
        guard !address.isEmpty, address.utf8.allSatisfy({ $0 >= 32 && $0 != 127 }) else { return false }
        pending.append(contentsOf: address.utf8)
        pending.append(10)
        return true
    }
}

extension JSONWriter {
    /// One entry of the feed, as the output schema spells it; without a line end.
    package mutating func write(_ suppression: Suppression) {
        object { json in
            json.key("cursor"); json.number(suppression.cursor)
            json.key("op"); json.string(suppression.operation.rawValue)
            json.key("address"); json.string(suppression.address)
            json.key("hash"); json.string(suppression.hash)
            json.key("reason"); json.string(suppression.reason.rawValue)
            json.key("state"); json.string(suppression.state.rawValue)
            json.key("scope"); json.string(suppression.scope)
            json.key("since"); json.time(suppression.since)
            json.key("expires"); json.time(suppression.expires)
            json.key("evidence")
            json.object { json in
                json.key("digest"); json.string(suppression.digest)
                json.key("rule"); json.string(suppression.rule)
            }
        }
    }
}

extension CSVWriter {
    fileprivate mutating func row(_ suppression: Suppression) {
        row([
            .number(suppression.cursor), .text(suppression.operation.rawValue), .text(suppression.address), .text(suppression.hash),
            .text(suppression.reason.rawValue), .text(suppression.state.rawValue), .text(suppression.scope),
            .text(suppression.since.rfc3339), .text(suppression.expires?.rfc3339), .text(suppression.digest), .text(suppression.rule),
        ])
    }
}
