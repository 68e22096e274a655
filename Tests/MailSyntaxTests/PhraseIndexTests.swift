import MailSyntax
import Testing

@Suite struct PhraseIndexTests {
    private func found(_ text: String, _ phrases: [String]) -> Set<Int> {
        var out: Set<Int> = []
        PhraseIndex(phrases.enumerated().map { ($1, $0) }).search(Array(text.utf8)) { out.insert($0) }
        return out
    }

    @Test func `finds every phrase wherever it stands`() {
        let phrases = ["user unknown", "over quota", "known", "own"]
        #expect(found("user unknown", phrases) == [0, 2])
        #expect(found("mailbox over quota", phrases) == [1])
        #expect(found("", phrases).isEmpty)
        #expect(found("own", phrases).isEmpty)
    }

    @Test func `agrees with a plain search on every cut of a text`() {
        let phrases = ["abab", "baba", "abba", "bbbb", "aabbaa"]
        var text = "", seed: UInt32 = 7
        for _ in 0..<400 {
            seed = seed &* 1_664_525 &+ 1_013_904_223
            text += seed >> 31 == 0 ? "a" : "b"
        }
        for end in stride(from: 0, through: 400, by: 7) {
            let cut = String(text.prefix(end))
            let bytes = Array(cut.utf8)
            let plain = Set(phrases.indices.filter { bytes.find(Array(phrases[$0].utf8), in: 0..<bytes.count) != nil })
            #expect(found(cut, phrases) == plain)
        }
    }
}
