import Deliverability
import MailSyntax
import Storage

/// Turns the bytes of one message into what a store commits. Total: what cannot be read gives a record that is set
/// aside, with its reason. Called on many threads at once.
package typealias Prepare = @Sendable (_ bytes: [UInt8], _ digest: MessageDigest) -> MessageRecord

extension MessageRecord {
    /// A message that was refused before it was read.
    package static func refused(_ error: ReadError, digest: MessageDigest) -> MessageRecord {
        MessageRecord(
            digest: digest, outcome: .setAside, kind: nil, reason: error, events: [], aggregates: [], reportKinds: [], warnings: [],
            path: nil)
    }

    /// The same record with the place where its bytes lie.
    package func lying(at path: String?) -> MessageRecord {
        MessageRecord(
            digest: digest, outcome: outcome, kind: kind, reason: reason, events: events, aggregates: aggregates, tls: tls,
            reportKinds: reportKinds, warnings: warnings, path: path, tokenRefusals: tokenRefusals)
    }
}

extension MessageDigest {
    /// Identity of something whose bytes are not read (a pipe, a file past all bounds): a digest of its description.
    package static func ofUnread(_ description: String, reason: ReadError.Reason) -> MessageDigest {
        SHA256Digest.of(Array("unread \(reason.rawValue) \(description)".utf8))
    }
}
