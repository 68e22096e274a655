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
            try law("in pieces, by a tokenizer that was used, the document has other tokens", whole == cut)
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
    private struct Document: Equatable {
        let tokens: [String]
        let error: ReadError.Reason?

        init(_ bytes: [UInt8], pieces: [Int], _ limits: Limits, _ space: UnpackingSpace) throws {
            let tokenizer = space.takeTokenizer(vocabulary: ["feedback", "record", "row", "count", "domain"], limits: limits)
            defer { space.giveBack(tokenizer) }
            let source = Source(bytes, pieces, limits)
            var refusal: ReadError.Reason?
            do throws(ReadError) { try tokenizer.read(source) } catch { refusal = error.reason }
            if let broken = source.broken { throw broken }
            (tokens, error) = (source.tokens, refusal)
        }
    }

    /// Hands a document over in pieces.
    private final class Source: XMLSource {
        private(set) var tokens: [String] = []
        private(set) var broken: (any Error)?
        private let pieces: [Int]
        private let limits: Limits
        private var rest: ArraySlice<UInt8>
        private var turn = 0

        init(_ bytes: [UInt8], _ pieces: [Int], _ limits: Limits) {
            (rest, self.pieces, self.limits) = (bytes[...], pieces, limits)
        }

        func fill(_ room: UnsafeMutableBufferPointer<UInt8>) throws(ReadError) -> Int {
            let piece = rest.prefix(min(pieces[turn % pieces.count], room.count))
            _ = room.update(fromContentsOf: piece)
            rest = rest.dropFirst(piece.count)
            turn += 1
            return piece.count
        }

        func take(_ tokenizer: XMLTokenizer) throws(ReadError) {
            do { for token in tokenizer.tokens { try take(token, tokenizer.text) } } catch { broken = error }
        }

        private func take(_ token: XMLToken, _ all: UnsafeBufferPointer<UInt8>) throws {
            try law("deeper than \(limits.xmlDepth.value)", Int(token.depth) <= limits.xmlDepth.value)
            try law("more text than \(limits.xmlTextBytes.value)", token.text.count <= limits.xmlTextBytes.value)
            let text = all.text(all.trimmed(token.text))
            tokens.append("\(token.element) \(token.parent) \(token.depth) \(token.isStart) \(token.isLeaf) \(text)")
        }
    }
}
