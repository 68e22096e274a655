import Glibc
import MailSyntax

/// An open Maildir (maildir(5)): the queue of the daemon. Links in the path are followed once, when it is opened; after
/// that everything goes through the descriptors of `new/` and `cur/`. `tmp/` is never looked at.
package final class Maildir: Sendable {
    package enum Place: String, CaseIterable, Sendable { case new, cur }

    package let path: String
    private let newFolder: Descriptor
    private let curFolder: Descriptor
    /// Of `new/`: renames stay inside one mount.
    let place: MountPlace

    /// Errors: `LocalFault` where the folders cannot be opened.
    package init(path: String) throws {
        self.path = path
        let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC
        newFolder = try Descriptor(open(path + "/new", flags), "open \(path)/new")
        curFolder = try Descriptor(open(path + "/cur", flags), "open \(path)/cur")
        place = try MountPlace(of: newFolder.number, path + "/new")
        guard try MountPlace(of: curFolder.number, path + "/cur") == place else {
            throw LocalFault("\(path)/new and \(path)/cur lie on different mounts, and mail is moved between them", code: EXDEV)
        }
        // A writer that opens a file while we hold its lease would send us SIGIO, which ends a process by default.
        signal(SIGIO, SIG_IGN)
    }

    /// Opens the folders again where other ones lie under the path now (a restore, a remount): the new folders take
    /// over the old descriptors, so that everybody who holds them works in the new ones from here on.
    ///
    /// - Returns: whether they were replaced. Errors: `LocalFault` where there is nothing under the path.
    package func reopenIfReplaced() throws -> Bool {
        var replaced = false
        for place in Place.allCases {
            let folderPath = "\(path)/\(place.rawValue)"
            var named = stat(), held = stat()
            guard stat(folderPath, &named) == 0 else { throw LocalFault("stat \(folderPath)") }
            guard fstat(folder(place), &held) == 0 else { throw LocalFault("fstat \(folderPath)") }
            if named.st_ino == held.st_ino, named.st_dev == held.st_dev { continue }
            let fresh = try Descriptor(open(folderPath, O_RDONLY | O_DIRECTORY | O_CLOEXEC), "open \(folderPath)")
            guard dup2(fresh.number, folder(place)) >= 0 else { throw LocalFault("dup \(folderPath)") }
            _ = fcntl(folder(place), F_SETFD, FD_CLOEXEC)
            replaced = true
        }
        return replaced
    }

    /// Whether a name is there, whatever it is.
    func holds(_ name: MaildirName, in place: Place) -> Bool {
        name.withCString { faccessat(folder(place), $0, F_OK, AT_SYMLINK_NOFOLLOW) } == 0
    }

    package func folder(_ place: Place) -> CInt {
        switch place {
        case .new: newFolder.number
        case .cur: curFolder.number
        }
    }

    /// Names in one folder, sorted; those that start with a dot are not messages. A file that moves meanwhile may be
    /// missing or listed twice: the next scan sees it.
    package func names(in place: Place) throws -> [MaildirName] {
        let descriptor = openat(folder(place), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw LocalFault("open \(path)/\(place.rawValue)") }
        return try FolderListing.names(takingOver: descriptor).filter { $0.bytes.first != 46 }.sorted()
    }

    package func read(_ name: MaildirName, in place: Place, limit: Bound) throws -> FileContent {
        try FileContent.read(name, in: folder(place), limit: limit.value)
    }

    /// Makes renames and removals of a batch durable. A nicety: without it a finished file may come back after a power
    /// loss and is found to be known.
    package func syncFolders() {
        _ = fsync(newFolder.number)
        _ = fsync(curFolder.number)
    }
}

/// Reads the names of a folder.
enum FolderListing {
    /// Closes the descriptor.
    static func names(takingOver descriptor: CInt) throws -> [MaildirName] {
        guard let stream = fdopendir(descriptor) else {
            let code = errno
            close(descriptor)
            throw LocalFault("opendir", code: code)
        }
        defer { closedir(stream) }
        let nameOffset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 19
        var names: [MaildirName] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                guard errno == 0 else { throw LocalFault("readdir") }
                return names
            }
            let start = UnsafeRawPointer(entry) + nameOffset
            let length = strlen(start.assumingMemoryBound(to: CChar.self))
            let bytes = [UInt8](UnsafeRawBufferPointer(start: start, count: length))
            if bytes != [46], bytes != [46, 46] { names.append(MaildirName(bytes)) }
        }
    }
}
