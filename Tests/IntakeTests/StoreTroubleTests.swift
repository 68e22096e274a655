import Deliverability
import Glibc
import MailSyntax
import Storage
import Testing

@testable import Intake

/// What the intake does when the place of decisions fails: mail waits where it is, whatever the fault.
@Suite struct StoreTroubleTests {
    private func faults(_ bench: IntakeBench) -> Int {
        bench.notes.with { notes in notes.count { if case .storeFault = $0 { true } else { false } } }
    }

    private func lost(_ notes: [IntakeNote]) -> StoreError? {
        notes.lazy.compactMap { if case .storeLost(let error) = $0 { error } else { nil } }.first
    }

    @Test(arguments: [StoreError.Code.full, .busy, .cannotOpen])
    func `a store that is full or busy for a time is asked again with longer and longer pauses, and the mail is then taken in`(
        code: StoreError.Code
    ) throws {
        let bench = try IntakeBench(failingCommits: 3, code: code)
        try bench.deliver("one", as: "1.M1.host")
        let intake = try bench.start()
        #expect(bench.waitForCommits(1))
        intake.stop(seconds: 10)
        let pauses = bench.notes.with { notes in notes.compactMap { if case .storeFault(_, let seconds) = $0 { seconds } else { nil } } }
        #expect(pauses == [0.1, 0.2, 0.4])
        #expect(bench.store.opens.with { $0.count } == 1, "the same handle goes on")
        #expect(bench.names("cur") == ["1.M1.host:2,S"])
        #expect(bench.folder.names("setaside") == [])
    }

    @Test func `after a failed write or sync the store is opened anew, asked what it knows, and the mail is done again`() throws {
        let bench = try IntakeBench(failingCommits: 2, code: .io)
        try bench.deliver("one", as: "1.M1.host")
        let intake = try bench.start()
        #expect(bench.waitForCommits(1))
        intake.stop(seconds: 10)
        #expect(bench.store.opens.with { $0.count } == 3)
        #expect(bench.names("cur") == ["1.M1.host:2,S"])
        #expect(bench.notes.with { lost($0) } == nil)
    }

    @Test func `after three failed writes in a row the intake stops, and all mail is where it was`() throws {
        let bench = try IntakeBench(failingCommits: .max, code: .io)
        try bench.deliver("one", as: "1.M1.host")
        let intake = try bench.start()
        #expect(bench.wait { lost($0) != nil })
        #expect(intake.stop(seconds: 10))
        #expect(bench.notes.with { lost($0)?.code } == .io)
        #expect(faults(bench) == CommitThread.failedWritesMax)
        #expect(bench.names("new") == ["1.M1.host"])
        #expect(bench.names("cur") == [])
    }

    @Test(arguments: [StoreError.Code.corrupt, .notADatabase, .missing])
    func `a store that is damaged or gone ends the intake at once, is never made anew, and all mail is where it was`(
        code: StoreError.Code
    ) throws {
        let bench = try IntakeBench(failingCommits: .max, code: code)
        try bench.deliver("one", as: "1.M1.host")
        let intake = try bench.start()
        #expect(bench.wait { lost($0)?.code == code })
        #expect(intake.stop(seconds: 10))
        #expect(bench.store.opens.with { $0.count } == 1, "nothing is opened in its place")
        #expect(bench.names("new") == ["1.M1.host"])
    }

    @Test func `damage that anything but a message comes upon ends the intake, too`() throws {
        let bench = try IntakeBench()
        let intake = try bench.start()
        intake.perform { _ in throw StoreError(.corrupt, "a page is damaged") }
        #expect(bench.wait { lost($0)?.code == .corrupt })
        #expect(intake.stop(seconds: 10))
    }

    @Test func `damage that shows when the store is opened again ends the intake`() throws {
        let bench = try IntakeBench(failingCommits: 1, code: .io)
        bench.store.opens.with { $0.faults = [StoreError(.locked, "in use"), StoreError(.notADatabase, "no header")] }
        try bench.deliver("one", as: "1.M1.host")
        let intake = try bench.start()
        #expect(bench.wait { lost($0)?.code == .notADatabase })
        #expect(intake.stop(seconds: 10))
        #expect(bench.names("new") == ["1.M1.host"])
    }
}
