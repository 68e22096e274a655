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
        sink.begin()
        do throws(ReadError) {
            return try payload.read(&budget) { (content) throws(ReadError) in
                let pass = try AggregatePass(content, AggregateDocument(limits: limits, sink: sink), mending: mending)
                if let kind = pass.otherKind {
                    sink.refused()
                    return .notXML(kind)
                }
                do throws(ReadError) {
                    return .report(try pass.read(tokenizer, isComplete: payload.isChecksummed), warnings: pass.warnings)
                } catch {
                    throw pass.rootIsSchema && !mending ? ReadError(.aggregateNotOne, SchemaRoot.detail) : error
                }
            }
        } catch {
            sink.refused()
            throw error
        }
    }
}
