import MailSyntax
import Testing
import Unpacking

@Suite struct XMLRepairTests {
    private struct Mended: Equatable {
        var text = "", words: Set<String> = []

        init(_ bytes: [UInt8], by size: Int, isComplete: Bool) {
            var repair = XMLRepair(), out: [UInt8] = [], i = 0
            while i < bytes.count {
                let end = min(bytes.count, i + size)
                out += Array(bytes[i..<end]).withUnsafeBufferPointer { repair.mend($0) }
                i = end
            }
            out += repair.finish(isComplete: isComplete)
            text = String(decoding: out, as: UTF8.self)
            words = repair.mended
        }
    }

    private func mend(_ bytes: [UInt8], isComplete: Bool = true) -> Mended {
        let whole = Mended(bytes, by: max(1, bytes.count), isComplete: isComplete)
        for size in [1, 2, 7, 4096] { #expect(Mended(bytes, by: size, isComplete: isComplete) == whole, "in chunks of \(size)") }
        return whole
    }

    @Test(
        arguments: [
            ("<a>B & C</a>", "<a>B &amp; C</a>", "raw & in text"), ("<a>B&nbsp;C</a>", "<a>B&amp;nbsp;C</a>", "raw & in text"),
            ("<a>x</a>&", "<a>x</a>&amp;", "raw & in text"), ("<a>1 < 2</a>", "<a>1 &lt; 2</a>", "raw < in text"),
            ("<a><abuse@example.net></a>", "<a>&lt;abuse@example.net></a>", "raw < in text"),
            ("<a><3</a>", "<a>&lt;3</a>", "raw < in text"),
            ("<a>\u{1}b</a>", "<a> b</a>", "control characters"),
            ("<a><xs:schema xmlns:xs=\"x\">b</a>", "<a>b</a>", "a stray schema tag"),
            ("<a></xs:schema></a>", "<a></a>", "a stray schema tag"),
            ("<feedback></feedback", "<feedback></feedback>", "the last > was missing"),
            ("<x:feedback></x:feedback\n", "<x:feedback></x:feedback\n>", "the last > was missing"),
        ])
    func `each mend says what it mended`(text: String, mended: String, word: String) {
        let result = mend(Array(text.utf8))
        #expect(result.text == mended)
        #expect(result.words == [word])
    }

    @Test func `stray bytes are read as windows-1252`() {
        let result = mend(Array("<a>caf".utf8) + [0xE9, 0x20, 0x91] + Array("ü</a>".utf8))
        #expect(result.text == "<a>café ‘ü</a>")
        #expect(result.words == ["invalid UTF-8"])
    }

    @Test func `a sound document passes unchanged`() {
        let text = "<?xml version=\"1.0\"?><!-- c --><a b='1'>x &amp; y &#228; &#xE4; ä 漢 🌳<c/><d-e.f_g:h>1</d-e.f_g:h></a>\r\n"
        let result = mend(Array(text.utf8))
        #expect(result.text == text && result.words.isEmpty)
    }

    @Test(
        arguments: [
            "<feedback><record><row><count>5</count", "<feedback><record><row><count>5</count>", "<feedback><record></record><reco",
            "<feedback><record></record", "<feedback><record></record></feedb", "<feedback><record></record>", "<feedback",
        ])
    func `a document that was cut is never closed`(text: String) {
        let result = mend(Array(text.utf8))
        #expect(result.text == text && result.words.isEmpty)
    }

    @Test func `without proof that nothing is missing the last bracket is not added`() {
        #expect(mend(Array("<feedback></feedback".utf8), isComplete: false).text == "<feedback></feedback")
        #expect(mend(Array("<feedback></feedback\r\n".utf8), isComplete: false).text == "<feedback></feedback\r\n>")
    }

    @Test func `long text and long tags survive the look-ahead`() {
        let long = String(repeating: "x", count: 10_000)
        let text = "<a b=\"\(long)\">\(long) & \(long)ä</a>"
        #expect(mend(Array(text.utf8)).text == text.replacing(" & ", with: " &amp; "))
    }
}
