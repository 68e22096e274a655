import Glibc
import Intake
import Storage

/// Where a file of the world can lie.
enum Folder: Int, CaseIterable, Sendable {
    case new, cur, setAside, done

    init?(path: String) {
        switch path {
        case World.maildir + "/new": self = .new
        case World.maildir + "/cur": self = .cur
        case World.setAside: self = .setAside
        case World.done: self = .done
        default: return nil
        }
    }
}

/// Names and files of one disk. Changes of names take place at once and are durable after a sync, in their order, as a
/// journaling file system does it: a power cut takes back the last ones, as many as it likes.
struct Names {
    struct Spot: Hashable {
        let folder: Folder
        let name: MaildirName
    }

    private struct Change {
        let file: Int
        let from: Spot?
        let to: Spot?
    }

    private var folders: [[(name: MaildirName, file: Int)]] = Folder.allCases.map { _ in [] }
    private var unsynced: [Change] = []
    /// Where each file lies; nil where it is gone.
    private(set) var spots: [Spot?] = []
    /// Files that were durable once.
    private(set) var durableOnce: [Bool] = []
    /// Counts changes of names, by folder.
    private var changes = Folder.allCases.map { _ in 0 }

    func changes(in folder: Folder) -> Int { changes[folder.rawValue] }

    func names(in folder: Folder) -> [MaildirName] { folders[folder.rawValue].map(\.name) }

    func file(_ name: MaildirName, in folder: Folder) -> Int? { folders[folder.rawValue].first { $0.name == name }?.file }

    var files: Range<Int> { spots.indices }

    /// A new file; durable at once where its writer synced the folder.
    mutating func add(_ name: MaildirName, in folder: Folder, isDurable: Bool) {
        spots.append(nil)
        durableOnce.append(false)
        change(spots.count - 1, to: Spot(folder: folder, name: name))
        if isDurable { sync() }
    }

    /// Gives 0 or the error number; never overwrites.
    mutating func move(_ file: Int, to spot: Spot) -> CInt {
        guard self.file(spot.name, in: spot.folder) == nil else { return EEXIST }
        change(file, to: spot)
        return 0
    }

    mutating func remove(_ file: Int) { change(file, to: nil) }

    mutating func sync() {
        for change in unsynced { durableOnce[change.file] = true }
        unsynced.removeAll(keepingCapacity: true)
    }

    var unsyncedCount: Int { unsynced.count }

    /// Only so many of the changes since the last sync reached the disk.
    mutating func cutPower(keeping count: Int) {
        while unsynced.count > count, let last = unsynced.popLast() { place(last.file, at: last.from) }
        sync()
    }

    private mutating func change(_ file: Int, to spot: Spot?) {
        unsynced.append(Change(file: file, from: spots[file], to: spot))
        place(file, at: spot)
    }

    private mutating func place(_ file: Int, at spot: Spot?) {
        if let old = spots[file] {
            folders[old.folder.rawValue].removeAll { $0.file == file }
            changes[old.folder.rawValue] += 1
        }
        if let spot {
            folders[spot.folder.rawValue].append((spot.name, file))
            changes[spot.folder.rawValue] += 1
        }
        spots[file] = spot
    }
}

/// The disk as one life of a node sees it.
///
/// `@unchecked Sendable`: a world and all that is in it are used from one thread.
struct SimulatedDisk: Disk, @unchecked Sendable {
    let world: World
    let life: Life

    func open(_ path: String) throws -> any MailFolder {
        guard let folder = Folder(path: path) else { throw LocalFault("open \(path)", code: ENOENT) }
        guard case .normal = world.fate(of: life) else { throw LocalFault("open \(path)", code: EIO) }
        return SimulatedFolder(world: world, life: life, folder: folder)
    }

    func makeFolder(_ path: String) throws {}
    func place(of path: String) -> MountPlace? { SimulatedFolder.place }

    func journal(_ path: String) throws -> any JournalFile { SimulatedJournal(world: world, life: life) }
}

/// `@unchecked Sendable`: a world and all that is in it are used from one thread.
struct SimulatedFolder: MailFolder, @unchecked Sendable {
    let world: World
    let life: Life
    let folder: Folder

