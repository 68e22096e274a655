import MailSyntax
import Unpacking

/// One attempt at one document: what the parser is given of the content, and what is made of it.
final class AggregatePass: XMLSource {
    private let content: PayloadReader
    private var document: AggregateDocument
    private var repair: XMLRepair?
    private let prologue: XMLPrologue
    /// What the bytes are, where they are no XML.
    let otherKind: ContentKind?

    /// Bytes of the content that come next, and those that were made here and come before them.
    private var chunk: Slice<UnsafeBufferPointer<UInt8>>
    private var own: ArraySlice<UInt8> = []
    private var contentHasEnded = false
    private var isComplete = false
    private var contentFault: ReadError?
    private var trailing = false

    /// The first bytes say what this is. Byte order mark, blanks and the declaration are taken off: reporters put blanks
    /// before it, break it, or declare what is not true.
    init(_ content: PayloadReader, _ document: consuming AggregateDocument, mending: Bool) throws(ReadError) {
        self.content = content
        self.document = document
        repair = mending ? XMLRepair() : nil
        let first = try content.next()
        guard !first.isEmpty else { throw ReadError(.xmlTruncated, "there are no bytes") }
        let kind = ContentKind.of(first)
        otherKind = kind == .xml ? nil : kind
        prologue = XMLPrologue.read(first)
        chunk = first[prologue.length...]
        if !mending, let encoding = prologue.foreignEncoding { own = Array("<?xml version=\"1.0\" encoding=\"\(encoding)\"?>".utf8)[...] }
        if mending { mend() }
    }

    var rootIsSchema: Bool { document.rootIsSchema }

    var warnings: [String] {
        var out = document.warnings
        if let repair, !repair.mended.isEmpty { out.append("mended: " + repair.mended.sorted().joined(separator: ", ")) }
        if trailing { out.append("bytes after the end of the report were ignored") }
        return out
    }

    /// - Parameter isComplete: whether a checksum vouches for the content's end.
    func read(_ tokenizer: XMLTokenizer, isComplete: Bool) throws(ReadError) -> AggregateReport {
        self.isComplete = isComplete
        var fault: ReadError?
        do throws(ReadError) { try tokenizer.read(self) } catch { fault = error }
        if let contentFault { throw contentFault }
        if let fault, !document.rootClosed {
            guard Self.isOfForm(fault) else { throw fault }
        } else if fault != nil {
            trailing = true
        }
        // A fault of form waits until the content has ended: where the container is damaged, garbage is what comes out of
        // it, and then the container's own reason is the true one.
        while !contentHasEnded { try next() }
        if let fault, !document.rootClosed { throw fault }
        guard document.rootClosed else { throw ReadError(.xmlTruncated, "the document ends before it is closed") }
        return try document.finished(namespaceIsRFC9990: prologue.mentionsRFC9990)
    }

    private static func isOfForm(_ error: ReadError) -> Bool {
        [.xmlMalformed, .xmlEncoding, .xmlEntity, .xmlTruncated].contains(error.reason)
    }

    func take(_ tokenizer: XMLTokenizer) throws(ReadError) { try document.take(tokenizer) }

    func fill(_ room: UnsafeMutableBufferPointer<UInt8>) throws(ReadError) -> Int {
        while own.isEmpty, chunk.isEmpty {
            guard !contentHasEnded else { return 0 }
            do throws(ReadError) { try next() } catch { contentFault = error; throw error }
            if contentHasEnded {
                own = repair?.finish(isComplete: isComplete)[...] ?? []
            } else if repair != nil {
                mend()
            }
        }
        if own.isEmpty {
            let count = min(room.count, chunk.count)
            _ = room.update(fromContentsOf: chunk.prefix(count))
            chunk = chunk.dropFirst(count)
            return count
        }
        let count = min(room.count, own.count)
        _ = room.update(fromContentsOf: own.prefix(count))
        own = own.dropFirst(count)
        return count
    }

    private func next() throws(ReadError) {
        let bytes = try content.next()
        contentHasEnded = bytes.isEmpty
        chunk = bytes[...]
    }

    private func mend() {
        own = repair?.mend(UnsafeBufferPointer(rebasing: chunk))[...] ?? []
        chunk = chunk.suffix(0)
    }
}
