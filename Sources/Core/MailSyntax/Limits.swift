/// One bound: how much, of what, and the name of the setting that moves it. Its words are literals, so that a copy of
/// all limits is a copy of bytes.
package struct Bound: Hashable, Sendable {
    package var value: Int
    private let unitWord: StaticString
    private let settingWord: StaticString

    package init(_ value: Int, _ unit: StaticString, _ setting: StaticString) {
        self.value = value
        unitWord = unit
        settingWord = setting
    }

    package var unit: String { "\(unitWord)" }
    package var setting: String { "\(settingWord)" }

    @inlinable @inline(__always) package func allows(_ found: Int) -> Bool { found <= value }

    /// The name of the setting is the identity of a bound, and a literal has one address.
    package static func == (a: Bound, b: Bound) -> Bool { a.value == b.value && a.settingWord.utf8Start == b.settingWord.utf8Start }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(value)
        hasher.combine(settingWord.utf8Start)
    }
}

/// Every bound on what a message may cost us. A mailbox for reports is open to the world: what it holds is
/// hostile until read, and a reader without bounds belongs to whoever writes to it.
package struct Limits: Hashable, Sendable {
    /// Largest message that is opened at all. Real giants: 1,000,000 records are 18 MB of mail.
    package var messageBytes = Bound(64 << 20, "bytes", "message-bytes")
    /// All header fields of one message or part together (Dovecot: 50 MiB; honest mail: under 64 KiB).
    package var headerBytes = Bound(1 << 20, "bytes", "header-bytes")
    /// One header field (Postfix `header_size_limit`: 102,400 bytes).
    package var headerFieldBytes = Bound(102_400, "bytes", "header-field-bytes")
    package var headerFields = Bound(1000, "header fields", "header-fields")
    /// Nesting of multiparts and messages (Postfix and Dovecot: 100).
    package var mimeDepth = Bound(100, "levels", "mime-depth")
    package var mimeParts = Bound(1000, "parts", "mime-parts")
    /// Parameters of one Content-Type or Content-Disposition (CVE-2026-27859 was a flood of them).
    package var parameters = Bound(64, "parameters", "parameters")
    /// RFC 2046 §5.1.1 allows 70 characters; real mailers go past it.
    package var boundaryBytes = Bound(256, "bytes", "boundary-bytes")
    /// Lines that start with `--` in a message of several parts; a long patch or table has thousands.
    package var delimiterLines = Bound(1_000_000, "lines that start with --", "delimiter-lines")
    package var encodedWords = Bound(200, "encoded words", "encoded-words")

    /// One body part after its transfer encoding is undone.
    package var partBytes = Bound(48 << 20, "bytes", "part-bytes")
    /// Real output of all decompression in one message. The biggest honest report known (1,000,000 records) is 458 MB.
    package var unpackedBytes = Bound(1 << 30, "bytes", "unpacked-bytes")
    /// Output for each input byte, once past the first MiB. Honest reports reach 34:1, deflate's ceiling is 1030:1.
    package var unpackedRatio = Bound(128, "times the input", "unpacked-ratio")
    package var archiveEntries = Bound(1000, "entries", "archive-entries")
    /// Entries that are inflated at all: an archive of a report holds one, sometimes a few.
    package var archiveReadable = Bound(64, "readable entries", "archive-readable")
    package var gzipMembers = Bound(64, "members", "gzip-members")

    package var xmlDepth = Bound(32, "levels", "xml-depth")
    package var xmlNameBytes = Bound(256, "bytes", "xml-name-bytes")
    package var xmlAttributes = Bound(64, "attributes", "xml-attributes")
    package var xmlTextBytes = Bound(64 << 10, "bytes", "xml-text-bytes")
    package var xmlCommentBytes = Bound(64 << 10, "bytes", "xml-comment-bytes")
    /// A tag, comment or declaration that has not ended: what the parser must hold in memory.
    package var xmlTokenBytes = Bound(128 << 10, "bytes", "xml-token-bytes")
    package var recordsPerReport = Bound(2_000_000, "records", "records-per-report")
    package var resultsPerRecord = Bound(200, "results", "results-per-record")
    package var reasonsPerRecord = Bound(64, "reasons", "reasons-per-record")
    /// org_name, report_id and their like; longer ones are cut for display and kept by digest.
    package var metadataBytes = Bound(1024, "bytes", "metadata-bytes")
    /// Nobody sends 10^12 messages in a day.
    package var messagesPerRecord = Bound(1_000_000_000_000, "messages", "messages-per-record")

    package var recipientsPerMessage = Bound(1000, "recipients", "recipients-per-message")
    package var diagnosticBytes = Bound(4096, "bytes", "diagnostic-bytes")
    package var addressBytes = Bound(320, "bytes", "address-bytes")
    package var jsonBytes = Bound(16 << 20, "bytes", "json-bytes")
    package var jsonDepth = Bound(32, "levels", "json-depth")
    package var tlsPolicies = Bound(10_000, "policies", "tls-policies")

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
