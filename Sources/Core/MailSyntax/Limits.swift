/// One bound: how much, of what, and the name of the setting that moves it. Small, because all limits travel together
/// through every layer, some ten times with each message.
package struct Bound: Hashable, Sendable {
    /// Raw values are the names of the settings.
    package enum Name: String, CaseIterable, Hashable, Sendable {
        case messageBytes = "message-bytes"
        case headerBytes = "header-bytes"
        case headerFieldBytes = "header-field-bytes"
        case headerFields = "header-fields"
        case mimeDepth = "mime-depth"
        case mimeParts = "mime-parts"
        case parameters = "parameters"
        case boundaryBytes = "boundary-bytes"
        case delimiterLines = "delimiter-lines"
        case encodedWords = "encoded-words"
        case partBytes = "part-bytes"
        case unpackedBytes = "unpacked-bytes"
        case unpackedRatio = "unpacked-ratio"
        case archiveEntries = "archive-entries"
        case archiveReadable = "archive-readable"
        case gzipMembers = "gzip-members"
        case xmlDepth = "xml-depth"
        case xmlNameBytes = "xml-name-bytes"
        case xmlAttributes = "xml-attributes"
        case xmlTextBytes = "xml-text-bytes"
        case xmlCommentBytes = "xml-comment-bytes"
        case xmlTokenBytes = "xml-token-bytes"
        case recordsPerReport = "records-per-report"
        case resultsPerRecord = "results-per-record"
        case reasonsPerRecord = "reasons-per-record"
        case metadataBytes = "metadata-bytes"
        case messagesPerRecord = "messages-per-record"
        case recipientsPerMessage = "recipients-per-message"
        case diagnosticBytes = "diagnostic-bytes"
        case addressBytes = "address-bytes"
        case jsonBytes = "json-bytes"
        case jsonDepth = "json-depth"
        case tlsPolicies = "tls-policies"
    }

    package var value: Int
    private let name: Name

    package init(_ value: Int, _ name: Name) {
        self.value = value
        self.name = name
    }

    package var setting: String { name.rawValue }

    package var unit: String {
        switch name {
        case .messageBytes, .headerBytes, .headerFieldBytes, .boundaryBytes, .partBytes, .unpackedBytes, .xmlNameBytes, .xmlTextBytes,
            .xmlCommentBytes, .xmlTokenBytes, .metadataBytes, .diagnosticBytes, .addressBytes, .jsonBytes:
            "bytes"
        case .headerFields: "header fields"
        case .mimeDepth, .xmlDepth, .jsonDepth: "levels"
        case .mimeParts: "parts"
        case .parameters: "parameters"
        case .delimiterLines: "lines that start with --"
        case .encodedWords: "encoded words"
        case .unpackedRatio: "times the input"
        case .archiveEntries: "entries"
        case .archiveReadable: "readable entries"
        case .gzipMembers: "members"
        case .xmlAttributes: "attributes"
        case .recordsPerReport: "records"
        case .resultsPerRecord: "results"
        case .reasonsPerRecord: "reasons"
        case .messagesPerRecord: "messages"
        case .recipientsPerMessage: "recipients"
        case .tlsPolicies: "policies"
        }
    }

    /// What becomes of more, in words for the operator.
    package var beyond: String {
        switch name {
        case .metadataBytes, .diagnosticBytes, .addressBytes: "longer text is cut"
        case .parameters, .boundaryBytes, .encodedWords, .resultsPerRecord: "what goes beyond is left out, and the rest is read"
        case .reasonsPerRecord, .messagesPerRecord: "a record with more is left out, and the rest is read"
        case .recipientsPerMessage: "a machine part with more is set aside with its reason; of other text no more are read"
        default: "more is set aside with its reason"
        }
    }

    @inlinable @inline(__always) package func allows(_ found: Int) -> Bool { found <= value }
}

