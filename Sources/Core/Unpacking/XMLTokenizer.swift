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

    /// Everything that the callbacks touch, behind one pointer: a struct, because class fields pay reference counting and
    /// exclusivity checks at each of some millions of calls.
    private struct State: ~Copyable {
        let vocabulary: [(name: [UInt8], id: UInt8)]
        let limits: Limits
        let depthMax: Int, attributesMax: Int, textMax: Int, tokenMax: Int
        var context: xmlParserCtxtPtr?
        var tokens = GrowingBuffer<XMLToken>(capacity: 4096)
        var text = GrowingBuffer<UInt8>(capacity: 64 << 10)
        var open = GrowingBuffer<UInt8>(capacity: 64)
        /// Text since the last start tag is kept while that element is the innermost.
        var leafStart = 0, isLeaf = false
        var failure: ReadError?, hasFailed = false
        /// Whether the one who takes the tokens wants no more of them.
        var isRefused = false
        /// Bytes since anything was seen, and whether the document has no more of them.
        var silent = 0, isAtEnd = false
        var fatalCode: CInt = 0, fatalLine: CInt = 0, fatalText = ""
        /// Bytes that the parser had not read when it gave up.
        var fatalRemaining = 0
        /// libxml2 keeps each name once: the pointer is the name.
        let cache: UnsafeMutablePointer<(pointer: UnsafePointer<UInt8>?, id: UInt8)>
        /// Whose names those are.
        var cached: xmlDictPtr?
        static let cacheSlots = 512

        init(vocabulary: [StaticString], limits: Limits) {
            self.vocabulary = vocabulary.enumerated().map {
                (Array(UnsafeBufferPointer(start: $1.utf8Start, count: $1.utf8CodeUnitCount)), UInt8($0))
            }
            self.limits = limits
            (depthMax, attributesMax) = (limits.xmlDepth.value, limits.xmlAttributes.value)
            (textMax, tokenMax) = (limits.xmlTextBytes.value, limits.xmlTokenBytes.value)
            cache = .allocate(capacity: Self.cacheSlots)
            cache.initialize(repeating: (nil, 0), count: Self.cacheSlots)
        }

        deinit { cache.deallocate() }

        @inline(__always) static func of(_ user: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<State> {
            // The pointer that `init` gave to the parser; libxml2 hands back nothing else.
            user.unsafelyUnwrapped.assumingMemoryBound(to: State.self)
        }

        mutating func restart() {
            tokens.truncate(to: 0)
            text.truncate(to: 0)
            open.truncate(to: 0)
            (leafStart, isLeaf, failure, hasFailed, isRefused) = (0, false, nil, false, false)
            (silent, isAtEnd, fatalCode) = (0, false, 0)
            // The parser keeps its names from one document to the next, as long as it keeps its dictionary.
            if let names = context?.pointee.dict, names == cached { return }
            cached = context?.pointee.dict
            cache.update(repeating: (nil, 0), count: Self.cacheSlots)
        }

        mutating func halt(_ error: ReadError) {
            fail(error)
            xmlStopParser(context)
        }

        mutating func fail(_ error: ReadError) {
            if failure == nil { failure = error }
            hasFailed = true
        }

        /// Counts what the parser is given while it reports nothing: a tag, comment or declaration without an end.
        mutating func given(_ bytes: UnsafeBufferPointer<UInt8>) {
            isAtEnd = bytes.isEmpty
            guard !bytes.allSatisfy(\.isMailWhitespace) else { return }
            silent += bytes.count
            guard silent > tokenMax + bytes.count else { return }
            fail(ReadError(.xmlCommentTooLong, exceeded: limits.xmlTokenBytes, in: "one tag, comment or declaration that does not end"))
        }

        mutating func fatal(_ error: xmlError) {
            guard fatalCode == 0 else { return }
            fatalCode = error.code
            fatalRemaining = context?.pointee.input.map { $0.pointee.end - $0.pointee.cur } ?? 0
            fatalLine = error.line
            fatalText = error.message.map { String(cString: $0).trimmedASCII.bounded(toBytes: 200) } ?? "error \(error.code)"
            // For each `--` in a comment libxml2 copies the comment so far: work that grows with the square of its length.
            // This state ends the comment, and the parser is given no more; `xmlStopParser` would free what it stands in.
            guard UInt32(bitPattern: error.code) == XML_ERR_HYPHEN_IN_COMMENT.rawValue else { return }
            context?.pointee.instate = XML_PARSER_EOF
            hasFailed = true
        }

        /// Whether the fault is that there is no more of the document.
        var isCut: Bool {
            guard isAtEnd else { return false }
            return switch UInt32(bitPattern: fatalCode) {
            case XML_ERR_CDATA_NOT_FINISHED.rawValue, XML_ERR_COMMENT_NOT_FINISHED.rawValue, XML_ERR_TAG_NOT_FINISHED.rawValue: true
            case XML_ERR_TAG_NAME_MISMATCH.rawValue: false
            default: fatalRemaining == 0
            }
        }

        @inline(__always) mutating func start(_ name: UnsafePointer<UInt8>, attributes: Int) {
            guard !hasFailed else { return }
            silent = 0
            let depth = open.count &+ 1
            guard depth <= depthMax else { return halt(ReadError(.xmlTooDeep, exceeded: limits.xmlDepth, found: depth)) }
            guard attributes <= attributesMax else {
                return halt(ReadError(.xmlTooManyAttributes, exceeded: limits.xmlAttributes, found: attributes))
            }
            if isLeaf { text.truncate(to: leafStart) }
            let id = identify(name)
            add(id, isStart: true, text: 0..<0)
            open.append(id)
            leafStart = text.count
            isLeaf = true
        }

        @inline(__always) mutating func end() {
            guard !hasFailed, let id = open.popLast() else { return }
            silent = 0
            add(id, isStart: false, text: isLeaf ? leafStart..<text.count : 0..<0)
            isLeaf = false
        }

        /// An element that stands in those which are open.
        @inline(__always) private mutating func add(_ id: UInt8, isStart: Bool, text: Range<Int>) {
            tokens.append(
                XMLToken(
                    element: id, parent: open.last ?? XMLTokenizer.unknown, depth: UInt8(clamping: open.count &+ 1), isStart: isStart,
                    isLeaf: !isStart && isLeaf, textStart: Int32(truncatingIfNeeded: text.lowerBound),
                    textEnd: Int32(truncatingIfNeeded: text.upperBound)))
        }

        @inline(__always) mutating func characters(_ bytes: UnsafePointer<UInt8>, _ count: Int) {
            silent = 0
            guard isLeaf, !hasFailed else { return }
            let piece = UnsafeBufferPointer(start: bytes, count: count)
            // Indentation before a first child or a value: values are trimmed, so it need not be kept.
            if text.count == leafStart, count < 64, piece.allSatisfy(\.isMailWhitespace) { return }
            guard text.count &- leafStart &+ count <= textMax else {
                return halt(ReadError(.xmlTextTooLong, exceeded: limits.xmlTextBytes, in: "one element"))
            }
            text.append(piece)
        }

        mutating func comment(_ length: Int) {
            silent = 0
            guard !limits.xmlCommentBytes.allows(length) else { return }
            halt(ReadError(.xmlCommentTooLong, exceeded: limits.xmlCommentBytes, found: length, in: "one comment"))
        }

        mutating func drain() {
            tokens.truncate(to: 0)
            guard isLeaf else { return text.truncate(to: 0) }
            text.removeFirst(leafStart)
            leafStart = 0
        }

        @inline(__always) private mutating func identify(_ name: UnsafePointer<UInt8>) -> UInt8 {
            let slot = Int(UInt(bitPattern: name) >> 2) & (Self.cacheSlots - 1)
            return cache[slot].pointer == name ? cache[slot].id : lookUp(name, slot)
        }

        @inline(never) private mutating func lookUp(_ name: UnsafePointer<UInt8>, _ slot: Int) -> UInt8 {
            let length = strlen(UnsafeRawPointer(name).assumingMemoryBound(to: CChar.self))
            guard limits.xmlNameBytes.allows(length) else {
                halt(ReadError(.xmlNameTooLong, exceeded: limits.xmlNameBytes, found: length, in: "an element's name"))
                return XMLTokenizer.unknown
            }
            let bytes = UnsafeBufferPointer(start: name, count: length)
            var id = XMLTokenizer.unknown
            for word in vocabulary where word.name.count == length && zip(word.name, bytes).allSatisfy({ $0 == $1.asciiLowercased }) {
                id = word.id
                break
            }
            cache[slot] = (name, id)
            return id
        }
    }
}

/// libxml2 wants to be started once before threads use it.
private let xmlParserStart: Void = xmlInitParser()
