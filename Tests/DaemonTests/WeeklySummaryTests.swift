import Daemon
import Glibc
import MailSyntax
import Summaries
import Testing

@Suite struct WeeklySummaryTests {
    @Test(arguments: [
        ((2026, 11, 23, 5), "2026-W46"), ((2026, 11, 23, 6), "2026-W47"), ((2026, 11, 29, 23), "2026-W47"), ((2027, 1, 4, 6), "2026-W53"),
    ]) func `a week is due from the hour on Monday`(moment: (Int, Int, Int, Int), week: String) throws {
        let now = try #require(Timestamp(year: moment.0, month: moment.1, day: moment.2, hour: moment.3))
        #expect(WeeklySummary.due(at: now, hour: 6) == Week(week))
    }

    /// Week 47 ends on Monday the 23rd of November 2026 at midnight.
    @Test(
        arguments: [
            (nil, (23, 6), false), ((20, 12), (23, 6), false), ((23, 5), (23, 6), false), ((23, 6), (23, 6), true),
            ((23, 6), (25, 23), true),
            ((23, 6), (26, 0), false), ((26, 0), (26, 0), true), ((26, 0), (29, 23), true),
        ] as [((Int, Int)?, (Int, Int), Bool)])
    func `an early file does not stand for the week, and late reports are summed up once more`(
        written: (Int, Int)?, now: (Int, Int), isWritten: Bool
    ) throws {
        let week = try #require(Week("2026-W47"))
        func moment(_ day: Int, _ hour: Int) throws -> Timestamp { try #require(Timestamp(year: 2026, month: 11, day: day, hour: hour)) }
        let at = try written.map { try moment($0.0, $0.1) }
        #expect(try WeeklySummary.isWritten(week, at: at, now: moment(now.0, now.1), hour: 6) == isWritten)
    }
}

@Suite struct SystemdNoticeTests {
    @Test(arguments: [false, true]) func `a state reaches the socket of the service manager`(isAbstract: Bool) throws {
        let name = "/tmp/plumbline-notice-\(getpid())-\(isAbstract)"
        unlink(name)
        var path = Array(name.utf8)
        if isAbstract { path = [0] + path }
        let listener = socket(AF_UNIX, CInt(SOCK_DGRAM.rawValue), 0)
        defer { close(listener) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
        let length = socklen_t(2 + path.count + (isAbstract ? 0 : 1))
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(listener, $0, length) }
        }
        defer { unlink(name) }
        #expect(bound == 0)
        let notice = SystemdNotice(environment: ["NOTIFY_SOCKET": (isAbstract ? "@" : "") + name, "WATCHDOG_USEC": "30000000"])
        #expect(notice.send("READY=1"))
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = recv(listener, &bytes, bytes.count, 0)
        #expect(String(decoding: bytes.prefix(max(0, count)), as: UTF8.self) == "READY=1")
        #expect(notice.watchdogSeconds == 30)
    }

    @Test func `outside of a service manager nothing is sent`() {
        let notice = SystemdNotice(environment: [:])
        #expect(!notice.send("READY=1"))
        #expect(notice.watchdogSeconds == nil)
    }
}
