import Foundation
import Glibc
import TestKit
import Testing

/// What the service manager is told, by a daemon that runs under its variables.
@Suite struct ReadinessTests {
    @Test func `readiness, signs of life, reload and end reach the service manager`() throws {
        let place = try TestPlace.fresh()
        let socket = try NoticeSocket(place)
        let daemon = try RunningDaemon(environment: ["NOTIFY_SOCKET": place, "WATCHDOG_USEC": "60000000"])
        #expect(socket.receives("READY=1"))
        #expect(socket.receives("WATCHDOG=1"))
        try daemon.configure("retention: {mail: soon}\n")
        daemon.signal(SIGHUP)
        #expect(socket.receives("RELOADING=1"))
        #expect(socket.receives("READY=1"))
        #expect(try daemon.stop().code == 0)
        #expect(socket.receives("STOPPING=1"))
    }
}

/// The service manager's end of `NOTIFY_SOCKET`.
private final class NoticeSocket {
    private let descriptor: Int32

    init(_ path: String) throws {
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, socklen_t(3 + path.utf8.count)) }
        }
        guard bound == 0 else { throw ChildProcess.Fault.system("bind", errno) }
    }

    deinit { close(descriptor) }

    /// Whether this state comes before the time is over; what comes before it is passed by.
    func receives(_ state: String, seconds: Int = 60) -> Bool {
        let deadline = Deadline(seconds: seconds)
        while !deadline.isOver {
            var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            if poll(&polled, 1, deadline.milliseconds) > 0, next() == state { return true }
        }
        return false
    }

    private func next() -> String {
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = recv(descriptor, &bytes, bytes.count, 0)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }
}
