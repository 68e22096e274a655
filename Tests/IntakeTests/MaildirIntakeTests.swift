import Deliverability
import Glibc
import Intake
import MailSyntax
import Storage
import TestKit
import Testing

@Suite struct MaildirIntakeTests {
    @Test func `mail is committed and then moved to cur as seen`() throws {
        let bench = try IntakeBench()
        try bench.deliver("one", as: "1.M1.host")
        let intake = try bench.start()
        try bench.deliver("two", as: "2.M2.host")
        #expect(bench.waitForCommits(2))
        #expect(intake.stop(seconds: 10))
        #expect(bench.names("new") == [])
        #expect(bench.names("cur") == ["1.M1.host:2,S", "2.M2.host:2,S"])
        #expect(bench.store.digests.with { $0.count } == 2)
    }

    @Test func `law 1: a file leaves new only after the commit, and stays as long as that fails`() throws {
        let bench = try IntakeBench(failingCommits: .max)
        try bench.deliver("one", as: "1.M1.host")
        let intake = try bench.start()
        let failed = bench.wait { notes in
            notes.contains { if case .storeFault = $0 { true } else { false } }
        }
        #expect(failed)
        intake.stop(seconds: 10)
        #expect(bench.names("new") == ["1.M1.host"])
        #expect(bench.names("cur") == [])
        #expect(bench.folder.names("setaside") == [], "a local fault never sets mail aside")
    }

    @Test func `a commit that failed is tried again until it succeeds`() throws {
        let bench = try IntakeBench(failingCommits: 2)
        try bench.deliver("one", as: "1.M1.host")
        let intake = try bench.start()
        #expect(bench.waitForCommits(1))
        intake.stop(seconds: 10)
        #expect(bench.names("cur") == ["1.M1.host:2,S"])
    }

    @Test func `law 4: mail that cannot be read is set aside with its bytes and reason, and the rest goes on`() throws {
        let bench = try IntakeBench()
        try bench.deliver("bad \u{1} bytes", as: "1.M1.host")
        try bench.deliver("good", as: "2.M2.host")
        let intake = try bench.start()
        #expect(bench.waitForCommits(2))
        intake.stop(seconds: 10)
        let digest = SHA256Digest.of(Array("bad \u{1} bytes".utf8)).description.prefix(16)
        #expect(bench.folder.names("setaside") == ["\(digest).eml", "\(digest).json"])
        #expect(bench.folder.read("setaside/\(digest).eml") == "bad \u{1} bytes")
        #expect(bench.folder.read("setaside/\(digest).json")?.contains("\"zip.ratio\"") ?? false)
        #expect(try bench.store.setAsides().map(\.path) == ["\(bench.folder.path)/setaside/\(digest).eml"])
        #expect(bench.names("cur") == ["2.M2.host:2,S"])
    }

    @Test func `the same refused bytes lie in the folder once`() throws {
        let bench = try IntakeBench()
        try bench.deliver("bad", as: "1.M1.host")
        let intake = try bench.start()
        #expect(bench.waitForCommits(1))
        try bench.deliver("bad", as: "2.M2.host")
        #expect(bench.waitForCommits(2))
        intake.stop(seconds: 10)
        #expect(bench.folder.names("setaside").count == 2)
        #expect(bench.names("new") == [])
    }

    @Test func `law 4: links, pipes and folders in new are never read`() throws {
        let bench = try IntakeBench()
        try bench.folder.write("secret", to: "secret")
        symlink("\(bench.folder.path)/secret", "\(bench.maildir)/new/1.link")
        mkfifo("\(bench.maildir)/new/2.pipe", 0o600)
        mkdir("\(bench.maildir)/new/3.folder", 0o700)
        let intake = try bench.start()
        try bench.deliver("mail", as: "4.M4.host")
        #expect(bench.waitForCommits(4))
        intake.stop(seconds: 10)
        #expect(bench.prepared.with { $0 } == ["mail"])
        #expect(bench.names("new") == [])
        #expect(bench.folder.names("setaside").filter { $0.hasSuffix(".special") }.count == 3)
        #expect(bench.folder.read("secret") == "secret")
    }

    @Test func `law 4: mail over the bound is set aside unread`() throws {
        let bench = try IntakeBench()
        try bench.deliver("0123456789", as: "1.M1.host")
        let intake = try bench.start { $0.limits.messageBytes.value = 9 }
        #expect(bench.waitForCommits(1))
        intake.stop(seconds: 10)
        #expect(bench.prepared.with { $0 } == [])
        #expect(try bench.store.setAsides().map(\.reason) == ["message.too-large"])
        #expect(bench.folder.names("setaside").count == 2)
    }

    @Test func `mail that another process moved to cur unread is processed there`() throws {
        let bench = try IntakeBench()
        try bench.deliver("early", as: "1.M1.host:2,", to: "cur")
        let intake = try bench.start()
        #expect(bench.waitForCommits(1))
        try bench.deliver("late", as: "2.M2.host:2,R", to: "cur")
        #expect(bench.waitForCommits(2))
        intake.stop(seconds: 10)
        #expect(bench.names("cur") == ["1.M1.host:2,S", "2.M2.host:2,RS"])
    }

