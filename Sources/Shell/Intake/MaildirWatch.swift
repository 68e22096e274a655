import Glibc

/// Looks into one Maildir on its own thread: inotify is the hint that makes it fast, a scan of `new/` and `cur/` is the
/// truth that makes it right. Scans run at the start, at every interval, after an overflow and when asked for.
package final class MaildirWatch: Sendable {
    package struct Reports: Sendable {
        /// One name that appeared.
        let appeared: @Sendable (Maildir.Place, MaildirName) -> Void
        /// Looks at all names, and lets hints be read between them; whether other folders lie under the path than before.
        let scan: @Sendable (_ pausing: () -> Void) -> Bool
        let failed: @Sendable (LocalFault) -> Void
        /// Once in each round of the thread.
        let pulse: @Sendable () -> Void
    }

    /// A round takes at most so long, for the sign of life at its end.
    static let roundSeconds = 10.0

    private struct State: Sendable {
        var stopped = false
        var scanAt: MonotonicTime?
    }

    private let maildir: Maildir
    private let rescanSeconds: Double
    private let wake: WakePipe
    private let state = Monitor(State())

    package init(_ maildir: Maildir, rescanSeconds: Double) throws {
        self.maildir = maildir
        self.rescanSeconds = rescanSeconds
        wake = try WakePipe()
    }

    /// Scans after `seconds`, or earlier if that was asked for already.
    package func requestScan(after seconds: Double = 0) {
        let wanted = MonotonicTime.now.adding(seconds: seconds)
        state.with { state in state.scanAt = state.scanAt.map { min($0, wanted) } ?? wanted }
        wake.signal()
    }

    package func stop() {
        state.with { $0.stopped = true }
        wake.signal()
    }

    /// The body of the watching thread; returns after `stop`.
    package func run(_ reports: Reports) {
        var notifications = Notifications(maildir, failed: reports.failed)
        requestScan()
        var lastScan = MonotonicTime(nanoseconds: 0)
        var pause = 0.05
        while !state.with({ $0.stopped }) {
            let wanted = state.with { $0.scanAt }
            // Scans asked for one after another (another process moves mail) stay a small part of the time.
            let next = min(
                wanted.map { max($0, lastScan.adding(seconds: pause)) } ?? lastScan.adding(seconds: rescanSeconds),
                lastScan.adding(seconds: rescanSeconds))
            let started = MonotonicTime.now
            if next <= started {
                state.with { $0.scanAt = nil }
                // What the system refused (too many watches) may be there the next time.
                let isReplaced = reports.scan { if notifications?.read(reports.appeared) == .overflow { requestScan() } }
                if isReplaced || notifications?.isWhole != true {
                    notifications = Notifications(maildir, failed: reports.failed)
                    // What came between the look and the watch.
                    if notifications?.isWhole == true { requestScan() }
                }
                lastScan = .now
                pause = max(0.05, lastScan.seconds(since: started) * 4)
                continue
            }
            reports.pulse()
            wait(notifications, seconds: min(Self.roundSeconds, next.seconds(since: started)))
            if notifications?.read(reports.appeared) == .overflow { requestScan() }
        }
    }

    private func wait(_ notifications: Notifications?, seconds: Double) {
        var descriptors = [pollfd(fd: wake.readEnd.number, events: Int16(POLLIN), revents: 0)]
        if let notifications { descriptors.append(pollfd(fd: notifications.number, events: Int16(POLLIN), revents: 0)) }
        _ = poll(&descriptors, nfds_t(descriptors.count), CInt(min(seconds * 1000 + 1, 3_600_000)))
        wake.drain()
    }
}

/// Wakes a thread that waits in poll(2).
private final class WakePipe: Sendable {
    let readEnd: Descriptor
    private let writeEnd: Descriptor

    init() throws {
        var ends: [CInt] = [-1, -1]
        guard pipe(&ends) == 0 else { throw LocalFault("pipe") }
        readEnd = try Descriptor(ends[0], "pipe")
        writeEnd = try Descriptor(ends[1], "pipe")
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
    }

    /// A full pipe wakes as well.
    func signal() {
        var byte: UInt8 = 1
        _ = write(writeEnd.number, &byte, 1)
    }

    func drain() {
        var bytes = [UInt8](repeating: 0, count: 256)
        while read(readEnd.number, &bytes, bytes.count) == bytes.count {}
    }
}

/// An inotify instance over `new/` and `cur/` (inotify(7)). Postfix links into `new/` (create), others rename (moved to);
/// a plain copy ends with a close.
private final class Notifications {
    enum Result { case fine, overflow }

    private let inotify: Descriptor
    private var places: [CInt: Maildir.Place] = [:]

    var number: CInt { inotify.number }
    var isWhole: Bool { places.count == Maildir.Place.allCases.count }

    /// nil where the system refuses (limits, file system): the scans go on alone, and the fault is told.
    init?(_ maildir: Maildir, failed: (LocalFault) -> Void) {
        do {
            inotify = try Descriptor(inotify_init1(CInt(IN_NONBLOCK | IN_CLOEXEC)), "inotify_init1")
        } catch {
            failed(LocalFault("inotify_init1"))
            return nil
        }
        let mask = UInt32(IN_MOVED_TO | IN_CREATE | IN_CLOSE_WRITE | IN_ONLYDIR)
        for place in Maildir.Place.allCases {
            // By descriptor, so that the folder watched is the folder read.
            var watch =
                (maildir.folder(place) as? LocalFolder).map { inotify_add_watch(inotify.number, "/proc/self/fd/\($0.descriptor)", mask) }
                ?? -1
            if watch < 0 { watch = inotify_add_watch(inotify.number, "\(maildir.path)/\(place.rawValue)", mask) }
            if watch >= 0 { places[watch] = place } else { failed(LocalFault("inotify_add_watch \(maildir.path)/\(place.rawValue)")) }
        }
    }

    func read(_ appeared: (Maildir.Place, MaildirName) -> Void) -> Result {
        var result = Result.fine
        withUnsafeTemporaryAllocation(byteCount: 64 << 10, alignment: 8) { buffer in
            while true {
                let count = Glibc.read(inotify.number, buffer.baseAddress, buffer.count)
                guard count > 0 else { return }
                var offset = 0
                while offset + MemoryLayout<inotify_event>.size <= count {
                    let event = buffer.load(fromByteOffset: offset, as: inotify_event.self)
                    let start = offset + MemoryLayout<inotify_event>.size
                    let end = min(start + Int(event.len), count)
                    if event.mask & UInt32(IN_Q_OVERFLOW) != 0 { result = .overflow }
                    if let place = places[event.wd], end > start {
                        let name = UnsafeRawBufferPointer(rebasing: buffer[start..<end]).prefix { $0 != 0 }
                        if let first = name.first, first != 46 { appeared(place, MaildirName(Array(name))) }
                    }
                    offset = end
                }
            }
        }
        return result
    }
}
