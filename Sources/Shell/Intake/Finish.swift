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
            let code = folder(place).remove(name)
            guard code == 0 || code == ENOENT else { throw LocalFault("unlink in \(path)/\(place.rawValue)", code: code) }
            return name.base
        case .folder(let target):
            let folder = try disk.open(target)
            try move(name, from: place, to: folder, digest: digest)
            folder.sync()
            return name.base
        case .move:
            if place == .cur, name.flags.contains(83) { return name.base }
            return try move(name, from: place, to: folder(.cur), digest: digest).base
        }
    }

    /// A name that exists is never overwritten; a name too long with its flags becomes one of our own.
    @discardableResult
    private func move(_ name: MaildirName, from place: Place, to target: any MailFolder, digest: MessageDigest) throws -> MaildirName {
        var source = name
        for copy in 1...1000 {
            let wanted = source.seen(copy: copy)
            switch folder(place).move(name, to: target, as: wanted) {
            case 0: return wanted
            case ENOENT:
                // Somebody moved the file: fine. It is still there: then the folder that it should go to is gone.
                guard folder(place).holds(name) else { return wanted }
                throw LocalFault("rename in \(path)/\(place.rawValue)", code: ENOENT)
            case EEXIST: continue
            case ENAMETOOLONG: source = MaildirName(Array("plumbline.\(digest.description.prefix(32)):2,".utf8) + name.flags)
            case let code: throw LocalFault("rename in \(path)/\(place.rawValue)", code: code)
            }
        }
        throw LocalFault("rename in \(path)/\(place.rawValue)", code: EEXIST)
    }
}
