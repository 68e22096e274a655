/// Why a message, or a part of it, could not be read: a stable reason and a sentence for a person.
///
/// Every reader of the core throws this type and nothing else. The reason is part of the output contract
/// (`outcome: set-aside`, `rejected[].reason`); the detail names the bound and the setting where one was met.
package struct ReadError: Error, Hashable, Sendable {
    package let reason: Reason
    package let detail: String

    package init(_ reason: Reason, _ detail: String) {
        self.reason = reason
        self.detail = detail
    }

    /// A bound was met: the sentence names what was found, the bound and the setting that moves it.
    package init(_ reason: Reason, exceeded bound: Bound, found: Int? = nil, in place: String = "") {
        self.reason = reason
        let what = found.map { "\($0) \(bound.unit)" } ?? "more \(bound.unit)"
        let of = place.isEmpty ? "" : " in \(place)"
        self.detail = "\(what)\(of) where \(bound.value) are allowed (setting limits.\(bound.setting))"
    }

    /// Stable slugs: kind of thing, dot, what is wrong with it.
    package enum Reason: String, CaseIterable, Sendable {
        case messageEmpty = "message.empty"
        case messageTooLarge = "message.too-large"
        case messageDamaged = "message.damaged"
        case messageTooDeep = "message.too-deep"
        case messageTooManyParts = "message.too-many-parts"
        case messageHeaderTooLarge = "message.header-too-large"
        case messageTooManyFields = "message.too-many-fields"
        case messageNoReport = "message.no-report"
        case messagePartial = "message.partial"
        case messageExternalBody = "message.external-body"
        case partTooLarge = "part.too-large"
        case partBadEncoding = "part.bad-encoding"
        case partOutlook = "part.outlook-tnef"
        case gzipTruncated = "gzip.truncated"
        case gzipDamaged = "gzip.damaged"
        case gzipRatio = "gzip.ratio"
        case gzipTooLarge = "gzip.too-large"
        case gzipTooManyMembers = "gzip.too-many-members"
        case zipTruncated = "zip.truncated"
        case zipDamaged = "zip.damaged"
        case zipEncrypted = "zip.encrypted"
        case zipMethod = "zip.method"
        case zipRatio = "zip.ratio"
        case zipTooLarge = "zip.too-large"
        case zipTooManyEntries = "zip.too-many-entries"
        case zipAmbiguous = "zip.ambiguous"
        case zipOverlap = "zip.overlap"
        case zipNoReport = "zip.no-report"
        case archiveTooDeep = "archive.too-deep"
        case archiveFormat = "archive.format"
        case xmlDoctype = "xml.doctype"
        case xmlEntity = "xml.entity"
        case xmlTooDeep = "xml.too-deep"
        case xmlNameTooLong = "xml.name-too-long"
        case xmlTooManyAttributes = "xml.too-many-attributes"
        case xmlTextTooLong = "xml.text-too-long"
        case xmlCommentTooLong = "xml.comment-too-long"
        case xmlTruncated = "xml.truncated"
        case xmlMalformed = "xml.malformed"
        case xmlEncoding = "xml.encoding"
        case aggregateNotOne = "aggregate.not-a-report"
        case aggregateMissing = "aggregate.missing-field"
        case aggregateImplausible = "aggregate.implausible"
        case aggregateNoRecord = "aggregate.no-readable-record"
        case aggregateTooManyRecords = "aggregate.too-many-records"
        case aggregateUnused = "aggregate.reporter-sent-no-report"
        case feedbackMissing = "feedback.missing-field"
        case feedbackDamaged = "feedback.damaged"
        case feedbackXARF = "feedback.xarf"
        case deliveryMissing = "delivery-status.missing-field"
        case deliveryTooManyRecipients = "delivery-status.too-many-recipients"
        case tlsMalformed = "tls.malformed"
        case tlsMissing = "tls.missing-field"
        case tlsImplausible = "tls.implausible"
        case crashed = "message.crashed-the-reader"
        case timedOut = "message.timeout"
        case outOfMemory = "message.memory"
        case notRegular = "file.not-regular"
    }
}
