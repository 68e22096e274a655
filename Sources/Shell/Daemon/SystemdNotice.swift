import Glibc

/// Messages to the service manager over its socket (sd_notify(3)), without its library. Outside of one nothing is sent.
package struct SystemdNotice: Sendable {
    /// As in `NOTIFY_SOCKET`: a path, or a name in the abstract name space after `@`.
    private let socketName: String?
    /// How often the watchdog wants a sign of life; nil: never.
    package let watchdogSeconds: Double?

    package init(environment: [String: String]) {
        socketName = environment["NOTIFY_SOCKET"].flatMap { $0.hasPrefix("/") || $0.hasPrefix("@") ? $0 : nil }
        let microseconds = environment["WATCHDOG_USEC"].flatMap(Double.init)
        let isForUs = environment["WATCHDOG_PID"].map { $0 == "\(getpid())" } ?? true
        watchdogSeconds = isForUs ? microseconds.flatMap { $0 > 0 ? $0 / 1e6 : nil } : nil
    }

    /// `READY=1` and its like; false when it could not be sent.
    @discardableResult
    package func send(_ state: String) -> Bool {
        guard let socketName else { return false }
        var path = Array(socketName.utf8)
        if path.first == 64 { path[0] = 0 }
        guard path.count < 108 else { return false }  // sun_path, unix(7)
        let descriptor = socket(AF_UNIX, CInt(SOCK_DGRAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
        // An abstract name ends with the length, a path with its zero byte.
        let offset = MemoryLayout<sockaddr_un>.offset(of: \.sun_path) ?? 2
        let length = socklen_t(offset + path.count + (path.first == 0 ? 0 : 1))
        let message = Array(state.utf8)
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                sendto(descriptor, message, message.count, CInt(MSG_NOSIGNAL), address, length) == message.count
            }
        }
    }
}