    fileprivate static let place = MountPlace(device: 1, mount: nil)

    func place() throws -> MountPlace { Self.place }

    func forEachName(_ body: (MaildirName) throws -> Void) throws {
        try requireNormal("readdir")
        if world.bug == .curIgnored, folder == .cur { return }
        for name in world.names.names(in: folder) { try body(name) }
    }

    func stamp() throws -> FolderStamp? {
        try requireNormal("stat")
        return FolderStamp(device: 1, folder: UInt64(folder.rawValue), nanoseconds: Int64(world.names.changes(in: folder)))
    }

    func look(at name: MaildirName) throws -> FileLook? {
        try requireNormal("stat")
        guard let file = world.names.file(name, in: folder) else { return nil }
        let mail = world.mails[file]
        return FileLook(isRegular: mail?.kind != .link, sizeBytes: mail?.sizeBytes ?? 1, modified: 0, changed: 0)
    }

    func start(of name: MaildirName, bytesMax: Int) -> [UInt8] {
        guard case .normal = world.fate(of: life), let file = world.names.file(name, in: folder) else { return [] }
        return world.mails[file]?.kind == .complaint ? Array("feedback-report".utf8) : []
    }

    func read(_ name: MaildirName, limit: Int) throws -> FileContent {
        try requireNormal("open")
        guard let file = world.names.file(name, in: folder), let mail = world.mails[file] else { return .gone }
        switch mail.kind {
        case .link: return .notRegular
        case .oversized: return .tooLarge(mail.sizeBytes)
        default: return world.isStillWritten() ? .stillWritten : .bytes(mail.bytes)
        }
    }

    func holds(_ name: MaildirName) -> Bool {
        guard case .normal = world.fate(of: life) else { return false }
        return world.names.file(name, in: folder) != nil
    }

    func move(_ name: MaildirName, to target: any MailFolder, as other: MaildirName) -> CInt {
        guard let target = target as? SimulatedFolder else { return EXDEV }
        return change {
            guard let file = world.names.file(name, in: folder) else { return ENOENT }
            let code = world.names.move(file, to: .init(folder: target.folder, name: other))
            if code == 0 { world.finished(file) }
            return code
        }
    }

    func remove(_ name: MaildirName) -> CInt {
        change {
            guard let file = world.names.file(name, in: folder) else { return ENOENT }
            world.names.remove(file)
            world.finished(file)
            return 0
        }
    }

    func write(_ bytes: [UInt8], as name: MaildirName) throws {
        let code = change {
            world.writeReason(name)
            return 0
        }
        guard code == 0 else { throw LocalFault("write", code: code) }
    }

    func sync() -> CInt {
        change {
            world.names.sync()
            return 0
        }
    }

    func reopenIfReplaced() throws -> Bool { false }

    private func requireNormal(_ operation: String) throws {
        switch world.fate(of: life) {
        case .normal, .failsAfterwards: return
        case .dead: throw LocalFault(operation, code: EIO)
        case .fails(let code): throw LocalFault(operation, code: code)
        }
    }

    private func change(_ body: () -> CInt) -> CInt {
        switch world.fate(of: life) {
        case .dead: return EIO
        case .fails(let code): return code
        case .normal: return body()
        case .failsAfterwards(let code):
            let done = body()
            return done == 0 ? code : done
        }
    }
}

/// A node's journal of attempts: it outlives the process, and after a power cut it is shorter.
///
/// `@unchecked Sendable`: a world and all that is in it are used from one thread.
struct SimulatedJournal: JournalFile, @unchecked Sendable {
    let world: World
    let life: Life

    func bytes() throws -> [UInt8] {
        guard case .normal = world.fate(of: life) else { throw LocalFault("open", code: EIO) }
        return life.node.journal
    }

    func append(_ bytes: [UInt8]) throws {
        guard case .normal = world.fate(of: life) else {
            if life.isAlive { world.journalFailed(isCount: true) }
            throw LocalFault("write", code: ENOSPC)
        }
        if world.bug != .uncountedAttempts { life.node.journal += bytes }
    }

    func empty() {
        guard case .normal = world.fate(of: life) else { return world.journalFailed(isCount: false) }
        life.node.journal = []
    }
}
