import CLibXML2
import Glibc
import MailSyntax

extension XMLTokenizer {
    /// Everything that the callbacks touch, behind one pointer: a struct, because class fields pay reference counting and
    /// exclusivity checks at each of some millions of calls.
    struct State: ~Copyable {
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

        /// The parser tells nothing more after a fault, and would still read on: for each `--` in a comment it copies the
        /// comment so far, work that grows with the square of its length. This state ends whatever it stands in, and it is
        /// given no more; `xmlStopParser` would free what it stands in.
        mutating func fatal(_ error: xmlError) {
            context?.pointee.instate = XML_PARSER_EOF
            hasFailed = true
            guard fatalCode == 0 else { return }
            fatalCode = error.code
            fatalRemaining = context?.pointee.input.map { $0.pointee.end - $0.pointee.cur } ?? 0
            fatalLine = error.line
            fatalText = error.message.map { String(cString: $0).trimmedASCII.bounded(toBytes: 200) } ?? "error \(error.code)"
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
