import MailSyntax

/// Something that reads bytes of strangers, with the laws that must hold whatever the bytes are.
///
/// `make fuzz T=Name` runs one under the fuzzer; `make test` runs all of them over their seeds and over every past finding.
package protocol FuzzTarget: Sendable {
    /// What of a mail is worth beginning with: the mail, an attachment, an address.
    static func seeds(in mail: [UInt8]) -> [[UInt8]]

    /// Beginnings that no mail holds.
    static var seeds: [[UInt8]] { get }

    /// Reads the bytes. A trap, a hang or an overrun is found by the fuzzer; what it cannot see is thrown.
    static func check(_ bytes: [UInt8]) throws
}

extension FuzzTarget {
    package static func seeds(in mail: [UInt8]) -> [[UInt8]] { [] }
    package static var seeds: [[UInt8]] { [] }
}

/// A law that does not hold for these bytes.
package struct BrokenLaw: Error, CustomStringConvertible {
    package let description: String
}

/// - Throws: `BrokenLaw`
package func law(_ words: @autoclosure () -> String, _ holds: Bool) throws(BrokenLaw) {
    guard holds else { throw BrokenLaw(description: words()) }
}

extension Limits {
    /// Small enough for a fuzzer to meet each of them.
    package static var narrow: Limits {
        var limits = Limits()
        limits.messageBytes.value = 1 << 20
        limits.headerBytes.value = 4096
        limits.headerFieldBytes.value = 1024
        limits.headerFields.value = 40
        limits.mimeDepth.value = 6
        limits.mimeParts.value = 20
        limits.parameters.value = 6
        limits.boundaryBytes.value = 40
        limits.delimiterLines.value = 60
        limits.encodedWords.value = 6
        limits.partBytes.value = 64 << 10
        limits.unpackedBytes.value = 1 << 20
        limits.unpackedRatio.value = 20
        limits.archiveEntries.value = 8
        limits.archiveReadable.value = 4
        limits.gzipMembers.value = 4
        limits.xmlDepth.value = 8
        limits.xmlNameBytes.value = 40
        limits.xmlAttributes.value = 6
        limits.xmlTextBytes.value = 512
        limits.xmlCommentBytes.value = 256
        limits.xmlTokenBytes.value = 2048
        limits.recordsPerReport.value = 6
        limits.resultsPerRecord.value = 4
        limits.reasonsPerRecord.value = 3
        limits.metadataBytes.value = 64
        limits.messagesPerRecord.value = 1_000_000
        limits.recipientsPerMessage.value = 5
        limits.diagnosticBytes.value = 200
        limits.jsonBytes.value = 32 << 10
        limits.jsonDepth.value = 8
        limits.tlsPolicies.value = 4
        return limits
    }
}

extension [UInt8] {
    /// The leaves of a mail; none where it is none.
    package var leaves: [BodyPart] {
        guard let message = try? Message.read(self) else { return [] }
        return message.root.walk.filter(\.isLeaf)
    }

    /// The attachments of a mail, undone from their transfer encoding.
    package var attachments: [[UInt8]] { leaves.compactMap { try? $0.decoded(Limits()) } }
}
