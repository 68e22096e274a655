import Glibc

/// A real thread with an 8 MiB stack. Parsing and disk waits never run on the cooperative pool: two of them there would
/// stop every timer and every HTTP answer.
package final class WorkerThread: Sendable {
    private let finished = Monitor(false)

    /// Starts at once; `niceness` is how far it steps back for other threads. Errors: `LocalFault` where the system gives none.
    package init(name: String, niceness: Int32 = 0, body: @escaping @Sendable () -> Void) throws {
        let finished = finished
        let start = Unmanaged.passRetained(
            ThreadStart {
                Self.nameThread(name)
                Self.stepBack(niceness)
                body()
                finished.with { $0 = true }
            })
        // Allocated, not initialised as a value: whose initialiser that is depends on the order of imports.
        let attributes = UnsafeMutablePointer<pthread_attr_t>.allocate(capacity: 1)
        pthread_attr_init(attributes)
        defer {
            pthread_attr_destroy(attributes)
            attributes.deallocate()
        }
        pthread_attr_setstacksize(attributes, 8 << 20)
        pthread_attr_setdetachstate(attributes, Int32(PTHREAD_CREATE_DETACHED))
        var thread = pthread_t()
        let code = pthread_create(
            &thread, attributes,
            { argument in
                guard let argument else { return nil }
                Unmanaged<ThreadStart>.fromOpaque(argument).takeRetainedValue().body()
                return nil
            }, start.toOpaque())
        guard code == 0 else {
            start.release()
            throw LocalFault("pthread_create", code: code)
        }
    }

    /// What `top -H` shows; at most 15 bytes (proc(5), `comm`).
    private static func nameThread(_ name: String) {
        guard let file = try? Descriptor(open("/proc/thread-self/comm", O_WRONLY | O_CLOEXEC), "open") else { return }
        try? writeWhole(Array(name.utf8.prefix(15)), to: file.number)
    }

    /// Linux counts niceness by thread, and 0 is this one (setpriority(2), "C library/kernel differences").
    private static func stepBack(_ niceness: Int32) {
        guard niceness > 0 else { return }
        let kind = __priority_which_t(PRIO_PROCESS.rawValue)
        setpriority(kind, 0, getpriority(kind, 0) + niceness)
    }

    /// Waits for the end; false when `seconds` passed before it came.
    @discardableResult
    package func join(seconds: Double? = nil) -> Bool {
        finished.wait(seconds: seconds) { $0 ? true : nil } ?? false
    }
}

private final class ThreadStart: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}
