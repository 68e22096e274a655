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
}
