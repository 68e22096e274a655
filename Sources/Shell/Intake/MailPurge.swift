import Deliverability
import Glibc
import MailSyntax
import Storage

/// Deletes mail whose time is over: reports in `cur/` that are committed, and what was set aside.
package enum MailPurge {
    /// Deletes files in `cur/` that hold a report, were committed before `end` and were not touched since. Mail that is no
    /// report, or is not committed, stays whatever its age. Returns how many were deleted.
    package static func reports(committedBefore end: Timestamp, in maildir: Maildir, store: SQLStore, limits: Limits) throws -> Int {
        var removed = 0
        let folder = maildir.folder(.cur)
        try maildir.forEachName(in: .cur) { name in
            guard let look = try? folder.look(at: name), look.isRegular, Timestamp(Int64(look.changed)) < end,
                case .bytes(let bytes) = try maildir.read(name, in: .cur, limit: limits.messageBytes),
                let committed = try store.reportCommitted(SHA256Digest.of(bytes)), committed < end
            else { return }
            removed += try MailErasure.remove(name, in: folder, of: maildir.path)
        }
        if removed > 0 { maildir.syncFolders() }
        return removed
    }

    /// Deletes the files of what was set aside before `end`, each with its sidecar. Returns the digests, whose rows may go.
    package static func setAside(before end: Timestamp, store: SQLStore) throws -> [MessageDigest] {
        try store.setAsides().filter { $0.receivedAt < end }.map { record in
            if let path = record.path, path.hasSuffix(".eml") {
                for name in [path, path.dropLast(4) + ".json"] where unlink(String(name)) != 0 && errno != ENOENT {
                    throw LocalFault("unlink \(name)")
                }
            }
            return record.digest
        }
    }
}
