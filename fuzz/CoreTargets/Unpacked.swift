import MailSyntax
import Unpacking

/// What comes out of an archive under some limits: names, contents, refusals.
struct Unpacked: Equatable {
    var contents: [Content] = []
    var refused: [String] = []

    enum Content: Equatable {
        case bytes([UInt8]), refused(ReadError.Reason)
    }

    /// - Throws: `BrokenLaw` where more came out than the limits allow.
    init(_ bytes: [UInt8], _ limits: Limits) throws {
        var refusals: [String] = []
        let payloads = Payload.payloads(in: bytes, name: nil, limits: limits) { refusals.append("\($0 ?? ""): \($1.reason)") }
        refused = refusals
        try law("more entries than may be read", payloads.count <= limits.archiveReadable.value)
        var budget = Budget(limits: limits)
        for payload in payloads {
            try law("a long name", (payload.name ?? "").utf8.count <= 1024)
            contents.append(Self.content(payload, &budget))
            try law(
                "\(budget.unpackedBytes) bytes where \(limits.unpackedBytes.value) are allowed",
                budget.unpackedBytes <= limits.unpackedBytes.value + 64 << 10)
        }
    }

    static func content(_ payload: Payload, _ budget: inout Budget) -> Content {
        do throws(ReadError) { return .bytes(try payload.unpacked(&budget)) } catch { return .refused(error.reason) }
    }

    /// The same bytes give the same contents each time, under wide limits and narrow ones.
    static func checkTwice(_ bytes: [UInt8]) throws {
        for limits in [Limits(), .narrow] {
            let first = try Unpacked(bytes, limits)
            try law("unpacked again, something else comes out", try Unpacked(bytes, limits) == first)
        }
    }
}
