import MailSyntax
import Testing
import Unpacking

@Suite struct XMLTokenizerTests {
    private let document = """
        <?xml version="1.0"?>
        <!-- ein Kommentar: ä -->
        <ns:Feedback xmlns:ns="urn:x" a="1"><record><count> 3 </count><comment>a &amp; b &#228; ä<![CDATA[ <c> ]]></comment></record>
        <unknown><deep>x</deep> y</unknown><RECORD/></ns:Feedback>
        """

    private let words = [
        "+feedback", "+record", "+count", "-count= 3 ", "+comment", "-comment=a & b ä ä <c> ", "-record", "+?", "+?", "-?=x", "-?",
        "+record",
        "-record=", "-feedback",
    ]

    @Test func `elements are known by local name in any case, leaves by their text`() {
        let tokens = XMLTokens(document)
        #expect(tokens.words == words)
        #expect(tokens.reason == nil)
    }

    @Test func `cut at any place, the tokens are the same`() {
        let bytes = Array(document.utf8)
        for cut in 0...bytes.count { #expect(XMLTokens(bytes, pieces: [cut]).words == words, "cut at \(cut)") }
        #expect(XMLTokens(bytes, pieces: Array(1..<bytes.count)).words == words, "byte by byte")
    }

    @Test func `a parser that is used again remembers nothing`() {
        let tokenizer = XMLTokenizer(vocabulary: XMLTokens.vocabulary, limits: Limits())
        for text in ["<feedback><record>", "<feedback", "<feedback><count>1</count></feedback>", "<!DOCTYPE x>"] {
            _ = XMLTokens(Array(text.utf8), with: tokenizer)
            let again = XMLTokens(Array(document.utf8), with: tokenizer)
            #expect(again.words == words && again.reason == nil, "after \(text)")
        }
    }

    @Test func `a parser that is used again still knows encodings, and survives a sender of a million names`() {
        let text = "<feedback><comment>Müller</comment></feedback>", words = ["+feedback", "+comment", "-comment=Müller", "-feedback"]
        let wide: [UInt8] = [0xFF, 0xFE] + text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
        let windows = Array("<?xml version=\"1.0\" encoding=\"windows-1252\"?>".utf8) + text.unicodeScalars.map { UInt8($0.value) }
        let space = UnpackingSpace(), limits = Limits()
        for round in 0..<40 {
            let long = String(repeating: "n", count: 200)
            let inner: [String] = (0..<2_000).map { "<\(long)\(round)-\($0)/>" }
            let names = Array("<feedback>\(inner.joined())</feedback>".utf8)
            let documents: [([UInt8], [String]?)] = [(names, nil), (wide, words), (windows, words), (Array(text.utf8), words)]
            for (bytes, expected) in documents {
                let tokenizer = space.takeTokenizer(vocabulary: XMLTokens.vocabulary, limits: limits)
                let tokens = XMLTokens(bytes, with: tokenizer)
                #expect(tokens.reason == nil, "round \(round): \(tokens.detail)")
                if let expected { #expect(tokens.words == expected, "round \(round)") }
                space.giveBack(tokenizer)
                if expected == nil {
                    #expect(space.takeTokenizer(vocabulary: XMLTokens.vocabulary, limits: limits) !== tokenizer, "its names go with it")
                }
            }
        }
    }

    @Test(
        arguments: [
            "<!DOCTYPE feedback [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><feedback>&b;</feedback>",
            "<?xml version=\"1.0\"?><!DOCTYPE feedback SYSTEM \"file:///etc/passwd\"><feedback/>", "<!DOCTYPE feedback><feedback/>",
        ])
    func `a document type declaration ends the reading before anything is told`(text: String) {
        let tokens = XMLTokens(text)
        #expect(tokens.reason == .xmlDoctype)
        #expect(tokens.words.isEmpty)
    }

    @Test(
        arguments: [
            ("<feedback>&nbsp;</feedback>", .xmlEntity), ("<feedback><record></feedback>", .xmlMalformed), ("<feedback>", .xmlTruncated),
            ("<feedback><record><count>1</cou", .xmlTruncated), ("", .xmlTruncated), ("<feedback>a & b</feedback>", .xmlMalformed),
            ("<feedback>\u{1}</feedback>", .xmlEncoding), ("words", .xmlMalformed), ("<feedback/><feedback/>", .xmlMalformed),
            ("<feedback a='1' a='2'/>", .xmlMalformed),
        ] as [(String, ReadError.Reason)])
    func `every fault of form has its reason`(text: String, reason: ReadError.Reason) {
        #expect(XMLTokens(text).reason == reason, "\(XMLTokens(text).detail)")
    }

    @Test func `the five entities and character references are text`() {
        #expect(XMLTokens("<count>&lt;&gt;&amp;&quot;&apos;&#x41;&#66;</count>").words == ["+count", "-count=<>&\"'AB"])
    }

    @Test func `bounds hold at their edge and name their setting`() {
        let limits = Limits().with {
            $0.xmlDepth.value = 3
            $0.xmlNameBytes.value = 20
            $0.xmlAttributes.value = 2
            $0.xmlTextBytes.value = 10
            $0.xmlCommentBytes.value = 10
        }
        let name = String(repeating: "n", count: 20)
        for text in ["<a><b><c/></b></a>", "<\(name)/>", "<a b='1' c='2'/>", "<count>1234567890</count>", "<a><!--1234567890--></a>"] {
            #expect(XMLTokens(text, limits: limits).reason == nil, "\(text)")
        }
        let broken: [(String, ReadError.Reason, String)] = [
            ("<a><b><c><d/></c></b></a>", .xmlTooDeep, "xml-depth"), ("<\(name)n/>", .xmlNameTooLong, "xml-name-bytes"),
            ("<a b='1' c='2' d='3'/>", .xmlTooManyAttributes, "xml-attributes"),
            ("<count>12345678901</count>", .xmlTextTooLong, "xml-text-bytes"),
            ("<a><!--12345678901--></a>", .xmlCommentTooLong, "xml-comment-bytes"),
        ]
        for (text, reason, setting) in broken {
            let tokens = XMLTokens(text, limits: limits)
            #expect(tokens.reason == reason && tokens.detail.contains("limits.\(setting)"), "\(text): \(tokens.detail)")
        }
    }

    @Test(arguments: ["<!--", "<!--ä", "<!--" + String(repeating: "a", count: 20_000), "&fault;<!--"])
    func `hyphens in a comment end the work at the first of them`(start: String) {
        let comment = Array(("<feedback>" + start).utf8)
        let hyphens = String(repeating: "-- ", count: 40_000)
        let tokenizer = XMLTokenizer(vocabulary: XMLTokens.vocabulary, limits: Limits())
        let tokens = XMLTokens(comment + Array((hyphens + "--></feedback>").utf8), with: tokenizer)
        let fault: ReadError.Reason = start.hasPrefix("&") ? .xmlEntity : .xmlMalformed
        #expect(tokens.reason == fault && tokens.words == ["+feedback"], "\(tokens.detail)")
        #expect(tokens.taken <= comment.count + 8 << 10)
        let next = XMLTokens(Array("<feedback><record/></feedback>".utf8), with: tokenizer)
        #expect(next.reason == nil && next.words == ["+feedback", "+record", "-record=", "-feedback"])
    }

    @Test(arguments: ["<!--", "<feedback a=\"", "<feedback><", "<feedback><![CDATA[", "<?target ", "<feedback "])
    func `a token that never ends is not collected`(start: String) {
        let tokens = XMLTokens(Array(start.utf8) + [UInt8](repeating: 120, count: 4 << 20))
        #expect(tokens.reason != nil)
        #expect(tokens.words.count <= 2)
    }

    @Test func `a million blanks between elements cost nothing`() {
        let blanks = String(repeating: " \n", count: 500_000)
        let words = XMLTokens("<feedback><count>1</count>\(blanks)<count>2</count>\(blanks)</feedback>").words
        #expect(words == ["+feedback", "+count", "-count=1", "+count", "-count=2", "-feedback"])
    }

    @Test func `other encodings are read by their mark or declaration`() {
        let text = "<feedback><comment>Müller</comment></feedback>"
        let words = ["+feedback", "+comment", "-comment=Müller", "-feedback"]
        let little = text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
        let big = text.utf16.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
        let windows = Array("<?xml version=\"1.0\" encoding=\"windows-1252\"?>".utf8) + text.unicodeScalars.map { UInt8($0.value) }
        for bytes in [[0xFF, 0xFE] + little, [0xFE, 0xFF] + big, windows] { #expect(XMLTokens(bytes).words == words) }
    }
}
