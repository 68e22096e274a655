import Deliverability
import Glibc

/// What becomes of a file whose message is committed.
package enum Finish: Hashable, Sendable {
    /// Moved to `cur/` with flag S: an IMAP reader sees it as read.
    case move
    case delete
    /// Left where it is; a restart looks it up again.
    case keep
    /// Moved to a folder on the same file system.
    case folder(String)
}

extension Maildir {
    /// Finishes one file and gives the base name under which it stays in this Maildir. That somebody else moved or
    /// removed it meanwhile is normal. Errors: `LocalFault`; the message is committed then and will be found known.
    package func finish(_ name: MaildirName, in place: Place, by finish: Finish, digest: MessageDigest) throws -> MaildirName {
        switch finish {
        case .keep: return name.base
        case .delete:
            let code = name.withCString { unlinkat(folder(place), $0, 0) }
            guard code == 0 || errno == ENOENT else { throw LocalFault("unlink in \(path)/\(place.rawValue)") }
            return name.base
        case .folder(let target):
            let descriptor = try Descriptor(open(target, O_RDONLY | O_DIRECTORY | O_CLOEXEC), "open \(target)")
            try move(name, from: place, to: descriptor.number, digest: digest)
            _ = fsync(descriptor.number)
            return name.base
        case .move:
            if place == .cur, name.flags.contains(83) { return name.base }
            return try move(name, from: place, to: folder(.cur), digest: digest).base
        }
    }

    /// A name that exists is never overwritten; a name too long with its flags becomes one of our own.
    @discardableResult
    private func move(_ name: MaildirName, from place: Place, to target: CInt, digest: MessageDigest) throws -> MaildirName {
        var source = name
        for copy in 1...1000 {
            let wanted = source.seen(copy: copy)
            switch Rename.exclusively(name, in: folder(place), to: wanted, in: target) {
            case 0: return wanted
            case ENOENT:
                // Somebody moved the file: fine. It is still there: then the folder that it should go to is gone.
                guard holds(name, in: place) else { return wanted }
                throw LocalFault("rename in \(path)/\(place.rawValue)", code: ENOENT)
            case EEXIST: continue
            case ENAMETOOLONG: source = MaildirName(Array("plumbline.\(digest.description.prefix(32)):2,".utf8) + name.flags)
            case let code: throw LocalFault("rename in \(path)/\(place.rawValue)", code: code)
            }
        }
        throw LocalFault("rename in \(path)/\(place.rawValue)", code: EEXIST)
    }
}

/// Renames that never overwrite.
enum Rename {
    private typealias Call = @convention(c) (CInt, UnsafePointer<CChar>, CInt, UnsafePointer<CChar>, CUnsignedInt) -> CInt

    /// renameat2(2), which Swift's module of the C library leaves out; absent before glibc 2.28.
    private static let renameat2: Call? = dlsym(nil, "renameat2").map { unsafeBitCast($0, to: Call.self) }

    /// 0 or the error number. File systems without `RENAME_NOREPLACE` (NFS) get link and unlink, which refuse as well.
    static func exclusively(_ name: MaildirName, in source: CInt, to other: MaildirName, in target: CInt) -> CInt {
        name.withCString { from in
            other.withCString { to in
                if let renameat2 {
                    if renameat2(source, from, target, to, 1) == 0 { return 0 }  // 1 is RENAME_NOREPLACE
                    guard errno == EINVAL || errno == ENOSYS else { return errno }
                }
                guard linkat(source, from, target, to, 0) == 0 else { return errno }
                return unlinkat(source, from, 0) == 0 ? 0 : errno
            }
        }
    }
}
