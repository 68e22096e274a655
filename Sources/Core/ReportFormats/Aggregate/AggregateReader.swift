import MailSyntax
import Unpacking

/// Reads one payload as an aggregate report: unpack, tokenize, build, all in one stream. A first attempt takes the
/// document as it is; where that fails for a fault of form, a second one mends what can be mended.
struct AggregateReader {
    enum Outcome {
        case report(AggregateReport, warnings: [String])
        /// Well-formed or not, it is no XML: the caller knows other kinds.
        case notXML(ContentKind)
    }

    let limits: Limits
    let sink: any RecordSink

    /// Throws for XML that is no readable aggregate report; the sink has been told to forget it then.
    func read(_ payload: Payload, _ budget: inout Budget) throws(ReadError) -> Outcome {
        do throws(ReadError) {
            return try attempt(payload, &budget, mending: false)
        } catch {
            guard Self.isMendable(error) else { throw error }
            return try attempt(payload, &budget, mending: true)
        }
    }

    private static func isMendable(_ error: ReadError) -> Bool {
        switch error.reason {
        case .xmlMalformed, .xmlEncoding, .xmlEntity, .xmlTruncated: true
        case .aggregateNotOne: error.detail == SchemaRoot.detail
        default: false
        }
    }

    private enum SchemaRoot { static let detail = "the document's root is a stray schema element" }

    private func attempt(_ payload: Payload, _ budget: inout Budget, mending: Bool) throws(ReadError) -> Outcome {
        let tokenizer = budget.space.takeTokenizer(vocabulary: AggregateElement.vocabulary, limits: limits)
        defer { budget.space.giveBack(tokenizer) }
        var pass = Pass(tokenizer, limits: limits, sink: sink, mending: mending)
        sink.begin()
        do throws(ReadError) {
            try payload.stream(&budget) { (chunk: UnsafeBufferPointer<UInt8>) throws(ReadError) in try pass.take(chunk) }
            if let kind = pass.otherKind {
                sink.refused()
                return .notXML(kind)
            }
            if let fault = pass.fault { throw fault }
            let report = try pass.finish(isComplete: payload.isChecksummed)
            return .report(report, warnings: pass.warnings)
        } catch {
            sink.refused()
            if pass.otherKind != nil, error.reason == .messageNoReport { return .notXML(pass.otherKind ?? .other) }
            throw pass.rootIsSchema && !mending ? ReadError(.aggregateNotOne, SchemaRoot.detail) : error
        }
    }

    /// One attempt at one document.
    private struct Pass: ~Copyable {
        private let tokenizer: XMLTokenizer
        private var document: AggregateDocument
        private var repair: XMLRepair?
        private var started = false, done = false, trailing = false
        private var namespaceIsRFC9990 = false
        private(set) var otherKind: ContentKind?
        /// A fault of form in the XML. It waits until the payload has ended: where the container is damaged, garbage is
        /// what comes out of it, and then the container's own reason is the true one.
        private(set) var fault: ReadError?

        init(_ tokenizer: XMLTokenizer, limits: Limits, sink: any RecordSink, mending: Bool) {
            self.tokenizer = tokenizer
            document = AggregateDocument(limits: limits, sink: sink)
            repair = mending ? XMLRepair() : nil
        }

        var rootIsSchema: Bool { document.rootIsSchema }

        var warnings: [String] {
            var out = document.warnings
            if let repair, !repair.mended.isEmpty { out.append("mended: " + repair.mended.sorted().joined(separator: ", ")) }
            if trailing { out.append("bytes after the end of the report were ignored") }
            return out
        }

        mutating func take(_ chunk: UnsafeBufferPointer<UInt8>) throws(ReadError) {
            guard fault == nil else { return }
            do throws(ReadError) {
                try read(chunk)
            } catch {
                guard Self.isOfForm(error) else { throw error }
                fault = error
            }
        }

        private static func isOfForm(_ error: ReadError) -> Bool {
            [.xmlMalformed, .xmlEncoding, .xmlEntity, .xmlTruncated].contains(error.reason)
        }

        private mutating func read(_ chunk: UnsafeBufferPointer<UInt8>) throws(ReadError) {
            guard !done else {
                if chunk.contains(where: { !$0.isMailWhitespace }) { trailing = true }
                return
            }
            guard started else { return try begin(chunk) }
            if repair != nil {
                try feed(repair?.mend(chunk) ?? [])
            } else {
                try feed(chunk)
            }
        }

        /// The first chunk says what this is. Byte order mark, blanks and the declaration are taken off: reporters put
        /// blanks before it, break it, or declare what is not true.
        private mutating func begin(_ chunk: UnsafeBufferPointer<UInt8>) throws(ReadError) {
            started = true
            let kind = ContentKind.of(chunk)
            guard kind == .xml else {
                otherKind = kind
                throw ReadError(.messageNoReport, "the bytes are no XML")
            }
            let prologue = XMLPrologue.read(chunk)
            namespaceIsRFC9990 = prologue.mentionsRFC9990
            if repair == nil, let encoding = prologue.foreignEncoding {
                try feed(Array("<?xml version=\"1.0\" encoding=\"\(encoding)\"?>".utf8))
            }
            try read(UnsafeBufferPointer(rebasing: chunk[prologue.length...]))
        }

        private mutating func feed(_ bytes: [UInt8]) throws(ReadError) {
            let outcome: Result<Void, ReadError> = bytes.withUnsafeBufferPointer { buffer in
                do throws(ReadError) { return .success(try feed(buffer)) } catch { return .failure(error) }
            }
            try outcome.get()
        }

        private mutating func feed(_ chunk: UnsafeBufferPointer<UInt8>) throws(ReadError) {
            var failure: ReadError?
            do throws(ReadError) { try tokenizer.feed(chunk) } catch { failure = error }
            try document.take(tokenizer)
            tokenizer.drain()
            done = document.rootClosed
            if let failure {
                guard done else { throw failure }
                trailing = true
            }
        }

        mutating func finish(isComplete: Bool) throws(ReadError) -> AggregateReport {
            guard started else { throw ReadError(.xmlTruncated, "there are no bytes") }
            if !done, repair != nil { try feed(repair?.finish(isComplete: isComplete) ?? []) }
            if !done {
                var failure: ReadError?
                do throws(ReadError) { try tokenizer.finish() } catch { failure = error }
                try document.take(tokenizer)
                tokenizer.drain()
                guard document.rootClosed else { throw failure ?? ReadError(.xmlTruncated, "the document ends before it is closed") }
            }
            return try document.finished(namespaceIsRFC9990: namespaceIsRFC9990)
        }
    }
}
