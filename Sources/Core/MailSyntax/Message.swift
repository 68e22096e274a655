/// A message as it arrived: the bytes, and the tree of its parts over them (RFC 5322, RFC 2045–2046).
package struct Message: Sendable {
    package let root: BodyPart
    /// What was odd about the form and tolerated.
    package let warnings: [String]

    package var header: Header { root.header }

    /// Reads the structure in time linear in the size and the depth. Never requires an optional field: bytes without
    /// any header are a message whose body is everything.
    package static func read(_ bytes: [UInt8], limits: Limits = Limits()) throws(ReadError) -> Message {
        guard limits.messageBytes.allows(bytes.count) else {
            throw ReadError(.messageTooLarge, exceeded: limits.messageBytes, found: bytes.count)
        }
        guard let firstVisible = bytes.firstIndex(where: { !$0.isMailWhitespace }) else {
            throw ReadError(.messageEmpty, bytes.isEmpty ? "the file has no bytes" : "the file holds only blanks or zero bytes")
        }
        let source = hasBareCarriageReturns(bytes, from: firstVisible) ? withLineFeeds(bytes) : bytes
        var reader = PartReader(limits: limits)
        let root = try reader.read(source, 0..<source.count, depth: 1)
        return Message(root: root, warnings: reader.warnings)
    }

    /// Mail from old Macintosh gateways ends its lines with CR alone: then the first line end is a CR without LF.
    private static func hasBareCarriageReturns(_ bytes: [UInt8], from start: Int) -> Bool {
        let carriage = bytes.find(13, in: start..<bytes.count)
        guard carriage < bytes.count, bytes.find(10, in: start..<carriage) == carriage else { return false }
        return !bytes.starts(with: [13, 10], at: carriage, limit: bytes.count)
            && !bytes.starts(with: [13, 13, 10], at: carriage, limit: bytes.count)
    }

    /// LF for every CR that stands alone; a gateway's own lines in the same message may end with CRLF.
    private static func withLineFeeds(_ bytes: [UInt8]) -> [UInt8] {
        var out = bytes
        for i in bytes.indices where bytes[i] == 13 && !(i + 1 < bytes.count && bytes[i + 1] == 10) { out[i] = 10 }
        return out
    }
}