    @Test func `a file that is renamed while it is parsed is committed once and left to its mover`() throws {
        let bench = try IntakeBench()
        try bench.deliver("mail", as: "1.M1.host")
        let maildir = bench.maildir, prepared = bench.prepared
        let intake = try bench.start(prepare: { bytes, digest in
            rename("\(maildir)/new/1.M1.host", "\(maildir)/cur/1.M1.host:2,F")
            return IntakeBench.plain(prepared)(bytes, digest)
        })
        #expect(bench.waitForCommits(1))
        try bench.deliver("next", as: "2.M2.host")
        #expect(bench.waitForCommits(2))
        intake.stop(seconds: 10)
        #expect(bench.store.digests.with { $0.count } == 2)
        #expect(bench.names("new") == [])
        #expect(bench.names("cur").contains { $0.hasPrefix("1.M1.host:2,F") })
    }

    @Test func `a restart finds what is done and does not do it again`() throws {
        let bench = try IntakeBench()
        try bench.deliver("mail", as: "1.M1.host")
        let first = try bench.start()
        #expect(bench.waitForCommits(1))
        first.stop(seconds: 10)
        bench.prepared.with { $0 = [] }
        try bench.deliver("mail", as: "2.again.host")
        let second = try bench.start()
        #expect(bench.waitForCommits(2))
        second.stop(seconds: 10)
        let last = bench.notes.with { notes in notes.compactMap { if case .committed(let batch) = $0 { batch } else { nil } } }.last
        #expect(last?.new == 0)
        #expect(last?.duplicate == 1)
        #expect(bench.names("cur") == ["1.M1.host:2,S", "2.again.host:2,S"])
    }

    @Test func `a name that exists in cur is not overwritten`() throws {
        let bench = try IntakeBench()
        try bench.deliver("old", as: "1.M1.host:2,S", to: "cur")
        try bench.deliver("new", as: "1.M1.host")
        let intake = try bench.start()
        #expect(bench.wait { _ in bench.names("new").isEmpty && bench.store.digests.with { $0.count } >= 1 })
        intake.stop(seconds: 10)
        #expect(bench.folder.read("Maildir/cur/1.M1.host:2,S") == "old")
        #expect(bench.folder.read("Maildir/cur/1.M1.host.2:2,S") == "new")
    }

    @Test(arguments: [Finish.delete, .keep]) func `finished files are deleted or kept where that is set`(finish: Finish) throws {
        let bench = try IntakeBench()
        try bench.deliver("mail", as: "1.M1.host")
        let intake = try bench.start { $0.finish = finish }
        #expect(bench.waitForCommits(1))
        intake.stop(seconds: 10)
        #expect(bench.names("new") == (finish == .keep ? ["1.M1.host"] : []))
        #expect(bench.names("cur") == [])
    }

    @Test func `law 4: a message that was in hand when the process died three times is set aside unread`() throws {
        let bench = try IntakeBench()
        try bench.deliver("poison", as: "1.M1.host")
        try bench.deliver("innocent", as: "2.M2.host")
        for _ in 1...2 { _ = try bench.store.countAttempts(["1.M1.host"]) }
        // What a dead process leaves behind: a name that was begun and not ended.
        try bench.folder.write("+1.M1.host\n+0.M0.host\n-0.M0.host\n", to: "plumbline.sqlite.attempts")
        let intake = try bench.start()
        #expect(bench.waitForCommits(2))
        intake.stop(seconds: 10)
        #expect(bench.prepared.with { $0 } == ["innocent"])
        #expect(try bench.store.setAsides().map(\.reason) == ["message.crashed-the-reader"])
        #expect(try bench.store.attempts() == [:])
    }

    @Test(arguments: [Lane.Kind.light, .heavy]) func `complaints pass while another lane is busy`(_ lane: Lane.Kind) throws {
        let bench = try IntakeBench()
        let large = "report " + String(repeating: "x", count: Lane.lightBytes)
        let report = lane == .heavy ? large : "report "
        try bench.deliver(report, as: "1.M1.host")
        try bench.deliver(report + "2", as: "2.M2.host")
        let isFree = Monitor(false), isBusy = Monitor(false), prepared = bench.prepared
        let intake = try bench.start {
            $0.heavyThreads = 1
            $0.lightThreads = 1
        } prepare: { bytes, digest in
            if bytes.starts(with: Array("report".utf8)) {
                isBusy.with { $0 = true }
                _ = isFree.wait(seconds: 20) { $0 ? true : nil }
            }
            return IntakeBench.plain(prepared)(bytes, digest)
        }
        #expect(isBusy.wait(seconds: 10) { $0 ? true : nil } ?? false)
        try bench.deliver("X-HmXmrOriginalRecipient: reader@example.net\n\nbody", as: "3.M3.host")
        // A large complaint is known by its first lines.
        try bench.deliver("Content-Type: multipart/report; report-type=feedback-report\n\n" + large, as: "4.M4.host")
        #expect(bench.waitForCommits(2))
        #expect(bench.names("new") == ["1.M1.host", "2.M2.host"])
        isFree.with { $0 = true }
        #expect(bench.waitForCommits(4))
        intake.stop(seconds: 10)
        #expect(bench.names("new") == [])
    }

    @Test func `a file that is still being written is left until it is closed`() throws {
        let bench = try IntakeBench()
        let intake = try bench.start()
        let file = try #require(fopen("\(bench.maildir)/new/1.copied", "w"))
        fputs("first half, ", file)
        fflush(file)
        try bench.deliver("mail", as: "2.M2.host")
        #expect(bench.waitForCommits(1))
        fputs("second half", file)
        fclose(file)
        #expect(bench.waitForCommits(2))
        intake.stop(seconds: 10)
        #expect(bench.prepared.with { $0 } == ["mail", "first half, second half"])
    }
}