/// Every bound on what a message may cost us. A mailbox for reports is open to the world: what it holds is
/// hostile until read, and a reader without bounds belongs to whoever writes to it.
package struct Limits: Hashable, Sendable {
    /// Largest message that is opened at all. Real giants: 1,000,000 records are 18 MB of mail.
    package var messageBytes = Bound(64 << 20, .messageBytes)
    /// All header fields of one message or part together (Dovecot: 50 MiB; honest mail: under 64 KiB).
    package var headerBytes = Bound(1 << 20, .headerBytes)
    /// One header field (Postfix `header_size_limit`: 102,400 bytes).
    package var headerFieldBytes = Bound(102_400, .headerFieldBytes)
    package var headerFields = Bound(1000, .headerFields)
    /// Nesting of multiparts and messages (Postfix and Dovecot: 100).
    package var mimeDepth = Bound(100, .mimeDepth)
    package var mimeParts = Bound(1000, .mimeParts)
    /// Parameters of one Content-Type or Content-Disposition (CVE-2026-27859 was a flood of them).
    package var parameters = Bound(64, .parameters)
    /// RFC 2046 §5.1.1 allows 70 characters; real mailers go past it.
    package var boundaryBytes = Bound(256, .boundaryBytes)
    /// Lines that start with `--` in a message of several parts; a long patch or table has thousands.
    package var delimiterLines = Bound(1_000_000, .delimiterLines)
    package var encodedWords = Bound(200, .encodedWords)

    /// One body part after its transfer encoding is undone.
    package var partBytes = Bound(48 << 20, .partBytes)
    /// Real output of all decompression in one message. The biggest honest report known (1,000,000 records) is 458 MB.
    package var unpackedBytes = Bound(1 << 30, .unpackedBytes)
    /// Output for each input byte, once past the first MiB. Honest reports reach 34:1, deflate's ceiling is 1030:1.
    package var unpackedRatio = Bound(128, .unpackedRatio)
    package var archiveEntries = Bound(1000, .archiveEntries)
    /// Entries that are inflated at all: an archive of a report holds one, sometimes a few.
    package var archiveReadable = Bound(64, .archiveReadable)
    package var gzipMembers = Bound(64, .gzipMembers)

    package var xmlDepth = Bound(32, .xmlDepth)
    package var xmlNameBytes = Bound(256, .xmlNameBytes)
    package var xmlAttributes = Bound(64, .xmlAttributes)
    package var xmlTextBytes = Bound(64 << 10, .xmlTextBytes)
    package var xmlCommentBytes = Bound(64 << 10, .xmlCommentBytes)
    /// A tag, comment or declaration that has not ended: what the parser must hold in memory.
    package var xmlTokenBytes = Bound(128 << 10, .xmlTokenBytes)
    package var recordsPerReport = Bound(2_000_000, .recordsPerReport)
    package var resultsPerRecord = Bound(200, .resultsPerRecord)
    package var reasonsPerRecord = Bound(64, .reasonsPerRecord)
    /// org_name, report_id and their like; longer ones are cut for display and kept by digest.
    package var metadataBytes = Bound(1024, .metadataBytes)
    /// Nobody sends 10^12 messages in a day.
    package var messagesPerRecord = Bound(1_000_000_000_000, .messagesPerRecord)

    package var recipientsPerMessage = Bound(1000, .recipientsPerMessage)
    package var diagnosticBytes = Bound(4096, .diagnosticBytes)
    package var addressBytes = Bound(320, .addressBytes)
    package var jsonBytes = Bound(16 << 20, .jsonBytes)
    package var jsonDepth = Bound(32, .jsonDepth)
    package var tlsPolicies = Bound(10_000, .tlsPolicies)

    package init() {}

    /// Every bound with its key path, for settings and for the generated documentation.
    package static var all: [WritableKeyPath<Limits, Bound> & Sendable] {
        [
            \.messageBytes, \.headerBytes, \.headerFieldBytes, \.headerFields, \.mimeDepth, \.mimeParts, \.parameters,
            \.boundaryBytes, \.delimiterLines, \.encodedWords, \.partBytes, \.unpackedBytes, \.unpackedRatio, \.archiveEntries,
            \.archiveReadable, \.gzipMembers, \.xmlDepth, \.xmlNameBytes, \.xmlAttributes, \.xmlTextBytes,
            \.xmlCommentBytes, \.xmlTokenBytes, \.recordsPerReport, \.resultsPerRecord, \.reasonsPerRecord,
            \.metadataBytes, \.messagesPerRecord, \.recipientsPerMessage, \.diagnosticBytes, \.addressBytes,
            \.jsonBytes, \.jsonDepth, \.tlsPolicies,
        ]
    }
}
