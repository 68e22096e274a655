import Deliverability

/// What is known of the address that a mail server asks about.
package enum LookupVerdict: Hashable, Sendable {
    case suppressed(SuppressionReason)
    case free
    /// The store cannot be read: nobody knows. Never taken for `free`.
    case unreadable
    /// The store was in use for too long: asked again it may answer.
    case busy
}

/// One connection as a pure value: bytes go in, answers come out. No socket, no store, no clock.
///
/// A mail server may send many requests without waiting, or one in many pieces; the answers come in the order of the
/// requests. Whatever the bytes are, there is an answer, a wait for more, or one declared fault, within the bounds.
package protocol LookupDialogue: Sendable {
    init()

    /// Whether a request has begun and not ended.
    var isInsideRequest: Bool { get }

    mutating func append(_ bytes: some Sequence<UInt8>)

    /// Takes the next request and appends its answer.
    ///
    /// - Parameter verdict: gives what is known of a key.
    mutating func step(_ verdict: ([UInt8]) -> LookupVerdict, into output: inout [UInt8]) -> DialogueStep
}

package enum DialogueStep: Hashable, Sendable {
    case answered
    /// The request is not whole yet.
    case needsMore
    /// The connection ends, after what is in the output.
    case ends(LookupFault)
}

/// Why a connection ends before its client hangs up. Without what was sent: it may hold an address (law 8).
package enum LookupFault: Error, Hashable, Sendable, CustomStringConvertible {
    case noNetstring
    case noPolicyLine
    case otherRequest
    case repeatedAttribute
    case tooLong(bound: String, bytes: Int)
    /// The protocol asks for silence where there is no verdict.
    case noVerdict

    package var description: String {
        switch self {
        case .noNetstring: "what was sent is no netstring"
        case .noPolicyLine: "a line of the request is not name=value"
        case .otherRequest: "the request does not say request=smtpd_access_policy"
        case .repeatedAttribute: "the request names its recipient twice"
        case .tooLong(let bound, let bytes): "a request is longer than \(bytes) bytes (\(bound))"
        case .noVerdict: "the suppressions cannot be read"
        }
    }
}

/// Bytes that came and were not taken yet.
struct WaitingBytes: Sendable {
    private(set) var bytes: [UInt8] = []
    private(set) var start = 0

    var isEmpty: Bool { start == bytes.count }
    var count: Int { bytes.count - start }

    mutating func append(_ more: some Sequence<UInt8>) {
        if start > 0 {
            bytes.removeFirst(start)
            start = 0
        }
        bytes.append(contentsOf: more)
    }

    mutating func drop(_ count: Int) { start = min(bytes.count, start + count) }
}
