import CLinux
import Deliverability
import Glibc
import Intake
import MailSyntax
import Storage

/// One process that reads mail, seen from the daemon: a socket with one message or one answer in it. What comes back is as
/// trustworthy as the mail.
final class WorkerProcess: Sendable {
    /// What it may take until it is ready, on a machine that has other things to do.
    private static let starting = WorkerBounds()

    private let pid: pid_t
    private let socket: Descriptor
    private let bounds: WorkerBounds
    /// Whether the kernel lets it call nothing but what reading needs.
    let isFiltered: Bool

    /// Why there is no answer.
    private enum Lost: Error { case ended, tooSlow }

    /// Starts a process and waits until it is ready. It dies with the calling thread. Errors: `LocalFault`.
    ///
    /// - Parameter program: this program; `/proc/self/exe` stays what runs here when the file is replaced.
    init(_ program: String, order: ReadingOrder) throws {
        var ends: [CInt] = [-1, -1]
        guard socketpair(AF_UNIX, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else { throw LocalFault("socketpair") }
        let socket = try Descriptor(ends[0], "socketpair"), theirs = try Descriptor(ends[1], "socketpair")
        pid = try Self.spawn(program, theirs)
        self.socket = socket
        bounds = order.bounds
        var first: [UInt8] = []
        do {
            var writer = WireWriter { first += $0 }
            writer.put(order)
            writer.flush()
            var patience = Patience(with: pid, Self.starting)
            guard Self.send(first, [], on: socket, &patience) == first.count else { throw Lost.ended }
            let answer = try Self.receive(from: socket, &patience)
            isFiltered = answer.first == 1
        } catch {
            _ = Self.end(pid)
            throw LocalFault("start \(program) worker", code: ECHILD)
        }
    }

    private static func spawn(_ program: String, _ socket: Descriptor) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        // What a crash prints could be mail: nobody reads it.
        posix_spawn_file_actions_adddup2(&actions, socket.number, 0)
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        let words = ["plumbline", "worker"]
        let argv = words.map { strdup($0) } + [nil]
        let libraries = getenv("LD_LIBRARY_PATH").map { ["LD_LIBRARY_PATH=" + String(cString: $0)] } ?? []
        let environment = (["SWIFT_BACKTRACE=enable=no"] + libraries).map { strdup($0) } + [nil]
        defer { for text in argv + environment { free(text) } }
        var pid = pid_t()
        let code = posix_spawn(&pid, program, &actions, nil, argv, environment)
        guard code == 0 else { throw LocalFault("start \(program)", code: code) }
        return pid
    }

    /// The record of a message; nil where the process had ended before it knew of the message. It is used no more after an
    /// error. Errors: `ReaderDeath`.
    func read(_ bytes: [UInt8], _ digest: MessageDigest) throws -> MessageRecord? {
        var patience = Patience(with: pid, bounds)
        let length = withUnsafeBytes(of: UInt64(bytes.count).littleEndian) { Array($0) }
        do {
            switch Self.send(length, bytes, on: socket, &patience) {
            case 0:
                _ = Self.end(pid)
                return nil
            case length.count + bytes.count: break
            default: throw patience.isOver ? Lost.tooSlow : Lost.ended
            }
            var reader = WireReader { [socket] in try Self.receive(from: socket, &patience) }
            let record = try MessageRecord(from: &reader, digest: digest)
            guard reader.isEmpty else { throw WireError.tooLong }
            return record
        } catch {
            throw death(error, Self.end(pid))
        }
    }

    /// Lets it go: it ends when nobody can ask it any more.
    func dismiss() {
        shutdown(socket.number, CInt(SHUT_RDWR))
        _ = Self.end(pid)
    }

    /// Its wait status. Whoever has begun to end keeps the end that it chose: the signal changes nothing then.
    private static func end(_ pid: pid_t) -> CInt {
        kill(pid, SIGKILL)
        var status: CInt = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        return status
    }

    private func death(_ error: any Error, _ status: CInt) -> ReaderDeath {
        let signal = status & 0x7F, code = status >> 8 & 0xFF
        let late = ReaderDeath(
            .timedOut,
            "it took more than \(bounds.processorSeconds) s of processor time, or \(bounds.wallSeconds) s without using any "
                + "(settings worker-cpu, worker-wall)")
        switch error {
        case Lost.tooSlow: return late
        case Lost.ended where signal == SIGPROF: return late
        case Lost.ended where signal == 0 && code == PLUMBLINE_EXIT_MEMORY:
            return ReaderDeath(.outOfMemory, "it took more than \(bounds.memoryBytes >> 20) MiB of memory (setting worker-memory)")
        case Lost.ended:
            return ReaderDeath(.crashed, signal == 0 ? "its reader ended with code \(code)" : "its reader was ended by signal \(signal)")
        default: return ReaderDeath(.crashed, "its reader answered what is no record")
        }
    }
}

