import Glibc
import Synchronization

/// A process that a test started. Whatever becomes of the test, it is ended with the last reference.
final class ChildProcess {
    enum Fault: Error { case system(String, Int32), tooSlow(String) }

    private let pid: pid_t
    private var out: Stream
    private var err: Stream
    private var isReaped = false

    /// One of its two outputs, read without ever waiting longer than the deadline.
    private struct Stream {
        var descriptor: Int32
        var bytes: [UInt8] = []

        mutating func take() {
            var buffer = [UInt8](repeating: 0, count: 1 << 16)
            let count = read(descriptor, &buffer, buffer.count)
            if count > 0 {
                bytes += buffer[..<count]
            } else if count == 0 || errno != EINTR {
                shut()
            }
        }

        mutating func shut() {
            if descriptor >= 0 { close(descriptor) }
            descriptor = -1
        }
    }

    /// Descriptors that are still to be closed must not reach a child that another test starts meanwhile.
    private static let starting = Mutex(())

    /// - Parameter terminal: standard output is a terminal, as where a person looks.
    init(
        _ program: String, _ arguments: [String], input: [UInt8], environment: [String: String], terminal: Bool, directory: String
    ) throws {
        // Nothing of the environment of the tests but what a program needs to start.
        var all = ["PATH": "/usr/bin:/bin", "TERM": "xterm"]
        for name in ["LD_LIBRARY_PATH", "TMPDIR"] { if let value = getenv(name) { all[name] = String(cString: value) } }
        all.merge(environment) { $1 }
        let words = ["/usr/bin/env", "--chdir", directory, program] + arguments
        (pid, out, err) = try Self.starting.withLock { _ in
            let (outRead, outWrite) = try terminal ? Self.terminal() : Self.pipe()
            let (errRead, errWrite) = try Self.pipe()
            let inRead = try Self.file(of: input)
            defer { for descriptor in [outWrite, errWrite, inRead] { close(descriptor) } }
            let child = try Self.spawn(words, all, [inRead, outWrite, errWrite])
            return (child, Stream(descriptor: outRead), Stream(descriptor: errRead))
        }
    }

    private static func spawn(_ words: [String], _ environment: [String: String], _ standard: [Int32]) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (number, descriptor) in standard.enumerated() { posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(number)) }
        let argv = words.map { strdup($0) } + [nil]
        let envp = environment.map { strdup("\($0)=\($1)") } + [nil]
        defer { (argv + envp).forEach { free($0) } }
        var child = pid_t()
        let code = posix_spawn(&child, words[0], &actions, nil, argv, envp)
        guard code == 0 else { throw Fault.system("posix_spawn", code) }
        return child
    }

    deinit {
        out.shut()
        err.shut()
        guard !isReaped else { return }
        kill(pid, SIGKILL)
        var status: Int32 = 0
        waitpid(pid, &status, 0)
    }

    func signal(_ number: Int32) { kill(pid, number) }

    /// Reads standard error until a line there answers.
    func waitForError<T>(within seconds: Int, _ find: (Substring) -> T?) throws -> T {
        try waitForErrors(within: seconds) { $0.lazy.compactMap(find).first }
    }

    /// Reads standard error until its lines answer.
    func waitForErrors<T>(within seconds: Int, _ find: ([Substring]) -> T?) throws -> T {
        let deadline = Deadline(seconds: seconds)
        while true {
            let text = String(decoding: err.bytes, as: UTF8.self)
            if let found = find(text.split(separator: "\n")) { return found }
            guard err.descriptor >= 0, try readMore(deadline) else { throw Fault.tooSlow(text) }
        }
    }

    /// Reads both outputs to their end and takes the exit code.
    func finish(within seconds: Int) throws -> Outcome {
        let deadline = Deadline(seconds: seconds)
        while out.descriptor >= 0 || err.descriptor >= 0 {
            guard try readMore(deadline) else { throw Fault.tooSlow(String(decoding: err.bytes, as: UTF8.self)) }
        }
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        isReaped = true
        let signal = status & 0x7F
        return Outcome(
            code: signal == 0 ? (status >> 8) & 0xFF : -signal, out: String(decoding: out.bytes, as: UTF8.self),
            err: String(decoding: err.bytes, as: UTF8.self))
    }

    /// False: the deadline is over.
    private func readMore(_ deadline: Deadline) throws -> Bool {
        var polled = [out.descriptor, err.descriptor].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        let count = poll(&polled, nfds_t(polled.count), deadline.milliseconds)
        if count < 0, errno != EINTR { throw Fault.system("poll", errno) }
        if count == 0 { return false }
        if count > 0, polled[0].revents != 0 { out.take() }
        if count > 0, polled[1].revents != 0 { err.take() }
        return true
    }

    private static func pipe() throws -> (Int32, Int32) {
        var ends: [Int32] = [0, 0]
        guard Glibc.pipe(&ends) == 0 else { throw Fault.system("pipe", errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }

    /// Both sides of a pseudo-terminal (pts(4)).
    private static func terminal() throws -> (Int32, Int32) {
        let lockRequest: UInt = 0x4004_5431, numberRequest: UInt = 0x8004_5430
        var unlocked: Int32 = 0, number: Int32 = 0
        let leader = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard leader >= 0, ioctl(leader, lockRequest, &unlocked) == 0, ioctl(leader, numberRequest, &number) == 0 else {
            throw Fault.system("/dev/ptmx", errno)
        }
        let follower = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard follower >= 0 else { throw Fault.system("/dev/pts/\(number)", errno) }
        return (leader, follower)
    }

    /// Standard input: a file that has no name any more, at its beginning.
    private static func file(of bytes: [UInt8]) throws -> Int32 {
        guard let file = tmpfile() else { throw Fault.system("tmpfile", errno) }
        defer { fclose(file) }
        guard fwrite(bytes, 1, bytes.count, file) == bytes.count, fflush(file) == 0 else { throw Fault.system("fwrite", errno) }
        rewind(file)
        let descriptor = fcntl(fileno(file), F_DUPFD_CLOEXEC, 3)
        guard descriptor >= 0 else { throw Fault.system("fcntl", errno) }
        return descriptor
    }
}

/// A moment of the monotonic clock after which a test waits no more.
struct Deadline {
    private let end: ContinuousClock.Instant

    init(seconds: Int) { end = .now + .seconds(seconds) }

    var isOver: Bool { milliseconds == 0 }

    var milliseconds: Int32 {
        let left = ContinuousClock.now.duration(to: end).components
        return max(0, Int32(left.seconds) * 1000 + Int32(left.attoseconds / 1_000_000_000_000_000))
    }
}
