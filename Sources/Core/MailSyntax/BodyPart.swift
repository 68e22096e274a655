/// One part of a message: its header, and where its body stands in the source. Decoded only when asked.
package struct BodyPart: Sendable {
    package let header: Header
    package let mediaType: MediaType
    package let disposition: MediaType?
    package let encoding: TransferEncoding
    /// The body, still in its transfer encoding, as a range of `header.source`.
    package let body: Range<Int>
    /// Parts of a multipart; the message inside a message/rfc822.
    package let parts: [BodyPart]
    /// 1-based position in the walk of the message: how warnings name a part that has no name.
    package let number: Int

    package var source: [UInt8] { header.source }

    /// Filename of the disposition, or the older name of the type: a hint for people, never a path.
    package var name: String? {
        let text = disposition?["filename"] ?? mediaType["name"]
        return text.flatMap { $0.isEmpty ? nil : $0.bounded(toBytes: 255) }
    }

    /// The name, or the number where there is none.
    package var label: String { name ?? "part \(number)" }

    package var isLeaf: Bool { parts.isEmpty }

    /// The body with its transfer encoding undone.
    package func decoded(_ limits: Limits) throws(ReadError) -> [UInt8] {
        let size = encoding == .base64 ? body.count / 4 * 3 : body.count
        guard limits.partBytes.allows(size) else { throw ReadError(.partTooLarge, exceeded: limits.partBytes, found: size, in: label) }
        return encoding.decode(source, body)
    }

    /// The body as text in its charset.
    package func text(_ limits: Limits) throws(ReadError) -> String { Charset.decode(try decoded(limits), charset: mediaType["charset"]) }

    /// This part and everything below it, in order of the message.
    package var walk: [BodyPart] {
        var out: [BodyPart] = [self]
        for part in parts { out += part.walk }
        return out
    }

    /// First part of that media type, itself included, without entering messages inside.
    package func first(where matches: (BodyPart) -> Bool) -> BodyPart? {
        if matches(self) { return self }
        for part in parts {
            if let hit = part.first(where: matches) { return hit }
        }
        return nil
    }
}
