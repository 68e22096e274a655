import Deliverability

/// The server's side of Postfix's policy delegation (SMTPD_POLICY_README): lines `name=value`, ended by an empty one, are
/// answered by `action=…` and an empty line.
///
/// On trouble the protocol wants no answer and a closed connection: Postfix asks once more, and then defers the mail
/// (`smtpd_policy_service_default_action`).
package struct PolicyDialogue: LookupDialogue {
    /// One request: Postfix sends about thirty lines, most of them short; addresses have up to 2 KiB there.
    package static let requestBytesMax = 32 << 10

    private var input = WaitingBytes()
    /// Bytes of the line under way that hold no line end.
    private var searched = 0
    private var request = Request()

    private struct Request {
        var bytes = 0
        var isForUs = false
        var recipient: [UInt8]?
    }

    package init() {}

    package var isInsideRequest: Bool { !input.isEmpty || request.bytes > 0 }

    package mutating func append(_ bytes: some Sequence<UInt8>) { input.append(bytes) }

    package mutating func step(_ verdict: ([UInt8]) -> LookupVerdict, into output: inout [UInt8]) -> DialogueStep {
        do {
            guard let whole = try nextRequest() else { return .needsMore }
            let action = try Self.action(whole.recipient, verdict)
            output.append(contentsOf: "action=\(action)\n\n".utf8)
            return .answered
        } catch {
            return .ends(error)
        }
    }

    /// The next whole request; nil: its empty line has not come yet.
    private mutating func nextRequest() throws(LookupFault) -> Request? {
        while let line = try nextLine() {
            guard line.isEmpty else {
                try read(line)
                continue
            }
            let whole = request
            request = Request()
            guard whole.isForUs else { throw .otherRequest }
            return whole
        }
        return nil
    }

    /// Before RCPT and with several recipients there is none: nothing can be said then.
    private static func action(_ recipient: [UInt8]?, _ verdict: ([UInt8]) -> LookupVerdict) throws(LookupFault) -> String {
        guard let recipient, !recipient.isEmpty else { return "DUNNO" }
        switch verdict(recipient) {
        case .suppressed(let reason): return "REJECT " + reason.refusal
        case .free: return "DUNNO"
        case .unreadable, .busy: throw .noVerdict
        }
    }

    /// Attributes that we do not know are none of our business, now and in later releases of Postfix.
    private mutating func read(_ line: ArraySlice<UInt8>) throws(LookupFault) {
        guard let equals = line.firstIndex(of: 61), equals > line.startIndex, !line.contains(0) else { throw .noPolicyLine }
        let name = line[..<equals], value = line[(equals + 1)...]
        if name.elementsEqual("request".utf8) {
            request.isForUs = value.elementsEqual("smtpd_access_policy".utf8)
            if !request.isForUs { throw .otherRequest }
        } else if name.elementsEqual("recipient".utf8) {
            guard request.recipient == nil else { throw .repeatedAttribute }
            request.recipient = Array(value)
        }
    }

    /// The next line without its end; nil: it has not come yet. A CR in front of the LF is none of the value.
    private mutating func nextLine() throws(LookupFault) -> ArraySlice<UInt8>? {
        let bytes = input.bytes, start = input.start
        let end = bytes[(start + searched)...].firstIndex(of: 10)
        let length = (end ?? bytes.count) - start
        guard request.bytes + length <= Self.requestBytesMax else {
            throw .tooLong(bound: "policy request", bytes: Self.requestBytesMax)
        }
        guard let end else {
            searched = length
            return nil
        }
        searched = 0
        request.bytes += length + 1
        input.drop(length + 1)
        let line = bytes[start..<end]
        return line.last == 13 ? line.dropLast() : line
    }
}
