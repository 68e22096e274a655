import MailSyntax
import Unpacking

/// XML: tokens within the bounds, the same however the document is cut into pieces, and mending that does not depend on
/// the pieces either.
package enum XMLTarget: FuzzTarget {
    package static func seeds(in mail: [UInt8]) -> [[UInt8]] {
        mail.attachments.flatMap { part in
            let payloads = Payload.payloads(in: part, name: nil, limits: Limits()) { _, _ in }
            var budget = Budget(limits: Limits())
            return payloads.compactMap { try? $0.unpacked(&budget) }.filter { ContentKind.of($0) == .xml }
        }
    }

    package static func check(_ bytes: [UInt8]) throws {
        for limits in [Limits(), .narrow] {
            let space = UnpackingSpace()
            let whole = try Document(bytes, pieces: [.max], limits, space)
            let cut = try Document(bytes, pieces: [4, 1, 7, 64, 1], limits, space)
            // libxml2 converts other character sets piece by piece, and refuses what is no text at other places then.
            guard String(validating: bytes, as: UTF8.self) != nil, bytes.findIgnoringCase("encoding", in: 0..<bytes.count) == nil,
                !bytes.contains(0)
            else { continue }
            try law("in pieces the document has other tokens", whole.isSame(as: cut))
        }
        let mended = mend(bytes, piece: .max)
        try law("in pieces it is mended in another way", mended == mend(bytes, piece: 5))
        _ = try Document(mended, pieces: [.max], Limits(), UnpackingSpace())
    }

    private static func mend(_ bytes: [UInt8], piece: Int) -> [UInt8] {
        var repair = XMLRepair(), out: [UInt8] = [], start = 0
        while start < bytes.count {
            let end = start + min(piece, bytes.count - start)
            out += bytes.withUnsafeBufferPointer { repair.mend(UnsafeBufferPointer(rebasing: $0[start..<end])) }
            start = end
        }
        return out + repair.finish(isComplete: true)
    }

    /// What a tokenizer said of a document until it ended or was refused.
    private struct Document {
        var tokens: [String] = []
        var error: ReadError.Reason?

        init(_ bytes: [UInt8], pieces: [Int], _ limits: Limits, _ space: UnpackingSpace) throws {
            let tokenizer = space.takeTokenizer(vocabulary: ["feedback", "record", "row", "count", "domain"], limits: limits)
            var start = 0, turn = 0
            do throws(ReadError) {
                while start < bytes.count {
                    let end = start + min(pieces[turn % pieces.count], bytes.count - start)
                    try bytes.withUnsafeBufferPointer { buffer throws(ReadError) in
                        try tokenizer.feed(UnsafeBufferPointer(rebasing: buffer[start..<end]))
                    }
                    try? take(tokenizer, limits)
                    (start, turn) = (end, turn + 1)
                }
                try tokenizer.finish()
            } catch {
                self.error = error.reason
            }
            try take(tokenizer, limits)
            space.giveBack(tokenizer)
        }

        private mutating func take(_ tokenizer: XMLTokenizer, _ limits: Limits) throws {
            for token in tokenizer.tokens {
                try law("deeper than \(limits.xmlDepth.value)", Int(token.depth) <= limits.xmlDepth.value)
                try law("more text than \(limits.xmlTextBytes.value)", token.text.count <= limits.xmlTextBytes.value)
                let text = tokenizer.text.text(tokenizer.text.trimmed(token.text))
                tokens.append("\(token.element) \(token.parent) \(token.depth) \(token.isStart) \(token.isLeaf) \(text)")
            }
            tokenizer.drain()
        }

        /// Of a document that is refused, how far it was read may depend on the pieces.
        func isSame(as other: Document) -> Bool {
            guard error == nil, other.error == nil else { return (error == nil) == (other.error == nil) }
            return tokens == other.tokens
        }
    }
}
