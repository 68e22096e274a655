import Deliverability
import MailSyntax
import Storage

/// Turns the bytes of one message into what a store commits. Total: what cannot be read gives a record that is set
/// aside, with its reason. Called on many threads at once.
package typealias Prepare = @Sendable (_ bytes: [UInt8], _ digest: MessageDigest) -> MessageRecord

/// The same where reading may fail without a word about the message's content, as in a process of its own. Errors:
/// `ReaderDeath`, `LocalFault`.
package typealias PrepareApart = @Sendable (_ bytes: [UInt8], _ digest: MessageDigest) throws -> MessageRecord

/// The end of whoever read a message, and of nobody else: it trapped, or it met a bound of time or memory.
package struct ReaderDeath: Error, Hashable, Sendable {
    package let reason: ReadError.Reason
    /// A sentence for a person, with the bound and the setting that moves it where one was met.
    package let detail: String

    package init(_ reason: ReadError.Reason, _ detail: String) {
        self.reason = reason
        self.detail = detail
    }
}

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
