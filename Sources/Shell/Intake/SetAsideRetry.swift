import Deliverability
import Glibc
import MailSyntax
import Storage

/// Reads set-aside mail again: what can be read now is committed and takes the place of the refusal.
package struct SetAsideRetry {
    /// What became of the records, in numbers.
    package struct Tally: Hashable, Sendable {
        /// Committed now.
        package var read = 0
        /// Committed meanwhile under another delivery: the refusal is gone.
        package var known = 0
        package var refused = 0
        /// The bytes are no longer where they were.
        package var gone = 0
        /// They are there and cannot be opened, or the store refused what they say.
        package var unreadable = 0

        package init() {}

        package var tried: Int { read + known + refused + gone + unreadable }
    }

    private let limits: Limits
    private let storePath: String
    private let prepare: Prepare
    private let forgets: Bool

    /// - Parameter forgets: rows whose bytes are gone are dropped.
    package init(limits: Limits, storePath: String, prepare: @escaping Prepare, forgets: Bool) {
        self.limits = limits
        self.storePath = storePath
        self.prepare = prepare
        self.forgets = forgets
    }

    /// Errors: `StoreError`; mail that is missing or cannot be opened is counted and keeps none of the others.
    package func run(_ records: [SetAsideRecord], into store: any Store, at now: Timestamp) throws -> Tally {
        var tally = Tally()
        for record in records { try retry(record, store, now, &tally) }
        return tally
    }

    private enum End { case read, known, refused, gone, unreadable }

    private func retry(_ record: SetAsideRecord, _ store: any Store, _ now: Timestamp, _ tally: inout Tally) throws {
        switch try end(of: record, store, now) {
        case .read: tally.read += 1
        case .known: tally.known += 1
        case .refused: tally.refused += 1
        case .unreadable: tally.unreadable += 1
        case .gone:
            tally.gone += 1
            if forgets { try store.removeSetAside(record.digest) }
        }
    }

    private func end(of record: SetAsideRecord, _ store: any Store, _ now: Timestamp) throws -> End {
        guard let path = record.path else { return .gone }
        var end = End.gone
        do {
            try OneShotSource.forEachMessage(in: [path], limits: limits) { message in
                guard end == .gone, isMeant(message, by: record) else { return }
                end = try commit(message, for: record, store, now)
            }
        } catch SourceError.missing {
            return .gone
        } catch is SourceError {
            return .unreadable
        }
        if end == .read || end == .known { SetAsideFolder.discard(path, digest: record.digest, storePath: storePath) }
        return end
    }

    /// A record of bytes has their digest. One of a message that was not read has that of a description: it is found by its
    /// place, and a file of a Maildir or of a set-aside folder is one message.
    private func isMeant(_ message: SourceMessage, by record: SetAsideRecord) -> Bool {
        if message.digest == record.digest { return true }
        guard record.wasNotRead else { return false }
        let described = MessageDigest.ofUnread("\(message.source) \(message.position)", reason: .messageTooLarge)
        return described == record.digest || message.position == 0 && SetAsideFolder.holdsOneMessage(message.source, of: record.digest)
    }

    private func commit(_ message: SourceMessage, for record: SetAsideRecord, _ store: any Store, _ now: Timestamp) throws -> End {
        guard case .bytes = message.content else { return .refused }
        let prepared = Ingestion.record(of: message, prepare)
        if prepared.digest == record.digest {
            return prepared.outcome == .setAside ? .refused : try commit(prepared, store, now)
        }
        // Now there are bytes, and with them another digest; refused or not, theirs is the better record.
        let isRefused = prepared.outcome == .setAside
        let end = try commit(isRefused ? prepared.lying(at: record.path) : prepared, store, now)
        guard end != .unreadable else { return end }
        try store.removeSetAside(record.digest)
        return isRefused ? .refused : end
    }

    /// A store that refuses one message keeps none of the others.
    private func commit(_ prepared: MessageRecord, _ store: any Store, _ now: Timestamp) throws -> End {
        switch try store.commit([prepared], at: now).first?.verdict {
        case .new: .read
        case .duplicate: .known
        case .failed, nil: .unreadable
        }
    }
}

extension SetAsideRecord {
    /// Past a bound: its digest is that of a description.
    fileprivate var wasNotRead: Bool { reason == ReadError.Reason.messageTooLarge.rawValue }
}

extension SetAsideFolder {
    /// Whether a path names a file of a Maildir or the one of this digest in a set-aside folder: no mbox.
    fileprivate static func holdsOneMessage(_ path: String, of digest: MessageDigest) -> Bool {
        let names = path.split(separator: "/")
        if names.last == "\(digest.description.prefix(16)).eml" { return true }
        return names.dropLast().last.map { Maildir.Place(rawValue: String($0)) != nil } ?? false
    }

    /// Removes mail that was read after all, and its sidecar, where they lie in a set-aside folder of ours: beside the store
    /// or inside a Maildir. Anything else is left alone.
    fileprivate static func discard(_ path: String, digest: MessageDigest, storePath: String) {
        guard let slash = path.lastIndex(of: "/") else { return }
        let folder = String(path[..<slash]), stem = String(digest.description.prefix(16))
        guard path[slash...] == "/\(stem).eml" else { return }
        let isOurs = folder.hasSuffix("/.plumbline-setaside") || isSame(folder, besideStore(storePath))
        guard isOurs, unlink(path) == 0 else { return }
        unlink("\(folder)/\(stem).json")
    }

    private static func isSame(_ one: String, _ other: String) -> Bool {
        var a = stat(), b = stat()
        return stat(one, &a) == 0 && stat(other, &b) == 0 && a.st_ino == b.st_ino && a.st_dev == b.st_dev
    }
}
