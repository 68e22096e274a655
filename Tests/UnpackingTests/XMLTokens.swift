import MailSyntax
import Unpacking

/// A document as its tokens in words: `+record`, `-count=3`, in order. Unknown elements are `?`.
struct XMLTokens {
    static let vocabulary: [StaticString] = ["feedback", "record", "count", "comment"]

    private(set) var words: [String] = []
    private(set) var reason: ReadError.Reason?
    private(set) var detail = ""

    init(_ text: String, pieces: [Int] = [], limits: Limits = Limits()) { self.init(Array(text.utf8), pieces: pieces, limits: limits) }

    /// - Parameter pieces: where the document is cut before it is fed.
    init(_ bytes: [UInt8], pieces: [Int] = [], limits: Limits = Limits()) {
        let tokenizer = XMLTokenizer(vocabulary: Self.vocabulary, limits: limits)
        run(tokenizer, bytes, pieces)
    }

    init(_ bytes: [UInt8], with tokenizer: XMLTokenizer) { run(tokenizer, bytes, []) }

    private mutating func run(_ tokenizer: XMLTokenizer, _ bytes: [UInt8], _ pieces: [Int]) {
        let cuts = [0] + pieces + [bytes.count]
        do throws(ReadError) {
            for (start, end) in zip(cuts, cuts.dropFirst()) {
                try Array(bytes[start..<end]).feed(tokenizer)
                take(tokenizer)
            }
            try tokenizer.finish()
            take(tokenizer)
        } catch {
            take(tokenizer)
            (reason, detail) = (error.reason, error.detail)
        }
    }

    private mutating func take(_ tokenizer: XMLTokenizer) {
        for token in tokenizer.tokens {
            let known = Self.vocabulary.indices.contains(Int(token.element))
            let name = known ? "\(Self.vocabulary[Int(token.element)])" : "?"
            words.append(token.isStart ? "+\(name)" : token.isLeaf ? "-\(name)=\(tokenizer.text.text(token.text))" : "-\(name)")
        }
        tokenizer.drain()
    }
}

extension [UInt8] {
    fileprivate func feed(_ tokenizer: XMLTokenizer) throws(ReadError) {
        let outcome: Result<Void, ReadError> = withUnsafeBufferPointer { buffer in
            do throws(ReadError) { return .success(try tokenizer.feed(buffer)) } catch { return .failure(error) }
        }
        try outcome.get()
    }
}
