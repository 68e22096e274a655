import Deliverability

/// The server's side of Postfix's socketmap (socketmap_table(5)): a netstring `name SP key` is answered by a netstring
/// `OK SP data`, `NOTFOUND SP`, `TEMP SP reason`, `TIMEOUT SP reason` or `PERM SP reason`.
package struct SocketmapDialogue: LookupDialogue {
    /// The tables that may be asked, by the name behind the last colon of `socketmap:inet:host:port:name`.
    package enum Table: String, CaseIterable, Sendable {
        /// For `check_recipient_access`: what access(5) takes.
        case access
        /// For `transport_maps`: mail from sendmail(1) passes no smtpd, but all mail is routed.
        case transport
    }

    /// What Postfix itself sends at most since 3.12; an address has 320 bytes.
    package static let queryBytesMax = 10_000

    private var input = WaitingBytes()

    package init() {}

    package var isInsideRequest: Bool { !input.isEmpty }

    package mutating func append(_ bytes: some Sequence<UInt8>) { input.append(bytes) }

    package mutating func step(_ verdict: ([UInt8]) -> LookupVerdict, into output: inout [UInt8]) -> DialogueStep {
        do {
            guard let query = try nextQuery() else { return .needsMore }
            Self.write(Self.answer(to: query, verdict), into: &output)
            return .answered
        } catch {
            Self.write(.permanent(error.description), into: &output)
            return .ends(error)
        }
    }

    private enum Answer {
        case ok(String), notFound, temporary(String), timeout(String), permanent(String)

        var text: String {
            switch self {
            case .ok(let data): "OK " + data
            case .notFound: "NOTFOUND "
            case .temporary(let reason): "TEMP " + reason
            case .timeout(let reason): "TIMEOUT " + reason
            case .permanent(let reason): "PERM " + reason
            }
        }
    }

    private static func answer(to query: ArraySlice<UInt8>, _ verdict: ([UInt8]) -> LookupVerdict) -> Answer {
        guard let blank = query.firstIndex(of: 32) else { return .permanent("a query is a table's name, a blank and a key") }
        guard let table = Table(rawValue: String(decoding: query[..<blank], as: UTF8.self)) else {
            return .permanent("there is no table of this name: " + Table.allCases.map(\.rawValue).joined(separator: ", "))
        }
        switch (verdict(Array(query[(blank + 1)...])), table) {
        case (.suppressed(let reason), .access): return .ok("REJECT " + reason.refusal)
        case (.suppressed(let reason), .transport): return .ok("error:" + reason.refusal)
        case (.free, _): return .notFound
        case (.unreadable, _): return .temporary("the suppressions cannot be read")
        case (.busy, _): return .timeout("the suppressions cannot be read in time")
        }
    }

    private static func write(_ answer: Answer, into output: inout [UInt8]) {
        let text = answer.text
        output.append(contentsOf: "\(text.utf8.count):\(text),".utf8)
    }

    /// The next whole netstring; nil: it has not come yet. A length has no sign, no blank and no zero in front.
    private mutating func nextQuery() throws(LookupFault) -> ArraySlice<UInt8>? {
        let bytes = input.bytes
        var length = 0, place = input.start
        while true {
            guard place < bytes.count else { return nil }
            let byte = bytes[place]
            if byte == 58, place > input.start { break }
            guard byte >= 48, byte <= 57, length > 0 || place == input.start else { throw .noNetstring }
            length = length * 10 + Int(byte - 48)
            guard length <= Self.queryBytesMax else { throw .tooLong(bound: "socketmap query", bytes: Self.queryBytesMax) }
            place += 1
        }
        let end = place + 1 + length
        guard end < bytes.count else { return nil }
        guard bytes[end] == 44 else { throw .noNetstring }
        input.drop(end + 1 - input.start)
        return bytes[(place + 1)..<end]
    }
}
