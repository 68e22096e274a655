import Deliverability
import Glibc
import MailSyntax
import Storage
import Testing

@testable import Intake

/// Where a file lies against what the store knows of its bytes: each pair and what is done (docs/durability.md).
@Suite struct MaildirStateTests {
    private func known(_ text: String, in bench: IntakeBench) throws {
        _ = try bench.store.commit(
            [IntakeBench.plain(Monitor([]))(Array(text.utf8), SHA256Digest.of(Array(text.utf8)))], at: Timestamp(1_795_500_000))
    }

    private func commits(_ bench: IntakeBench) -> (new: Int, duplicate: Int) {
        bench.notes.with { notes in
            notes.reduce(into: (0, 0)) { sum, note in
                guard case .committed(let batch) = note else { return }
                sum = (sum.0 + batch.new, sum.1 + batch.duplicate)
            }
        }
    }

    @Test func `new and unknown: processed`() throws {
        let bench = try IntakeBench()
        try bench.deliver("mail", as: "1.M1.host")
        let intake = try bench.start()
        #expect(bench.waitForCommits(1))
        intake.stop(seconds: 10)
        #expect(commits(bench) == (1, 0))
        #expect(bench.names("cur") == ["1.M1.host:2,S"])
    }

    @Test func `new and committed, as a crash between commit and move leaves it: only moved`() throws {
        let bench = try IntakeBench()
        try known("mail", in: bench)
        try bench.deliver("mail", as: "1.M1.host")
        let intake = try bench.start()
        #expect(bench.waitForCommits(1))
        intake.stop(seconds: 10)
        #expect(commits(bench) == (0, 1))
        #expect(bench.names("cur") == ["1.M1.host:2,S"])
    }

    @Test func `cur and unknown, seen or not: processed in place`() throws {
        let bench = try IntakeBench()
        try bench.deliver("moved", as: "1.M1.host:2,", to: "cur")
        try bench.deliver("seen before a restored backup was taken", as: "2.M2.host:2,RS", to: "cur")
        let intake = try bench.start()
        #expect(bench.waitForCommits(2))
        intake.stop(seconds: 10)
        #expect(commits(bench) == (2, 0))
        #expect(bench.names("cur") == ["1.M1.host:2,S", "2.M2.host:2,RS"])
    }

    @Test func `cur and committed: nothing`() throws {
        let bench = try IntakeBench()
        try known("done", in: bench)
        try bench.deliver("done", as: "1.M1.host:2,F", to: "cur")
        try bench.deliver("mark", as: "2.M2.host")
        let intake = try bench.start()
        #expect(bench.waitForCommits(1))
        // The first look has been through both folders when the next one begins.
        try bench.deliver("mark 2", as: "3.M3.host")
        #expect(bench.waitForCommits(2))
        intake.stop(seconds: 10)
        #expect(!bench.prepared.with { $0.contains("done") })
        #expect(bench.names("cur").contains("1.M1.host:2,F"))
    }

    @Test(arguments: ["new", "cur"])
    func `refused and committed, but not moved before a crash: moved to the set-aside folder`(place: String) throws {
        let bench = try IntakeBench()
        try known("bad", in: bench)
        try bench.deliver("bad", as: place == "new" ? "1.M1.host" : "1.M1.host:2,", to: place)
        let intake = try bench.start()
        #expect(bench.waitForCommits(1))
        intake.stop(seconds: 10)
        #expect(commits(bench) == (0, 1))
        let stem = SHA256Digest.of(Array("bad".utf8)).description.prefix(16)
        #expect(bench.folder.names("setaside") == ["\(stem).eml", "\(stem).json"])
        #expect(bench.names(place) == [])
    }

    @Test func `gone before it was read: told, once, and only when two looks do not find it`() throws {
        let book = ClaimBook(), taken = MaildirName("1.taken"), moved = MaildirName("2.moved:2,"), left = MaildirName("3.left")
        for name in [taken, moved] { #expect(book.claim(name, skippingDone: false)) }
        for name in [taken, moved] { book.miss(name) }
        _ = book.claim(left, skippingDone: false)
        _ = book.postpone(left)
        #expect(book.keepOnly([left.base]) == 0, "a look may miss a file that moves")
        #expect(book.keepOnly([left.base, moved.base]) == 1)
        #expect(book.keepOnly([]) == 0)
        #expect(book.keepOnly([]) == 1, "one that waited for another try")
        #expect(book.keepOnly([]) == 0)
    }

    @Test func `gone after it was committed: nothing`() throws {
        let book = ClaimBook(), name = MaildirName("1.host")
        _ = book.claim(name, skippingDone: false)
        _ = book.postpone(name, isCommitted: true)
        #expect(book.claim(name, skippingDone: false) == false, "it waits")
        book.miss(name)
        #expect(book.keepOnly([]) == 0)
        #expect(book.keepOnly([]) == 0)
    }

    @Test func `mail that somebody takes away unread is told by its number, and the rest goes on`() throws {
        let bench = try IntakeBench(), maildir = bench.maildir, prepared = bench.prepared
        let isHeld = Monitor(true), isBusy = Monitor(false)
        try bench.deliver("first", as: "1.M1.host")
        let intake = try bench.start {
            $0.lightThreads = 1
        } prepare: { bytes, digest in
            isBusy.with { $0 = true }
            _ = isHeld.wait(seconds: 20) { $0 ? nil : true }
            return IntakeBench.plain(prepared)(bytes, digest)
        }
        #expect(isBusy.wait(seconds: 10) { $0 ? true : nil } ?? false)
        try bench.deliver("taken", as: "2.M2.host")
        #expect(bench.notes.wait(seconds: 10) { _ in intake.waiting(in: .light) >= 2 ? true : nil } ?? (intake.waiting(in: .light) >= 2))
        unlink("\(maildir)/new/2.M2.host")
        isHeld.with { $0 = false }
        #expect(bench.wait { notes in notes.contains { if case .vanished(1) = $0 { true } else { false } } })
        intake.stop(seconds: 10)
        #expect(bench.names("cur") == ["1.M1.host:2,S"])
    }

    /// As after an overflow, or where there are too many watches: the hint is heard by nobody.
    @Test func `a mail that no hint told of is found by the next look`() throws {
        let bench = try IntakeBench(), looks = Monitor(0), seen = Monitor(Set<MaildirName>())
        let maildir = try Maildir(path: bench.maildir)
        let watch = try MaildirWatch(maildir, rescanSeconds: 0.2)
        let reports = MaildirWatch.Reports(
            appeared: { _, _ in },
            scan: {
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
}
