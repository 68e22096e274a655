import Glibc
import MailSyntax

/// Reads the sources of a command in order and leaves them untouched: mail files, folders, Maildirs, mboxes, bare report
/// files and `-` for one message on the standard input.
package struct OneShotSource {
    private let limits: Limits
    private let body: (SourceMessage) throws -> Void
    /// The first file below a folder that could not be opened: told once all others are read.
    private var unreadable: SourceError?

    /// Calls `body` for each message. All named sources are looked up before the first is read; a file below a folder that
    /// cannot be opened does not keep the others. Errors: `SourceError`, and whatever `body` throws.
    package static func forEachMessage(
        in sources: [String], limits: Limits, _ body: (SourceMessage) throws -> Void
    ) throws {
        try withoutActuallyEscaping(body) { body in
            var source = OneShotSource(limits: limits, body: body)
            var status = stat()
            for path in sources where path != "-" && stat(path, &status) != 0 {
                throw errno == ENOENT || errno == ENOTDIR ? SourceError.missing(path) : .unreadable(path, LocalFault("stat"))
            }
            for path in sources { try source.read(path) }
            if let unreadable = source.unreadable { throw unreadable }
        }
    }

    /// The same, small messages together: handing one over to another thread costs more than reading it.
    package static func forEachBatch(in sources: [String], limits: Limits, _ body: ([SourceMessage]) throws -> Void) throws {
        var batch: [SourceMessage] = [], weight = 0
        try forEachMessage(in: sources, limits: limits) { message in
            batch.append(message)
            weight += message.weight
            guard batch.count >= batchMessages || weight >= batchBytes else { return }
            let full = batch
            (batch, weight) = ([], 0)
            try body(full)
        }
        if !batch.isEmpty { try body(batch) }
    }

    private static let batchMessages = 64
    private static let batchBytes = 512 << 10

    private mutating func read(_ path: String) throws {
        if path == "-" { return try readStandardInput() }
        var status = stat()
        guard stat(path, &status) == 0 else { throw SourceError.unreadable(path, LocalFault("stat")) }
        if status.st_mode & S_IFMT == S_IFDIR { return try readFolder(path, depth: 0) }
        let file = try opened(path, O_RDONLY | O_CLOEXEC)
        try readFile(file, path, size: Int(status.st_size))
    }

    /// What comes by a pipe has no other place: past the bound it is still taken whole, for the reader to refuse and for the
    /// caller to keep. Four times the bound is an error: nothing was taken then.
    private func readStandardInput() throws {
        let most = limits.messageBytes.value.multipliedReportingOverflow(by: 4)
        let limit = most.overflow ? Int.max - 1 : most.partialValue
        let bytes = try FileContent.readWhole(STDIN_FILENO, expected: 64 << 10, limit: limit)
        guard bytes.count <= limit else {
            throw ReadError(.messageTooLarge, exceeded: limits.messageBytes, in: "the standard input")
        }
        try body(SourceMessage(source: "-", position: 0, content: .bytes(bytes)))
    }

    /// Folders below a folder are read as well; links in it are not followed, so that it always ends.
    private mutating func readFolder(_ path: String, depth: Int) throws {
        let names = try entries(path)
        if names.contains(where: { $0.text == "new" }), names.contains(where: { $0.text == "cur" }) {
            for place in ["new", "cur"] { try readFolderFiles("\(path)/\(place)", depth: depth) }
            return
        }
        try readFolderFiles(path, depth: depth)
    }

    private mutating func readFolderFiles(_ path: String, depth: Int) throws {
        for name in try entries(path) where name.bytes.first != 46 {
            do {
                try readBelow("\(path)/\(name.text)", depth: depth)
            } catch let error as SourceError {
                unreadable = unreadable ?? error
            }
        }
    }

    private mutating func readBelow(_ path: String, depth: Int) throws {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            if errno == ENOENT { return }  // a Maildir in use: somebody moved it
            throw SourceError.unreadable(path, LocalFault("stat"))
        }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: if depth < 64 { try readFolder(path, depth: depth + 1) }
        case S_IFREG:
            let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
            if descriptor < 0, errno == ENOENT { return }
            try readFile(try accepted(descriptor, path), path, size: Int(status.st_size))
        default: return
        }
    }

    private func entries(_ path: String) throws -> [MaildirName] {
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw SourceError.unreadable(path, LocalFault("open")) }
        return try FolderListing.names(takingOver: folder).sorted()
    }

    private func readFile(_ file: Descriptor, _ path: String, size: Int) throws {
        // An mbox is streamed whatever its size; its first line tells.
        let start = try first(file, path, atMost: size > 0 ? min(size, Self.chunkBytes) : Self.chunkBytes)
        if MboxSplitter.isMbox(start) { return try readMbox(file, path, first: start) }
        let limit = limits.messageBytes
        guard limit.allows(size) else { return try give(path, 0, nil) }
        if start.count == size, size > 0, size < Self.chunkBytes { return try give(path, 0, start) }
        do {
            let bytes = try FileContent.readWhole(file.number, after: start, expected: size, limit: limit.value)
            try give(path, 0, limit.allows(bytes.count) ? bytes : nil)
        } catch let fault as LocalFault {
            throw SourceError.unreadable(path, fault)
        }
    }

    private func first(_ file: Descriptor, _ path: String, atMost count: Int) throws -> [UInt8] {
        var fault: LocalFault?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { space, initialized in
            let got = retrying { Glibc.read(file.number, space.baseAddress, count) }
            if got < 0 { fault = LocalFault("read") }
            initialized = max(0, got)
        }
        if let fault { throw SourceError.unreadable(path, fault) }
        return bytes
    }

    private func readMbox(_ file: Descriptor, _ path: String, first: [UInt8]) throws {
        var splitter = MboxSplitter(limit: limits.messageBytes.value)
        var bytes = first
        while !bytes.isEmpty {
            try splitter.feed(bytes) { try give(path, $0, $1) }
            bytes = [UInt8](repeating: 0, count: Self.chunkBytes)
            _ = try chunk(file, &bytes, path)
        }
        try splitter.finish { try give(path, $0, $1) }
    }

    private static let chunkBytes = 64 << 10

    /// Fills `bytes` with the next part of the file and cuts it to what came.
    private func chunk(_ file: Descriptor, _ bytes: inout [UInt8], _ path: String) throws -> Int {
        let got = bytes.withUnsafeMutableBytes { raw in retrying { Glibc.read(file.number, raw.baseAddress, raw.count) } }
        guard got >= 0 else { throw SourceError.unreadable(path, LocalFault("read")) }
        bytes.removeLast(bytes.count - got)
        return got
    }

    private func opened(_ path: String, _ flags: CInt) throws -> Descriptor { try accepted(open(path, flags), path) }

    private func accepted(_ descriptor: CInt, _ path: String) throws -> Descriptor {
        do {
            return try Descriptor(descriptor, "open")
        } catch let fault as LocalFault {
            throw SourceError.unreadable(path, fault)
        }
    }

    private func give(_ source: String, _ position: Int, _ bytes: [UInt8]?) throws {
        let bound = limits.messageBytes
        let content = bytes.map { SourceMessage.Content.bytes($0) } ?? .refused(ReadError(.messageTooLarge, exceeded: bound))
        try body(SourceMessage(source: source, position: position, content: content))
    }
}

extension MaildirName {
    /// For paths of sources, which the operator sees.
    var text: String { String(decoding: bytes, as: UTF8.self) }
}
