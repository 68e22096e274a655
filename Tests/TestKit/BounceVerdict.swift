import Deliverability
import Interpretation
import MailSyntax

/// What a notice comes to: each recipient with action and class, whatever it was told by.
package struct BounceVerdict: Hashable, Sendable, CustomStringConvertible {
    /// `user@example.org failed hard`, sorted; other events by their cause.
    package let lines: [String]
    /// Keys of the recipients that are named, and what was said of them, in small letters without blanks.
    package let grounds: [String]

    package var description: String { lines.isEmpty ? "nothing" : lines.joined(separator: ", ") }

    private static let reader = MessageReader(context: OperatorContext(), limits: Limits())

    package init(of bytes: [UInt8]) {
        var lines: [String] = [], grounds: [String] = []
        for event in Self.reader.read(bytes).events.others {
            switch event {
            case .bounce(let bounce):
                lines.append("\(bounce.recipient?.key ?? "nobody") \(bounce.action.rawValue) \(bounce.classification.bounceClass.rawValue)")
                if let key = bounce.recipient?.key { grounds.append(Self.dense(Array(key.utf8))) }
                grounds.append(Self.dense(Array(bounce.diagnostic.utf8)))
            default: lines.append(event.kind)
            }
        }
        self.lines = Set(lines).sorted()
        self.grounds = grounds
    }

    package static func == (a: BounceVerdict, b: BounceVerdict) -> Bool { a.lines == b.lines }
    package func hash(into hasher: inout Hasher) { hasher.combine(lines) }

    /// Whether something that was said in the first mail is not said in the second any more.
    func isMissing(_ before: [UInt8], _ after: [UInt8]) -> Bool {
        let old = Self.dense(before), new = Self.dense(after)
        return grounds.contains { !$0.isEmpty && old.contains($0) && !new.contains($0) }
    }

    private static func dense(_ bytes: [UInt8]) -> String {
        String(decoding: bytes.filter { $0 > 32 }, as: UTF8.self).lowercased()
    }
}

/// A notice that names somebody, with its verdict as it stands.
package struct JudgedNotice: Sendable {
    package let name: String
    package let bytes: [UInt8]
    package let verdict: BounceVerdict

    /// nil for mail that names nobody.
    package init?(name: String, bytes: [UInt8]) {
        verdict = BounceVerdict(of: bytes)
        guard verdict.lines.contains(where: { !$0.hasPrefix("nobody") && $0.contains(" ") }) else { return nil }
        self.name = name
        self.bytes = bytes
    }
}

/// How many of some notices keep their verdict under a mutation.
package struct Invariance: Sendable {
    package private(set) var applied = 0
    package private(set) var same = 0
    /// Mails that lost the only place that names a recipient or tells its reply: nobody can answer the same there.
    package private(set) var meaningLost = 0
    package private(set) var differences: [String] = []

    package var share: Double { applied == 0 ? 1 : Double(same) / Double(applied) }

    package init(_ mutation: BounceMutation, over mails: [JudgedNotice]) {
        for mail in mails {
            guard let mutated = mutation.apply(mail.bytes) else { continue }
            let after = BounceVerdict(of: mutated)
            if mail.verdict == after {
                (applied, same) = (applied + 1, same + 1)
            } else if mutated.count < mail.bytes.count, mail.verdict.isMissing(mail.bytes, mutated) {
                meaningLost += 1
            } else {
                applied += 1
                differences.append("\(mail.name): \(mail.verdict) became \(after)")
            }
        }
    }

    package var summary: String {
        "\(same) of \(applied) (\(Int(share * 1000) / 10).\(Int(share * 1000) % 10) %), \(meaningLost) more lost what they said"
    }
}
