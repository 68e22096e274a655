import MailSyntax

/// What stands before the root of a document: mark, blanks, declaration. Read by hand because it is what reporters
/// break most, and the parser forgives nothing there.
struct XMLPrologue {
    /// Bytes to pass over.
    let length: Int
    /// A declared encoding that is not UTF-8; nil for UTF-8, for none and for a declaration that cannot be true.
    let foreignEncoding: String?
    /// Whether the namespace of RFC 9990 §3.1 stands near the top.
    let mentionsRFC9990: Bool

    private static let namespace = Array("urn:ietf:params:xml:ns:dmarc-2.0".utf8)

    static func read(_ chunk: UnsafeBufferPointer<UInt8>) -> XMLPrologue {
        let head = Array(chunk.prefix(2048))
        let mentions = head.find(namespace, in: 0..<head.count) != nil
        if head.starts(with: [0xFF, 0xFE], at: 0, limit: head.count) || head.starts(with: [0xFE, 0xFF], at: 0, limit: head.count)
            || head.first == 0
        {
            return XMLPrologue(length: 0, foreignEncoding: nil, mentionsRFC9990: mentions)
        }
        var i = head.starts(with: [0xEF, 0xBB, 0xBF], at: 0, limit: head.count) ? 3 : 0
        while i < head.count, head[i].isMailWhitespace { i += 1 }
        guard head.startsIgnoringCase("<?xml", at: i, limit: head.count), i + 5 < head.count, !head[i + 5].isLetter, head[i + 5] != 45
        else {
            // UTF-16LE without a mark is left to the parser: `<` and a zero byte.
            return XMLPrologue(length: i + 1 < head.count && head[i + 1] == 0 ? 0 : i, foreignEncoding: nil, mentionsRFC9990: mentions)
        }
        let close = head.find(62, in: i..<head.count), next = head.find(60, in: (i + 1)..<head.count)
        if next < close {
            // The declaration is not closed: the root's tag follows, and its `>` must not be taken for the declaration's.
            return XMLPrologue(length: next, foreignEncoding: encoding(head, i..<next), mentionsRFC9990: mentions)
        }
        guard close < head.count else { return XMLPrologue(length: i, foreignEncoding: nil, mentionsRFC9990: mentions) }
        return XMLPrologue(length: close + 1, foreignEncoding: encoding(head, i..<close), mentionsRFC9990: mentions)
    }

    /// Names that are UTF-8, and UTF-16 over what visibly is ASCII, need no word.
    private static func encoding(_ head: [UInt8], _ range: Range<Int>) -> String? {
        guard var at = head.findIgnoringCase("encoding", in: range) else { return nil }
        at += 8
        while at < range.upperBound, head[at].isMailWhitespace || [61, 34, 39].contains(head[at]) { at += 1 }
        let start = at
        while at < range.upperBound, head[at].isLetter || head[at].isDigit || head[at] == 45 || head[at] == 95 { at += 1 }
        let name = head.text(start..<at).asciiLowercased
        switch name {
        case "", "utf-8", "utf8", "us-ascii", "ascii", "utf-16", "utf-16le", "utf-16be", "ucs-2", "utf-7", "utf-32": return nil
        default: return name
        }
    }
}
