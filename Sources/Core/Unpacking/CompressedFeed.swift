import CZlib
import MailSyntax

/// Hands compressed bytes to zlib: all at once, or, where they are still base64, a piece at a time, so that a large
/// attachment is never held twice.
struct CompressedFeed {
    private let input: UnsafeBufferPointer<UInt8>
    private let isBase64: Bool
    private var rest: Range<Int>
    private var decoder = Base64.Decoder()
    private var buffer: UnsafeMutableBufferPointer<UInt8>?
    /// Compressed bytes that zlib has been given so far.
    private(set) var given = 0
    private(set) var isAtEnd = false

    private static let pieceBytes = 64 << 10

    init(_ input: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, isBase64: Bool) {
        self.input = input
        self.isBase64 = isBase64
        rest = range.clamped(to: 0..<input.count)
    }

    /// Adds what comes next behind the bytes that zlib has not used yet (at most one: the look at the next member's mark).
    mutating func refill(_ stream: inout z_stream) {
        guard !isAtEnd else { return }
        if isBase64 { refillDecoded(&stream) } else { refillWhole(&stream) }
    }

    private mutating func refillWhole(_ stream: inout z_stream) {
        isAtEnd = true
        guard let base = input.baseAddress, !rest.isEmpty else { return }
        // zlib reads through this pointer and never writes.
        stream.next_in = UnsafeMutablePointer(mutating: base + rest.lowerBound)
        stream.avail_in = UInt32(clamping: rest.count)
        given = rest.count
    }

    private mutating func refillDecoded(_ stream: inout z_stream) {
        let space = buffer ?? .allocate(capacity: Base64.Decoder.room(for: Self.pieceBytes) + 16)
        buffer = space
        var kept = 0
        while kept < Int(stream.avail_in), kept < 2 {
            space[kept] = stream.next_in[kept]
            kept += 1
        }
        var count = 0
        while count == 0, !isAtEnd {
            let piece = rest.prefix(Self.pieceBytes)
            rest = piece.upperBound..<rest.upperBound
            count = decoder.decode(input, piece, into: UnsafeMutableBufferPointer(rebasing: space[kept...]))
            if rest.isEmpty {
                isAtEnd = true
                count += decoder.finish(into: UnsafeMutableBufferPointer(rebasing: space[(kept + count)...]))
            }
        }
        stream.next_in = space.baseAddress
        stream.avail_in = UInt32(clamping: kept + count)
        given += count
    }

    mutating func close() {
        buffer?.deallocate()
        buffer = nil
    }
}