// MARK: the socket

extension WorkerProcess {
    private static let pieceBytes = 64 << 10

    /// How many bytes of both went out before the peer ended or the time was over.
    private static func send(_ head: [UInt8], _ body: [UInt8], on socket: Descriptor, _ patience: inout Patience) -> Int {
        head.withUnsafeBytes { head in
            body.withUnsafeBytes { body in
                var sent = 0
                while sent < head.count + body.count {
                    var parts = [
                        rest(of: head, after: sent), rest(of: body, after: max(0, sent - head.count)),
                    ]
                    let count = parts.withUnsafeMutableBufferPointer { parts in
                        var message = msghdr()
                        message.msg_iov = parts.baseAddress
                        message.msg_iovlen = parts.count
                        return sendmsg(socket.number, &message, CInt(MSG_NOSIGNAL | MSG_DONTWAIT))
                    }
                    if count > 0 {
                        sent += count
                    } else if errno == EAGAIN {
                        guard wait(for: POLLOUT, on: socket, &patience) else { return sent }
                    } else if errno != EINTR {
                        return sent
                    }
                }
                return sent
            }
        }
    }

    private static func rest(of part: UnsafeRawBufferPointer, after sent: Int) -> iovec {
        let done = min(sent, part.count)
        return iovec(iov_base: UnsafeMutableRawPointer(mutating: part.baseAddress)?.advanced(by: done), iov_len: part.count - done)
    }

    /// The next bytes.
    private static func receive(from socket: Descriptor, _ patience: inout Patience) throws -> [UInt8] {
        while true {
            guard wait(for: POLLIN, on: socket, &patience) else { throw Lost.tooSlow }
            let bytes = [UInt8](unsafeUninitializedCapacity: pieceBytes) { space, count in
                count = max(0, recv(socket.number, space.baseAddress, space.count, CInt(MSG_DONTWAIT)))
            }
            if !bytes.isEmpty { return bytes }
            guard errno == EINTR || errno == EAGAIN else { throw Lost.ended }
        }
    }

    /// False once the time is over.
    private static func wait(for event: CInt, on socket: Descriptor, _ patience: inout Patience) -> Bool {
        var polled = pollfd(fd: socket.number, events: Int16(event), revents: 0)
        // Asked before each piece: who answers a byte at a time has no more time than others.
        while !patience.ends() {
            let count = poll(&polled, 1, patience.milliseconds)
            if count > 0 { return true }
            if count < 0, errno != EINTR { return false }
        }
        return false
    }
}

/// How long a process is waited for. One that waits itself has the bound on time; one that works goes on, because the
/// machine may be busy, until it has used the processor time that it may use: by the daemon's own look, not only by its own.
private struct Patience {
    /// Part of the time that it must have worked to get as much again.
    private static let workingShare = 1.0 / 20

    private let pid: pid_t
    private let bounds: WorkerBounds
    private let usedBefore: Double
    private var used: Double
    private var deadline: MonotonicTime
    private(set) var isOver = false

    init(with pid: pid_t, _ bounds: WorkerBounds) {
        self.pid = pid
        self.bounds = bounds
        usedBefore = Self.processorSeconds(of: pid)
        used = usedBefore
        deadline = .now.adding(seconds: Double(bounds.wallSeconds))
    }

    var milliseconds: CInt { CInt(min(3600, deadline.seconds(since: .now)) * 1000) + 1 }

    /// Whether the time has passed and there is no more.
    mutating func ends() -> Bool {
        guard deadline <= .now else { return false }
        let now = Self.processorSeconds(of: pid)
        isOver = now - used < Double(bounds.wallSeconds) * Self.workingShare || now - usedBefore > Double(bounds.processorSeconds + 1)
        used = now
        deadline = .now.adding(seconds: Double(bounds.wallSeconds))
        return isOver
    }

    private static func processorSeconds(of pid: pid_t) -> Double {
        var clock = clockid_t(), time = timespec()
        guard clock_getcpuclockid(pid, &clock) == 0, clock_gettime(clock, &time) == 0 else { return 0 }
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
