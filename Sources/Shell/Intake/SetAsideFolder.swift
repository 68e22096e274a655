import Deliverability
import Glibc
import MailSyntax
import Rendering
import Storage

/// Where mail lies that could not be read: bytes untouched, a sidecar with the reason beside it, for its owner only.
///
/// The order is row, sidecar, move: a crash between them leaves the file in the Maildir, and the next look repeats the
/// rest. Nothing here follows a link or overwrites a message.
package final class SetAsideFolder: Sendable {
    package let path: String
    private let folder: any MailFolder

    /// Makes the folder with mode 0700 where it is missing.
    package init(path: String, on disk: any Disk = LocalDisk()) throws {
        try disk.makeFolder(path)
        self.path = path
        folder = try disk.open(path)
    }

    /// The folder for one Maildir: beside the store where both share a mount, else inside the Maildir, because a message is
    /// moved, never copied.
    package static func forMaildir(_ maildir: Maildir, storePath: String) throws -> SetAsideFolder {
        let disk = maildir.disk
        if disk.place(of: directory(of: storePath) + "/") == maildir.place {
            let folder = try SetAsideFolder(path: besideStore(storePath), on: disk)
            if try folder.folder.place() == maildir.place { return folder }
        }
        return try SetAsideFolder(path: maildir.path + "/.plumbline-setaside", on: disk)
    }

    package static func besideStore(_ storePath: String) -> String { directory(of: storePath) + "/setaside" }

    private static func directory(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "" : String(path[..<slash])
    }

    /// Path that the row of a message names before the file is moved.
    package func path(for digest: MessageDigest) -> String { "\(path)/\(Self.stem(digest)).eml" }

    package func holds(_ digest: MessageDigest) -> Bool {
        folder.holds(MaildirName(Self.stem(digest) + ".eml"))
    }

    /// Takes a file out of the Maildir. False where it is gone: others moved or removed it.
    package func take(
        _ name: MaildirName, from maildir: Maildir, _ place: Maildir.Place, digest: MessageDigest, reason: ReadError, at now: Timestamp
    ) throws -> Bool {
        // What is no regular file gets no name that a later reader would open.
        let suffix = reason.reason == .notRegular ? "special" : "eml"
        for copy in 1...1000 {
            let stem = Self.stem(digest) + (copy > 1 ? ".\(copy)" : "")
            let kept = MaildirName("\(stem).\(suffix)")
            guard !folder.holds(kept) else { continue }
            try folder.write(sidecar(name, digest: digest, reason: reason, at: now), as: MaildirName("\(stem).json"))
            FailPoint.sidecar.reached()
            switch maildir.folder(place).move(name, to: folder, as: kept) {
            case 0:
                folder.sync()
                return true
            case ENOENT:
                guard maildir.folder(place).holds(name) else { return false }
                throw LocalFault("rename to \(path)", code: ENOENT)
            case EEXIST: continue
            case let code: throw LocalFault("rename to \(path)", code: code)
            }
        }
        throw LocalFault("rename to \(path)", code: EEXIST)
    }

    /// Keeps bytes that have no file of their own: mail that came by a pipe.
    package func keep(_ bytes: [UInt8], digest: MessageDigest, reason: ReadError, at now: Timestamp) throws {
        guard !holds(digest) else { return }
        let stem = Self.stem(digest)
        try folder.write(sidecar(MaildirName("-"), digest: digest, reason: reason, at: now), as: MaildirName("\(stem).json"))
        try folder.write(bytes, as: MaildirName("\(stem).eml"))
        let code = folder.sync()
        guard code == 0 else { throw LocalFault("fsync \(path)", code: code) }
    }

    private func sidecar(_ name: MaildirName, digest: MessageDigest, reason: ReadError, at now: Timestamp) -> [UInt8] {
        var json = JSONWriter(pretty: true)
        json.object { json in
            json.key("schema")
            json.string("plumbline.setaside/1")
            json.key("digest")
            json.string(digest.description)
            json.key("reason")
            json.string(reason.reason.rawValue)
            json.key("detail")
            json.string(reason.detail)
            json.key("original_name")
            json.string(name.escaped)
            json.key("received_at")
            json.string(now.rfc3339)
        }
        return json.bytes + [10]
    }

    /// The first 16 hex digits: enough to tell apart, short enough to type.
    private static func stem(_ digest: MessageDigest) -> String { String(digest.description.prefix(16)) }
}
