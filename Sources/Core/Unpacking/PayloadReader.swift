import MailSyntax

/// One payload's content, unpacked a piece at a time. Size and checksum are verified at the end: until `next` has given
/// no bytes, nothing is to be believed.
package final class PayloadReader {
    private let input: UnsafeBufferPointer<UInt8>
    private let isBase64: Bool
    private var budget: Budget
    private var rest: Range<Int>
    private var decoder = Base64.Decoder()
    private var inflate: Inflate?
    /// What a zip's directory says of the entry, and what came.
    private let declared: (crc: UInt32, size: Int)?
    private var total = 0, running: UInt = 0

    private static let pieceBytes = 64 << 10

    /// - Parameter input: the payload's source; outlives the reader.
    init(_ payload: Payload, _ input: UnsafeBufferPointer<UInt8>, _ budget: Budget) throws(ReadError) {
        self.input = input
        self.budget = budget
        rest = payload.range
        isBase64 = payload.isBase64
        declared = if case .zipEntry(_, let crc, let size) = payload.wrapping { (crc, size) } else { nil }
        inflate =
            switch payload.wrapping {
            case .none: nil
            case .gzip: try Inflate(input, rest, isBase64: isBase64, .gzip, space: budget.space, reasons: .gzip)
            case .zlib: try Inflate(input, rest, isBase64: isBase64, .zlib, space: budget.space, reasons: .gzip)
            case .zipEntry(0, _, _): nil
            case .zipEntry: try Inflate(input, rest, .raw, space: budget.space, reasons: .zip)
            }
    }

    /// - Returns: the budget, with what was unpacked.
    func close() -> Budget {
        inflate?.close(budget.space)
        inflate = nil
        return budget
    }

    /// The next bytes, valid until the next call; none at the end.
    package func next() throws(ReadError) -> UnsafeBufferPointer<UInt8> {
        let chunk = try inflate?.next(&budget) ?? (isBase64 ? nextDecoded() : nextAsItIs())
        if let declared { try check(chunk, declared.crc, declared.size) }
        return chunk
    }

    private func nextAsItIs() -> UnsafeBufferPointer<UInt8> {
        let piece = rest.prefix(Self.pieceBytes)
        rest = piece.upperBound..<rest.upperBound
        return UnsafeBufferPointer(rebasing: input[piece])
    }

    private func nextDecoded() -> UnsafeBufferPointer<UInt8> {
        let room = UnsafeMutableBufferPointer(start: budget.space.output, count: UnpackingSpace.outputBytes)
        var count = 0
        while count == 0, !rest.isEmpty {
            let piece = rest.prefix(Self.pieceBytes)
            rest = piece.upperBound..<rest.upperBound
            count = decoder.decode(input, piece, into: room)
            if rest.isEmpty { count += decoder.finish(into: UnsafeMutableBufferPointer(rebasing: room[count...])) }
        }
        return UnsafeBufferPointer(rebasing: UnsafeBufferPointer(room)[..<count])
    }

    private func check(_ chunk: UnsafeBufferPointer<UInt8>, _ crc: UInt32, _ size: Int) throws(ReadError) {
        guard chunk.isEmpty else {
            total += chunk.count
            guard total <= size else { throw ReadError(.zipDamaged, "the entry holds more than the \(size) bytes that it declares") }
            running = Inflate.checksum(running, chunk)
            return
        }
        guard total == size else { throw ReadError(.zipDamaged, "the entry holds \(total) bytes and declares \(size)") }
        guard running == UInt(crc) else { throw ReadError(.zipDamaged, "the entry's checksum does not match") }
    }
}
