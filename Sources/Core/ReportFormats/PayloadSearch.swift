import MailSyntax
import Unpacking

/// Looks through the parts of one message for aggregate and TLS reports, whatever their labels say, and keeps account
/// of what was refused. Archives are opened one level deep; one budget bounds it all.
struct PayloadSearch {
    private let limits: Limits
    private let aggregates: AggregateReader
    private let sink: any RecordSink
    private var budget: Budget
    private var identities: Set<Identity> = []
    /// Reports that were read, repeated ones included.
    private var readReports = 0
    private(set) var reports: [Report] = []
    private(set) var rejected: [Reading.RejectedPart] = []
    private(set) var warnings: [String] = []
    /// Whether something was a report by its content, even if it could not be read.
    private(set) var sawReport = false

    /// The same report twice in one mail counts once.
    private struct Identity: Hashable {
        let org: String, id: String, domain: String, begin: Timestamp, end: Timestamp, content: UInt64
    }

    init(limits: Limits, sink: any RecordSink, space: UnpackingSpace) {
        self.limits = limits
        self.sink = sink
        aggregates = AggregateReader(limits: limits, sink: sink)
        budget = Budget(limits: limits, space: space)
    }

    // MARK: parts

    mutating func take(_ part: BodyPart) {
        guard let candidate = Candidate.of(part) else { return }
        do throws(ReadError) {
            switch candidate {
            case .refused(let error): rejected.append(Reading.RejectedPart(part: part.label, error: error))
            case .decoded:
                if part.encoding == .base64, part.body.count > Self.streamedBytes,
                    let payload = Payload.payload(inBase64: part.source, part.body, name: part.name ?? part.label)
                {
                    read(payload, depth: 0)
                } else {
                    try take(part.decoded(limits), part: part)
                }
            case .bareBase64: take(Base64.decode(part.source, part.body), name: part.name ?? part.label)
            }
        } catch {
            refuse(part.name ?? part.label, error)
        }
    }

    /// Parts from this size on are decoded while they are read, not before.
    private static let streamedBytes = 1 << 20

    private mutating func take(_ bytes: [UInt8], part: BodyPart) {
        if UnusedBody.matches(bytes) {
            refuse(
                part.label,
                ReadError(.aggregateUnused, "the reporter sent a mail that says only `unused`: it had nothing to report, or failed to"))
        } else {
            take(bytes, name: part.name ?? part.label)
        }
    }

    mutating func take(_ bytes: [UInt8], name: String?) { open(bytes, name: name, depth: 0) }

    private mutating func refuse(_ name: String?, _ error: ReadError) {
        guard limits.archiveEntries.allows(rejected.count) else { return }
        rejected.append(Reading.RejectedPart(part: name ?? "file", error: error))
    }

    // MARK: payloads

    private mutating func open(_ bytes: [UInt8], name: String?, depth: Int) {
        var refusals: [(String?, ReadError)] = []
        let readBefore = readReports, refusedBefore = rejected.count
        let payloads = Payload.payloads(in: bytes, name: name, limits: limits) { refusals.append(($0, $1)) }
        for (entry, error) in refusals { refuse(entry ?? name, error) }
        for payload in payloads { read(payload, depth: depth) }
        if ContentKind.of(bytes) == .zip, readReports == readBefore,
            rejected[refusedBefore...].allSatisfy({ $0.error.reason.isAboutOtherDocuments })
        {
            refuse(name, ReadError(.zipNoReport, "none of the archive's \(payloads.count) entries is a report"))
        }
    }

    private mutating func read(_ payload: Payload, depth: Int) {
        let name = payload.name
        do throws(ReadError) {
            switch try aggregates.read(payload, &budget) {
            case .report(var report, let notes):
                sawReport = true
                report.part = name
                accept(report, notes)
            case .notXML(let kind): try readOther(payload, kind, depth: depth)
            }
        } catch {
            if error.reason.isAboutReports { sawReport = true }
            refuse(name, error)
        }
    }

    private mutating func accept(_ report: AggregateReport, _ notes: [String]) {
        readReports += 1
        let identity = Identity(
            org: report.orgName, id: report.reportID, domain: report.policy.domain, begin: report.begin, end: report.end,
            content: report.contentDigest)
        guard identities.insert(identity).inserted else {
            sink.refused()
            warnings.append("\(report.part ?? "a part") holds the same report once more; it counts once")
            return
        }
        sink.accepted(report)
        reports.append(.aggregate(report))
        warnings.append(contentsOf: notes)
        if report.skippedRecords > 0 {
            warnings.append(
                "\(report.skippedRecords) of \(report.records + report.skippedRecords) records of \(report.part ?? "the report") were skipped"
            )
        }
    }

