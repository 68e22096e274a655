import Glibc

/// Where Maildirs and set-aside mail lie. All that the intake does to files goes through here, so that the same code runs
/// over a simulated disk, where any call may fail and a power cut forgets what was not synced.
package protocol Disk: Sendable {
    /// Opens a folder. Errors: `LocalFault`, as of everything here that throws.
    func open(_ path: String) throws -> any MailFolder
    /// Makes a folder for its owner alone where it is missing.
    func makeFolder(_ path: String) throws
    /// Where a folder hangs in the tree of mounts. nil where there is none.
    func place(of path: String) -> MountPlace?
    func journal(_ path: String) throws -> any JournalFile
}

/// An open folder with mail in it. Links in its path were followed once, when it was opened.
package protocol MailFolder: Sendable {
    /// Renames stay inside one mount.
    func place() throws -> MountPlace

    /// Gives all names but `.` and `..`, in no order. A file that moves meanwhile may be missing or given twice.
    func forEachName(_ body: (MaildirName) throws -> Void) throws
    /// When a name last came, went or changed. nil where that cannot be told, or was so short a time ago that the next change
    /// could leave the same stamp.
    func stamp() throws -> FolderStamp?
    /// nil when nothing has that name. Links are not followed.
    func look(at name: MaildirName) throws -> FileLook?
    /// At most so many first bytes; none where they cannot be read.
    func start(of name: MaildirName, bytesMax: Int) -> [UInt8]
    func read(_ name: MaildirName, limit: Int) throws -> FileContent
    /// Whether a name is there, whatever it is.
    func holds(_ name: MaildirName) -> Bool

    /// Renames and never overwrites. Gives 0 or the error number.
    func move(_ name: MaildirName, to target: any MailFolder, as other: MaildirName) -> CInt
    /// Gives 0 or the error number.
    func remove(_ name: MaildirName) -> CInt
    /// Puts a file in place: written aside, synced and renamed, so that it is whole or absent.
    func write(_ bytes: [UInt8], as name: MaildirName) throws
    /// Makes renames and removals durable. Gives 0 or the error number.
    @discardableResult
    func sync() -> CInt

    /// Opens the folder again where another one lies under its path now. Whether that was so.
    func reopenIfReplaced() throws -> Bool
}

extension MailFolder {
    package func names() throws -> [MaildirName] {
        var names: [MaildirName] = []
        try forEachName { names.append($0) }
        return names
    }
}

/// When the names in a folder changed last. While it stays what it is they stay what they are.
package struct FolderStamp: Hashable, Sendable {
    /// Which folder of which disk.
    package let device: UInt64
    package let folder: UInt64
    /// Since 1970; nobody can turn it back.
    package let nanoseconds: Int64

    package init(device: UInt64, folder: UInt64, nanoseconds: Int64) {
        self.device = device
        self.folder = folder
        self.nanoseconds = nanoseconds
    }
}

/// What is known of a file without opening it.
package struct FileLook: Hashable, Sendable {
    package let isRegular: Bool
    package let sizeBytes: Int
    /// When its bytes changed, in seconds since 1970.
    package let modified: Double
    /// When anything about it changed: a link or a rename counts, and nobody can turn it back.
    package let changed: Double

    package init(isRegular: Bool, sizeBytes: Int, modified: Double, changed: Double) {
        self.isRegular = isRegular
        self.sizeBytes = sizeBytes
        self.modified = modified
        self.changed = changed
    }
}

/// A file that is appended to and emptied.
package protocol JournalFile: Sendable {
    func bytes() throws -> [UInt8]
    func append(_ bytes: [UInt8]) throws
    func empty()
}

/// The disks of this machine.
package struct LocalDisk: Disk {
    package init() {}

    package func open(_ path: String) throws -> any MailFolder { try LocalFolder(path: path) }

    package func makeFolder(_ path: String) throws {
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw LocalFault("mkdir \(path)") }
    }

    package func place(of path: String) -> MountPlace? { try? MountPlace(path: path) }

    package func journal(_ path: String) throws -> any JournalFile { try LocalJournal(path: path) }
}

private struct LocalJournal: JournalFile {
    private let file: Descriptor

    init(path: String) throws {
        file = try Descriptor(open(path, O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0o600), "open \(path)")
    }

    func bytes() throws -> [UInt8] { try FileContent.readWhole(file.number, expected: 4096, limit: 64 << 20) }
    func append(_ bytes: [UInt8]) throws { try writeWhole(bytes, to: file.number) }
    func empty() { _ = ftruncate(file.number, 0) }
}
