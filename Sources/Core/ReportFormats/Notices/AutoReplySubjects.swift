import MailSyntax

/// How automatic replies begin their subject in one language: out-of-office notes and acknowledgements of receipt.
///
/// Seen in Exchange, Microsoft 365, Gmail, Zimbra, Notes, vacation(1), Sieve and help desks; looked at 2026-11. Phrases are
/// written as `ReplyText` folds them. A new phrase comes with a sample that it claims.
struct AutoReplySubjects: Sendable {
    /// BCP 47; the second half of the sign's name.
    let language: String
    /// What a subject begins with, whatever follows.
    let prefixes: [[UInt8]]
    /// Words that people use in other subjects, too: they claim alone, or before a mark or a number (`Urlaub 3.–14. August`).
    let words: [[UInt8]]
    /// Subjects as they are sent.
    let samples: [String]

    init(_ language: String, _ prefixes: [String], words: [String] = [], samples: [String]) {
        self.language = language
        self.prefixes = prefixes.map { Array(NoticeText.folded($0).utf8) }
        self.words = words.map { Array(NoticeText.folded($0).utf8) }
        self.samples = samples
    }

    /// The language whose phrase opens the subject; nil for a subject that people write.
    static func language(of subject: ReplyText) -> String? {
        var text = subject.bytes[...].drop { $0 == 32 }
        // `Re: [EXTERNAL] Automatic reply: …`: marks of others stand before it.
        for _ in 0..<4 {
            if let hit = all.first(where: { $0.claims(text) }) { return hit.language }
            guard let rest = withoutMark(text) else { return nil }
            text = rest
        }
        return nil
    }

    private func claims(_ text: ArraySlice<UInt8>) -> Bool {
        prefixes.contains { text.starts(with: $0) }
            || words.contains { word in
                guard text.starts(with: word) else { return false }
                let next = text.dropFirst(word.count).first { $0 != 32 } ?? 58
                return next < 0x80 && !next.isLetter
            }
    }

    /// Behind one mark of a reply, a forward or a list; nil where there is none.
    private static func withoutMark(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        if text.first == 91, let end = text.prefix(40).firstIndex(of: 93) { return text[(end + 1)...].drop { $0 == 32 } }
        for mark in marks where text.starts(with: mark) {
            return text.dropFirst(mark.count).drop { $0 == 32 }
        }
        return nil
    }

    private static let marks = [
        "re:", "re :", "aw:", "antw:", "sv:", "odp:", "rif:", "r:", "rv:", "vs:", "ynt:", "res:", "ref:", "fw:", "fwd:", "wg:", "tr:",
        "enc:",
        "re[2]:", "ответ:", "回复:", "答复:", "回覆:", "re：", "回复：", "答复：",
    ].map { Array(NoticeText.folded($0).utf8) }
}
