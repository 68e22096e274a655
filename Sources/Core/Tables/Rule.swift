import Deliverability
import MailSyntax

/// One thing that receivers say, and what it means: the first rule that finds one of its phrases claims the reply.
///
/// Phrases are lower case, with single blanks; they are searched literally. The constraints narrow a phrase that is too
/// common to stand alone. The sample is a reply that this rule must claim, in the order of its tables: a test holds it.
package struct Rule: Hashable, Sendable {
    /// Unique in its table; together with the table's scope it is the `RuleID`.
    package let slug: String
    package let bounceClass: BounceClass
    package let cause: BounceCause
    /// Phrases as they are written; those of `list` come behind them.
    private let written: [String]
    private let list: String
    /// Only with this reply code.
    package let reply: Int?
    /// Only with this enhanced status code: `5.7.1`, `x.7.1` (4 or 5), `5.7.606-649`.
    package let status: String?
    /// The phrase is a token that no other receiver uses: it claims whoever the provider seems to be.
    package let isDistinctive: Bool
    package let remedy: String
    package let sample: String
    /// Where the phrase was seen, if not where the table says.
    package let source: String?

    /// - Parameter list: further phrases, separated by ` | `, `_` for a blank at an end; lines are joined by a blank.
    package init(
        _ slug: String, _ bounceClass: BounceClass, _ cause: BounceCause, _ phrases: String..., list: String = "", reply: Int? = nil,
        status: String? = nil, distinctive: Bool = false, remedy: String? = nil, sample: String, source: String? = nil
    ) {
        self.slug = slug
        self.bounceClass = bounceClass
        self.cause = cause
        written = phrases
        self.list = list
        self.reply = reply
        self.status = status
        self.isDistinctive = distinctive
        self.remedy = remedy ?? cause.usualRemedy
        self.sample = sample
        self.source = source
    }

    /// The same out of an operator's file, where everything has its own line.
    package init(
        slug: String, bounceClass: BounceClass, cause: BounceCause, phrases: [String], reply: Int?, status: String?, remedy: String?,
        sample: String, source: String?
    ) {
        self.slug = slug
        self.bounceClass = bounceClass
        self.cause = cause
        written = phrases
        list = ""
        self.reply = reply
        self.status = status
        isDistinctive = false
        self.remedy = remedy ?? cause.usualRemedy
        self.sample = sample
        self.source = source
    }

    /// Any of them claims the reply. None: the status alone does.
    package var phrases: [String] {
        var out: [String] = []
        forEachPhrase { out.append(String(decoding: $0, as: UTF8.self)) }
        return out
    }

    package var hasPhrases: Bool { !written.isEmpty || !list.isEmpty }

    /// The phrases as bytes: the index of all rules is built from thousands of them at the first bounce.
    package func forEachPhrase(_ body: ([UInt8]) -> Void) {
        for phrase in written { body(Array(phrase.utf8)) }
        guard !list.isEmpty else { return }
        var word: [UInt8] = []
        func end() {
            while word.last == 32 { word.removeLast() }
            for i in word.indices where word[i] == 95 { word[i] = 32 }
            if !word.isEmpty { body(word) }
            word.removeAll(keepingCapacity: true)
        }
        for byte in list.utf8 {
            switch byte {
            case 124: end()
            case 10, 32: if !word.isEmpty { word.append(32) }
            default: word.append(byte)
            }
        }
        end()
    }
}
