import Deliverability
import Glibc
import MailSyntax
import Rendering

/// Where mail lies that could not be read: bytes untouched, a sidecar with the reason beside it, for its owner only.
///
/// The order is row, sidecar, move: a crash between them leaves the file in the Maildir, and the next look repeats the
/// rest. Nothing here follows a link or overwrites a message.
package final class SetAsideFolder: Sendable {
    package let path: String
    private let folder: Descriptor

    /// Makes the folder with mode 0700 where it is missing.
    package init(path: String) throws {
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw LocalFault("mkdir \(path)") }
        self.path = path
        folder = try Descriptor(open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC), "open \(path)")
    }

    /// The folder for one Maildir: beside the store where both share a mount, else inside the Maildir, because a message is
    /// moved, never copied.
    package static func forMaildir(_ maildir: Maildir, storePath: String) throws -> SetAsideFolder {
        if (try? MountPlace(path: directory(of: storePath) + "/")) == maildir.place {
            let folder = try SetAsideFolder(path: besideStore(storePath))
            if try MountPlace(of: folder.folder.number, folder.path) == maildir.place { return folder }
        }
        return try SetAsideFolder(path: maildir.path + "/.plumbline-setaside")
    }

    package static func besideStore(_ storePath: String) -> String { directory(of: storePath) + "/setaside" }

    private static func directory(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "" : String(path[..<slash])
    }

    /// Path that the row of a message names before the file is moved.
    package func path(for digest: MessageDigest) -> String { "\(path)/\(Self.stem(digest)).eml" }

    package func holds(_ digest: MessageDigest) -> Bool {
        faccessat(folder.number, Self.stem(digest) + ".eml", F_OK, AT_SYMLINK_NOFOLLOW) == 0
    }

    /// Takes a file out of the Maildir. A file that is gone is nothing to take.
    package func take(
        _ name: MaildirName, from maildir: Maildir, _ place: Maildir.Place, digest: MessageDigest, reason: ReadError, at now: Timestamp
    ) throws {
        // What is no regular file gets no name that a later reader would open.
        let suffix = reason.reason == .notRegular ? "special" : "eml"
        for copy in 1...1000 {
            let stem = Self.stem(digest) + (copy > 1 ? ".\(copy)" : "")
            guard faccessat(folder.number, "\(stem).\(suffix)", F_OK, AT_SYMLINK_NOFOLLOW) != 0 else { continue }
            try writeWholeFile("\(stem).json", sidecar(name, digest: digest, reason: reason, at: now))
            switch Rename.exclusively(name, in: maildir.folder(place), to: MaildirName("\(stem).\(suffix)"), in: folder.number) {
            case 0:
                _ = fsync(folder.number)
                return
            case ENOENT:
                guard maildir.holds(name, in: place) else { return }
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
        try writeWholeFile("\(stem).json", sidecar(MaildirName("-"), digest: digest, reason: reason, at: now))
        try writeWholeFile("\(stem).eml", bytes)
        guard fsync(folder.number) == 0 else { throw LocalFault("fsync \(path)") }
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

    /// Written beside its name, synced, renamed: a file is whole or absent.
    private func writeWholeFile(_ name: String, _ bytes: [UInt8]) throws {
        let temporary = ".\(name).tmp"
        let flags = O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC
        let file = try Descriptor(openat(folder.number, temporary, flags, 0o600), "open \(path)/\(temporary)")
        try writeWhole(bytes, to: file.number)
        guard fsync(file.number) == 0 else { throw LocalFault("fsync \(path)/\(temporary)") }
        guard renameat(folder.number, temporary, folder.number, name) == 0 else { throw LocalFault("rename \(path)/\(name)") }
    }

    /// The first 16 hex digits: enough to tell apart, short enough to type.
    private static func stem(_ digest: MessageDigest) -> String { String(digest.description.prefix(16)) }
}
