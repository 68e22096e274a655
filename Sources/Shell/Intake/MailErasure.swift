import Deliverability
import Glibc
import MailSyntax
import Storage

/// Takes mail out of a Maildir for good.
package enum MailErasure {
    /// Deletes the files whose bytes have one of these digests; all of them are committed. Returns how many there were.
    package static func remove(_ digests: Set<MessageDigest>, from maildir: Maildir, limits: Limits) throws -> Int {
        var removed = 0
        for place in Maildir.Place.allCases {
            for name in try maildir.names(in: place) {
                guard case .bytes(let bytes) = try maildir.read(name, in: place, limit: limits.messageBytes),
                    digests.contains(SHA256Digest.of(bytes))
                else { continue }
                removed += try remove(name, in: maildir.folder(place), of: maildir.path)
            }
        }
        maildir.syncFolders()
        return removed
    }

    /// 1, or 0 where somebody else was faster.
    static func remove(_ name: MaildirName, in folder: any MailFolder, of path: String) throws -> Int {
        let code = folder.remove(name)
        guard code == 0 || code == ENOENT else { throw LocalFault("unlink in \(path)", code: code) }
        return code == 0 ? 1 : 0
    }
}
