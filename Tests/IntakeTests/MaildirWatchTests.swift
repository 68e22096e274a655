import Glibc
import MailSyntax
import Storage
import TestKit
import Testing

@testable import Intake

@Suite(.apart) struct MaildirWatchTests {
    /// As after an overflow, or where there are too many watches: the hint is heard by nobody.
    @Test func `a mail that no hint told of is found by the next look`() throws {
        let bench = try IntakeBench(), looks = Monitor(0), seen = Monitor(Set<MaildirName>())
        let maildir = try Maildir(path: bench.maildir)
        let watch = try MaildirWatch(maildir, rescanSeconds: 0.2)
        let reports = MaildirWatch.Reports(
            appeared: { _, _ in },
            scan: { _ in
                let names = Maildir.Place.allCases.map { (try? maildir.names(in: $0)) ?? [] }
                seen.with { $0.formUnion(names.joined()) }
                looks.with { $0 += 1 }
                return false
            }, failed: { _ in }, pulse: {})
        let thread = try WorkerThread(name: "watch") { watch.run(reports) }
        #expect(looks.wait(seconds: 10) { $0 > 0 ? true : nil } ?? false)
        try bench.deliver("mail", as: "1.M1.host")
        try bench.deliver("moved", as: "2.M2.host:2,", to: "cur")
        #expect(seen.wait(seconds: 10) { $0.count == 2 ? true : nil } ?? false)
        watch.stop()
        #expect(thread.join(seconds: 10))
    }

    @Test func `new mail need not wait for the end of a long look`() throws {
        let bench = try IntakeBench(), appeared = Monitor([MaildirName]()), atTheEnd = Monitor<[MaildirName]?>(nil)
        let watch = try MaildirWatch(try Maildir(path: bench.maildir), rescanSeconds: 3600)
        let reports = MaildirWatch.Reports(
            appeared: { _, name in appeared.with { $0.append(name) } },
            scan: { pausing in
                try? bench.deliver("mail", as: "1.M1.host")
                pausing()
                atTheEnd.with { $0 = $0 ?? appeared.with { $0 } }
                return false
            }, failed: { _ in }, pulse: {})
        let thread = try WorkerThread(name: "watch") { watch.run(reports) }
        let found = atTheEnd.wait(seconds: 10) { $0 }
        watch.stop()
        #expect(thread.join(seconds: 10))
        #expect(found == [MaildirName("1.M1.host")])
    }

    @Test func `a look at many names pauses again and again, and each of them is claimed`() throws {
        let bench = try IntakeBench(), pauses = Monitor(0)
        for number in 1...1200 { try bench.deliver("mail \(number)", as: "\(number).host:2,", to: "cur") }
        let intake = try bench.start { $0.rescanSeconds = 3600 }
        #expect(bench.waitForCommits(1200))
        intake.stop(seconds: 10)

        var options = MaildirIntake.Options(maildirs: [bench.maildir], storePath: bench.storePath)
        options.finish = .keep
        let prepared = bench.prepared, store = bench.store
        let parts = try IntakeParts(
            options,
            .init(openStore: { store }, prepare: IntakeBench.plain(prepared), now: { Timestamp(1_795_500_000) }, observe: { _ in }),
            [try Maildir(path: bench.maildir)]
        ) { _, _ in }
        parts.look(intoMaildir: 0) { pauses.with { $0 += 1 } }
        #expect(parts.lanes.light.waiting == 1200)
        #expect(pauses.with { $0 } >= 4, "of listing, and of claiming")
    }

    @Test func `the stamp of a folder tells each change of a name, and nothing of a change just made`() throws {
        let folder = try TemporaryFolder(), local = try LocalFolder(path: folder.path)
        let now = WallClock.now
        try folder.write("", to: "1.host")
        #expect(try local.stamp(at: now) == nil, "the next change could leave the same stamp")
        #expect(try local.stamp(at: now - 3600) == nil, "the clock went back")
        // Where this file system is none of those that are relied on there is nothing to see.
        guard let first = try local.stamp(at: now + 3600) else { return }
        #expect(try local.stamp(at: now + 7200) == first)
        var flags = 0
        while try local.stamp(at: now + 3600) == first, flags < 1_000_000 {
            rename("\(folder.path)/1.host" + (flags == 0 ? "" : ":2,\(flags)"), "\(folder.path)/1.host:2,\(flags + 1)")
            flags += 1
        }
        #expect(flags < 1_000_000)
    }
}
