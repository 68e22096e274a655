import CLibXML2
import Glibc
import MailSyntax

/// What the parser saw: an element began, or ended with the text that stood directly in it.
package struct XMLToken: BitwiseCopyable {
    /// Index into the vocabulary, or `XMLTokenizer.unknown`.
    package let element: UInt8
    /// Of the element around it; `unknown` for the root.
    package let parent: UInt8
    /// 1 for the root; deeper than 255 is 255.
    package let depth: UInt8
    package let isStart: Bool
    /// Whether the element had no child elements: then `text` is its content.
    package let isLeaf: Bool
    package let textStart: Int32
    package let textEnd: Int32

    package var text: Range<Int> { Int(textStart)..<Int(textEnd) }
}

/// Where a document comes from and where its tokens go.
package protocol XMLSource: AnyObject {
    /// Writes the document's next bytes into `room` and says how many; 0 is its end.
    func fill(_ room: UnsafeMutableBufferPointer<UInt8>) throws(ReadError) -> Int
    /// Walks what was seen since the last call: `tokens`, and their `text`.
    func take(_ tokenizer: XMLTokenizer) throws(ReadError)
}

/// XML by libxml2's SAX2 parser, without anything that XML can do to its reader: no DOCTYPE, no entities but the
/// five, no fetching, no DTD, no XInclude; own bounds on depth, names, attributes, text, comments and unfinished tokens.
///
/// A class because it owns the C parser, which asks the source for some 4 KiB at a time; before each, the tokens so far
/// are walked. Element names are matched by local name in any case against a vocabulary, so a consumer works with small
/// numbers and never with strings.
package final class XMLTokenizer {
    package static let unknown: UInt8 = 255

    private let state: UnsafeMutablePointer<State>
    private var context: xmlParserCtxtPtr?
    let limits: Limits
    private var source: (any XMLSource)?

    package init(vocabulary: [StaticString], limits: Limits) {
        xmlParserStart
        state = .allocate(capacity: 1)
        state.initialize(to: State(vocabulary: vocabulary, limits: limits))
        self.limits = limits
        context = xmlNewParserCtxt()
        context?.pointee.sax?.pointee = Self.handler
        context?.pointee.userData = UnsafeMutableRawPointer(state)
        state.pointee.context = context
    }

    deinit {
        xmlFreeParserCtxt(context)
        state.deinitialize(count: 1)
        state.deallocate()
    }

    /// Whether another document may use it: libxml2 keeps every name that it ever saw, and names come by mail.
    var isWorthKeeping: Bool {
        guard let dictionary = context?.pointee.dict else { return false }
        return xmlDictGetUsage(dictionary) < 256 << 10
    }

    /// What was seen since the source last took it; valid while it does.
    package var tokens: UnsafeBufferPointer<XMLToken> { state.pointee.tokens.elements }
    /// Where the tokens' text stands; valid as long as they are.
    package var text: UnsafeBufferPointer<UInt8> { state.pointee.text.elements }

    /// Reads one document from its first byte to its last. One that does not close is `xml.truncated`; what the source
    /// throws is handed on.
    package func read(_ source: any XMLSource) throws(ReadError) {
        guard let context else { throw ReadError(.xmlMalformed, "the XML parser has no memory") }
        self.source = source
        defer { self.source = nil }
        state.pointee.restart()
        // The parser resets itself first; its names stay.
        _ = xmlCtxtReadIO(
            context, { tokenizer, room, count in XMLTokenizer.refill(tokenizer, room, Int(count)) }, nil,
            Unmanaged.passUnretained(self).toOpaque(), nil, nil, CInt(XML_PARSE_NONET.rawValue | XML_PARSE_NOCDATA.rawValue))
        handOver()
        try check()
    }

    private static func refill(_ tokenizer: UnsafeMutableRawPointer?, _ room: UnsafeMutablePointer<CChar>?, _ count: Int) -> CInt {
        guard let tokenizer, let room else { return -1 }
        let bytes = UnsafeMutableRawPointer(room).bindMemory(to: UInt8.self, capacity: count)
        // The pointer that `read` gave to the parser; it lives at least as long as the call of `read`.
        return Unmanaged<XMLTokenizer>.fromOpaque(tokenizer).takeUnretainedValue()
            .refill(UnsafeMutableBufferPointer(start: bytes, count: count))
    }

    /// - Returns: how many bytes there are; -1 ends the parser's work.
    private func refill(_ room: UnsafeMutableBufferPointer<UInt8>) -> CInt {
        handOver()
        guard !state.pointee.hasFailed, let source else { return -1 }
        do throws(ReadError) {
            var count = 0
            // The room is filled: the parser judges an encoding by the first bytes that it is given.
            while count < room.count {
                let more = try source.fill(UnsafeMutableBufferPointer(rebasing: room[count...]))
                guard more > 0 else { break }
                count += more
            }
            state.pointee.given(UnsafeBufferPointer(rebasing: room[..<count]))
            return state.pointee.hasFailed ? -1 : CInt(count)
        } catch {
            state.pointee.fail(error)
            return -1
        }
    }

    /// What was seen before a fault is handed over, too.
    private func handOver() {
        guard !state.pointee.isRefused else { return }
        do throws(ReadError) {
            try source?.take(self)
        } catch {
            state.pointee.isRefused = true
            state.pointee.failure = error
            state.pointee.hasFailed = true
        }
        state.pointee.drain()
    }

    private func check() throws(ReadError) {
        if let failure = state.pointee.failure { throw failure }
        let fatal = state.pointee.fatalCode
        guard fatal != 0 else { return }
        let where_ = "line \(state.pointee.fatalLine): \(state.pointee.fatalText)"
        if state.pointee.isCut { throw ReadError(.xmlTruncated, "the document ends before it is closed (\(where_))") }
        throw switch UInt32(bitPattern: fatal) {
        case XML_ERR_INVALID_ENCODING.rawValue, XML_ERR_UNSUPPORTED_ENCODING.rawValue, XML_ERR_UNKNOWN_ENCODING.rawValue,
            XML_ERR_INVALID_CHAR.rawValue, XML_I18N_CONV_FAILED.rawValue:
            ReadError(.xmlEncoding, where_)
        case XML_ERR_UNDECLARED_ENTITY.rawValue: ReadError(.xmlEntity, where_)
        case XML_ERR_NAME_TOO_LONG.rawValue: ReadError(.xmlNameTooLong, where_)
        default: ReadError(.xmlMalformed, where_)
        }
    }

    // MARK: callbacks

    private static var handler: xmlSAXHandler {
        var handler = xmlSAXHandler()
        handler.initialized = UInt32(XML_SAX2_MAGIC)
        handler.startElementNs = { user, name, _, _, _, _, attributes, _, _ in
            guard let name else { return }
            State.of(user).pointee.start(name, attributes: Int(attributes))
        }
        handler.endElementNs = { user, _, _, _ in State.of(user).pointee.end() }
        handler.characters = { user, bytes, count in
            guard let bytes else { return }
            State.of(user).pointee.characters(bytes, Int(count))
        }
        handler.cdataBlock = handler.characters
        // The same, so that the parser need not tell blanks from text.
        handler.ignorableWhitespace = handler.characters
        handler.comment = { user, text in
            guard let text else { return }
            State.of(user).pointee.comment(strlen(UnsafeRawPointer(text).assumingMemoryBound(to: CChar.self)))
        }
        handler.processingInstruction = { user, _, _ in State.of(user).pointee.silent = 0 }
        handler.internalSubset = { user, _, _, _ in
            State.of(user).pointee.halt(ReadError(.xmlDoctype, "a document type declaration: reports have none, attacks do"))
        }
        handler.serror = { user, error in
            guard let user, let error, error.pointee.level == XML_ERR_FATAL else { return }
            State.of(user).pointee.fatal(error.pointee)
        }
        return handler
    }
}

/// libxml2 wants to be started once before threads use it.
private let xmlParserStart: Void = xmlInitParser()
