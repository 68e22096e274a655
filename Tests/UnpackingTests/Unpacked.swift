import MailSyntax
import TestKit
import Unpacking

/// What comes out of bytes: the content of each payload, or why there is none.
struct Unpacked {
    private(set) var contents: [String] = []
    private(set) var names: [String?] = []
    private(set) var reasons: [ReadError.Reason] = []
    private(set) var details: [String] = []

    init(_ bytes: [UInt8], limits: Limits = Limits()) {
        var budget = Budget(limits: limits)
        var refused: [ReadError] = []
        for payload in Payload.payloads(in: bytes, name: "attachment", limits: limits, refused: { refused.append($1) }) {
            do throws(ReadError) {
                let content = try payload.unpacked(&budget)
                contents.append(String(decoding: content, as: UTF8.self))
                names.append(payload.name)
            } catch {
                refused.append(error)
            }
        }
        reasons = refused.map(\.reason)
        details = refused.map(\.detail)
    }
}

extension Limits {
    func with(_ change: (inout Limits) -> Void) -> Limits {
        var limits = self
        change(&limits)
        return limits
    }
}

/// Text long enough to cross several chunks, and not periodic.
let longText: [UInt8] = (0..<30_000).flatMap { Array("<row id=\"\($0 &* 2_654_435_761 % 1_000_003)\"/>\n".utf8) }
