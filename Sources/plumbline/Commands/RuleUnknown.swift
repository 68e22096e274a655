import ArgumentParser
import Deliverability
import MailSyntax
import Rendering
import Storage

struct RuleUnknown: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unknown", abstract: "Replies that no rule knows, most frequent first, each with a draft of a rule.",
        discussion: """
              plumbline rule unknown --store s.db > drafts.yaml
              plumbline rule unknown --store s.db --guessed --limit 50 --format json

            Addresses, hosts, numbers and ids are masked. The text is a file that `plumbline rule check` reads: set class and cause, shorten
            the phrase to what always stands there, and name the file under `rules.files`.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    @OptionGroup var store: StoreOption
    @Option(name: .long, help: "Most patterns to show.") var limit = 20
    @Flag(name: .long, help: "Also those that a reply code or a single word decided.") var guessed = false
    @Option(name: .long, help: "text (a file of rules) or json.") var format: Format = .text

    func validate() throws {
        if limit < 1 { throw ValidationError("--limit is at least 1") }
    }

    func run() throws {
        try store.reading { store in
            let replies = try store.unmatchedReplies(limit: limit, includingGuessed: guessed)
            switch format {
            case .json: try Output.writeJSON { json in json.array(replies) { Self.write($1, to: &$0) } }
            case .text:
                try Output.write(replies.isEmpty ? "# Every reply was known.\n" : "source: replies to our mail\nrules:\n")
                var seen: Set<String> = []
                for reply in replies { try Output.write(RuleDraft(reply, known: &seen).yaml) }
            }
        }
    }

    private static func write(_ reply: UnmatchedReply, to json: inout JSONWriter) {
        var none: Set<String> = []
        let draft = RuleDraft(reply, known: &none)
        json.object { json in
            json.key("pattern"); json.string(reply.pattern)
            json.key("provider"); json.string(reply.provider?.slug)
            json.key("rule"); json.string(reply.rule.text)
            json.key("count"); json.number(reply.count)
            json.key("first_seen"); json.time(reply.firstSeen)
            json.key("last_seen"); json.time(reply.lastSeen)
            json.key("draft")
            json.object { json in
                json.key("id"); json.string(draft.id)
                json.key("class"); json.string(draft.bounceClass.rawValue)
                json.key("cause"); json.string(draft.cause.rawValue)
                json.key("phrases"); json.array([draft.phrase]) { $0.string($1) }
                json.key("provider"); json.string(reply.provider?.slug)
                json.key("sample"); json.string(draft.sample)
            }
        }
    }
}

/// A rule to begin with, out of a reply that none claimed.
private struct RuleDraft {
    let id: String
    let bounceClass: BounceClass
    let cause: BounceCause
    let phrase: String
    let sample: String
    private let reply: UnmatchedReply

    /// - Parameter known: ids that are taken.
    init(_ reply: UnmatchedReply, known: inout Set<String>) {
        let pattern = ReplyPattern(reply.pattern)
        self.reply = reply
        phrase = pattern.longestPhrase
        sample = pattern.example
        let isTransient = SMTPReply(reply.pattern).code?.isTransient ?? false
        (bounceClass, cause) = isTransient ? (.soft, .temporary) : (.other, .undetermined)
        let words = phrase.utf8.split { !($0.isLetter || $0.isDigit) }.prefix(4).map { String(decoding: $0, as: UTF8.self) }
        let base = words.isEmpty ? "reply" : words.joined(separator: "-")
        var name = base, number = 2
        while !known.insert(name).inserted {
            name = "\(base)-\(number)"
            number += 1
        }
        id = name
    }

    var yaml: String {
        var lines = [
            "  # \(reply.count) \(reply.count == 1 ? "time" : "times"), last \(reply.lastSeen.rfc3339), decided by \(reply.rule)",
            "  - id: \(id)", "    class: \(bounceClass.rawValue)", "    cause: \(cause.rawValue)", "    phrases: [\(Self.quoted(phrase))]",
        ]
        if let provider = reply.provider { lines.append("    provider: \(Self.quoted(provider.slug))") }
        lines.append("    sample: \(Self.quoted(sample))")
        return lines.map { $0 + "\n" }.joined()
    }

    private static func quoted(_ text: String) -> String {
        var out = "\""
        for character in text.unicodeScalars where Escape.terminal(String(character)) == String(character) {
            if character == "\"" || character == "\\" { out += "\\" }
            out.unicodeScalars.append(character)
        }
        return out + "\""
    }
}
