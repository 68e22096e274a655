import MailSyntax
import Yams

/// One node of the settings file, which knows its place and what it is called.
struct SettingsNode {
    let file: String
    /// Name of the setting, dotted.
    let name: String
    let node: Node
    /// Where the key stands: an empty value has no better place.
    let keyLine: Int?
    /// False for a value that stands in no file.
    var hasLines = true

    func error(_ message: String) -> SettingsError {
        SettingsError(file: file, line: hasLines ? node.mark?.line ?? keyLine : nil, name.isEmpty ? message : "\(name): \(message)")
    }

    /// A text; numbers and words count as their text.
    func text() throws -> String {
        guard let scalar = node.scalar else { throw error("one value is expected, not a \(kind)") }
        let text = scalar.string.trimmedASCII
        guard !text.isEmpty, text.utf8.allSatisfy({ $0 >= 32 && $0 != 127 }) else { throw error("a value is expected") }
        return text
    }

    func integer(_ range: ClosedRange<Int>, unit: String = "") throws -> Int {
        let text = try text()
        guard let value = Int(text.filter { $0 != "_" }) else { throw error("`\(text)` is no whole number") }
        return try inRange(value, range, unit)
    }

    /// Bytes: a number, or one with KiB, MiB or GiB.
    func bytes(_ range: ClosedRange<Int>) throws -> Int {
        try scaled(range, unit: "bytes", [("gib", 1 << 30), ("mib", 1 << 20), ("kib", 1 << 10)])
    }

    /// Seconds: a number, or one with s, m, h or d.
    func seconds(_ range: ClosedRange<Int>) throws -> Int {
        try scaled(range, unit: "seconds", [("s", 1), ("m", 60), ("h", 3600), ("d", 86400)])
    }

    private func scaled(_ range: ClosedRange<Int>, unit: String, _ scales: [(suffix: String, factor: Int)]) throws -> Int {
        let text = try text().asciiLowercased
        for (suffix, factor) in scales where text.hasSuffix(suffix) {
            let digits = String(text.dropLast(suffix.count)).trimmedASCII
            guard let value = Int(digits) else { break }
            let (product, overflow) = value.multipliedReportingOverflow(by: factor)
            return try inRange(overflow ? .max : product, range, unit)
        }
        guard let value = Int(text.filter { $0 != "_" }) else { throw error("`\(text)` is no number of \(unit)") }
        return try inRange(value, range, unit)
    }

    private func inRange(_ value: Int, _ range: ClosedRange<Int>, _ unit: String) throws -> Int {
        guard range.contains(value) else {
            let of = unit.isEmpty ? "" : " \(unit)"
            throw error("\(value) is out of range: \(range.lowerBound) to \(range.upperBound)\(of)")
        }
        return value
    }

    /// The elements of a list; a single value is a list of one.
    func list() throws -> [SettingsNode] {
        if let sequence = node.sequence {
            return sequence.map { SettingsNode(file: file, name: name, node: $0, keyLine: keyLine, hasLines: hasLines) }
        }
        guard node.scalar != nil else { throw error("a list is expected") }
        if node.scalar?.string.isEmpty ?? true { return [] }
        return [self]
    }

    func texts() throws -> [String] { try list().map { try $0.text() } }

    /// The entries of a mapping, in the order of the file.
    func entries() throws -> [(key: String, value: SettingsNode)] {
        guard let mapping = node.mapping else {
            if let scalar = node.scalar, scalar.string.isEmpty { return [] }
            throw error("names with values are expected, not a \(kind)")
        }
        return try mapping.map { pair in
            guard let key = pair.key.scalar?.string else { throw error("a name is expected") }
            let full = name.isEmpty ? key : "\(name).\(key)"
            return (key, SettingsNode(file: file, name: full, node: pair.value, keyLine: pair.key.mark?.line, hasLines: hasLines))
        }
    }

    private var kind: String {
        switch node {
        case .scalar: "value"
        case .mapping: "mapping"
        case .sequence: "list"
        case .alias: "alias"
        }
    }
}