    private mutating func readOther(_ payload: Payload, _ kind: ContentKind, depth: Int) throws(ReadError) {
        switch kind {
        case .json:
            let json = try payload.unpacked(&budget)
            let report = try TLSReportReader.read(json, limits: limits)
            sawReport = true
            readReports += 1
            reports.append(.tls(report))
        case .gzip, .zlib, .zip:
            guard depth == 0 else { throw ReadError(.archiveTooDeep, "an archive inside an archive inside an archive") }
            open(try payload.unpacked(&budget), name: payload.name, depth: depth + 1)
        case .archive(let format): throw ReadError(.archiveFormat, "\(format) archives are not read: reports come as gzip or zip")
        case .xml, .other:
            if payload.isPlain, depth == 0 {
                let bytes = try payload.unpacked(&budget)
                if ContentKind.endsLikeZip(bytes) { throw ReadError(.zipDamaged, "bytes stand before the archive") }
            }
        }
    }
}

extension ReadError.Reason {
    /// The document is sound, or might be, and no report.
    var isAboutOtherDocuments: Bool { self == .aggregateNotOne || self == .tlsMissing || self == .zipNoReport }

    /// Faults that only a document which began as a report can have.
    fileprivate var isAboutReports: Bool {
        rawValue.hasPrefix("aggregate.") && self != .aggregateNotOne
            || rawValue.hasPrefix("tls.") && self != .tlsMissing && self != .tlsMalformed
    }
}

/// Whether a part is worth opening, by type and name as hints and by its first bytes.
private enum Candidate {
    case decoded
    /// No MIME at all: the body is the base64 of an archive.
    case bareBase64
    case refused(ReadError)

    static func of(_ part: BodyPart) -> Candidate? {
        let type = part.mediaType.essence
        switch type {
        case "message/partial": return .refused(ReadError(.messagePartial, "a fragment of a message is never put together"))
        case "message/external-body": return .refused(ReadError(.messageExternalBody, "a body that lies elsewhere is never fetched"))
        case "application/ms-tnef", "application/vnd.ms-tnef":
            return .refused(ReadError(.partOutlook, "Outlook's winmail.dat is not opened"))
        default: break
        }
        if part.body.isEmpty { return nil }
        switch part.mediaType.type {
        case "image", "video", "audio", "font", "multipart", "model": return nil
        case "text":
            if type == "text/xml" || type == "text/json" { return .decoded }
            if type == "text/html", part.name == nil { return nil }
            if part.encoding == .identity, beginsLikeBase64Archive(part) { return .bareBase64 }
            return part.name != nil || beginsLikeReport(part) ? .decoded : nil
        case "message": return nil
        default:
            return type == "application/pgp-signature" || type == "application/pdf" || type == "application/pkcs7-signature"
                ? nil : .decoded
        }
    }

    private static func beginsLikeBase64Archive(_ part: BodyPart) -> Bool {
        let body = part.source.trimmed(part.body)
        return ["H4sI", "UEsDB", "PD94bWwg", "PGZlZWRiYWNr"].contains {
            part.source.starts(with: Array($0.utf8), at: body.lowerBound, limit: body.upperBound)
        }
    }

    private static func beginsLikeReport(_ part: BodyPart) -> Bool {
        if part.encoding == .base64 { return part.body.count > 20 }
        let body = part.source.trimmed(part.body), source = part.source
        if body.count < 40 { return UnusedBody.matches(Array(source[body])) }
        return source.startsIgnoringCase("<?xml", at: body.lowerBound, limit: body.upperBound)
            || source.startsIgnoringCase("<feedback", at: body.lowerBound, limit: body.upperBound)
            || source[body.lowerBound] == 123 && source.findIgnoringCase("organization-name", in: body.prefix(4000)) != nil
            || source[body.lowerBound] == 0xEF
            || [0x1F, 0x50].contains(source[body.lowerBound]) && ContentKind.of(Array(source[body])) != .other
    }
}

/// Yahoo and AOL sent reports whose body was the single word `unused` (2023).
private enum UnusedBody {
    static func matches(_ bytes: [UInt8]) -> Bool {
        guard bytes.count < 40 else { return false }
        return bytes.equalsIgnoringCase("unused", in: bytes.trimmed(0..<bytes.count))
    }
}
