import MailSyntax
import Unpacking

/// A document as its tokens in words: `+record`, `-count=3`, in order. Unknown elements are `?`.
final class XMLTokens: XMLSource {
    static let vocabulary: [StaticString] = ["feedback", "record", "count", "comment"]

    private(set) var words: [String] = []
    private(set) var reason: ReadError.Reason?
    private(set) var detail = ""
    /// Bytes that the tokenizer asked for and got.
    private(set) var taken = 0
    private var pieces: [ArraySlice<UInt8>]

    convenience init(_ text: String, pieces: [Int] = [], limits: Limits = Limits()) {
        self.init(Array(text.utf8), pieces: pieces, limits: limits)
    }

    /// - Parameter pieces: where the document is cut before it is read.
    convenience init(_ bytes: [UInt8], pieces: [Int] = [], limits: Limits = Limits()) {
        self.init(bytes, pieces: pieces, with: XMLTokenizer(vocabulary: Self.vocabulary, limits: limits))
    }

    init(_ bytes: [UInt8], pieces: [Int] = [], with tokenizer: XMLTokenizer) {
        let cuts = [0] + pieces + [bytes.count]
        self.pieces = zip(cuts, cuts.dropFirst()).map { bytes[$0..<$1] }
        do throws(ReadError) { try tokenizer.read(self) } catch { (reason, detail) = (error.reason, error.detail) }
    }

    func fill(_ room: UnsafeMutableBufferPointer<UInt8>) throws(ReadError) -> Int {
        while pieces.first?.isEmpty == true { pieces.removeFirst() }
        guard let piece = pieces.first else { return 0 }
        let count = min(piece.count, room.count)
        _ = room.update(fromContentsOf: piece.prefix(count))
        pieces[0] = piece.dropFirst(count)
        taken += count
        return count
    }

    func take(_ tokenizer: XMLTokenizer) throws(ReadError) {
        for token in tokenizer.tokens {
            let known = Self.vocabulary.indices.contains(Int(token.element))
            let name = known ? "\(Self.vocabulary[Int(token.element)])" : "?"
            words.append(token.isStart ? "+\(name)" : token.isLeaf ? "-\(name)=\(tokenizer.text.text(token.text))" : "-\(name)")
        }
    }
}
