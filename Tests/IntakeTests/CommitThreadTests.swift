import Deliverability
import Glibc
import MailSyntax
import Storage
import TestKit
import Testing

@testable import Intake

@Suite struct CommitThreadTests {
    @Test func `complaints go first and alone, and a flood of light mail holds no large report up`() throws {
        let bench = try CommitBench()
        bench.whileHeldUp {
            for number in 0..<300 { bench.submit(.light, number) }
            for number in 300..<340 { bench.submit(.heavy, number) }
            for number in 340..<342 { bench.submit(.complaints, number) }
        }
        bench.stop()
        #expect(bench.batches.first == ["complaints", "complaints"])
        #expect(bench.batches.dropFirst().first?.prefix(3) == ["heavy", "light", "light"])
        #expect(bench.batches.joined().count == 342)
    }

    @Test func `a flood of complaints holds up no other mail for more than one batch`() throws {
        let bench = try CommitBench()
        bench.whileHeldUp {
            for number in 0..<1000 { bench.submit(.complaints, number) }
            bench.submit(.light, 1000)
        }
        bench.stop()
        #expect(bench.batches.prefix(2).last == ["light"])
        #expect(bench.batches.joined().count == 1001)
    }

    @Test func `batches are small, so that a complaint never waits long for the end of one`() throws {
        let bench = try CommitBench(settleSeconds: 0.05)
        bench.whileHeldUp { for number in 0..<1000 { bench.submit(.light, number) } }
        bench.stop()
        let sizes = bench.batches.map(\.count)
        #expect(sizes.reduce(0, +) == 1000)
        #expect(sizes.allSatisfy { $0 <= CommitThread.batchMessagesMin }, "\(sizes)")
    }

    @Test func `the feed is told before the files of the batch are moved`() throws {
        let bench = try CommitBench()
        bench.whileHeldUp { bench.submit(.complaints, 1) }
        bench.stop()
        #expect(bench.happened.with { $0 } == ["feed 0", "feed 1", "settled complaints"])
    }
}

/// A committing thread over a store in memory, and what it did, in order.
private struct CommitBench {
    let happened: Monitor<[String]>
    /// Lanes of the mails of each batch.
    var batches: [[String]] {
        happened.with { $0 }.filter { $0.hasPrefix("settled") }.map { $0.split(separator: " ").dropFirst().map(String.init) }
    }
    private let thread: CommitThread
    private let worker: WorkerThread

    init(settleSeconds: Double = 0) throws {
        let happened = Monitor([String]())
        let thread = CommitThread(
            .init(
                now: { Timestamp(1_795_500_000) }, clock: { .now }, begin: { _ in },
                settle: { files, _, _ in
                    usleep(UInt32(settleSeconds * 1e6))
                    happened.with { $0.append("settled " + files.map(\.job.lane.rawValue).joined(separator: " ")) }
                },
                postpone: { _ in }, answer: { _, _, _ in }, ticked: {},
                observe: { note in if case .feed(let cursor) = note { happened.with { $0.append("feed \(cursor)") } } }))
        worker = try WorkerThread(name: "commit") { thread.run(opening: { SharedStore(failingCommits: 0) }, opened: { _ in }) }
        self.happened = happened
        self.thread = thread
    }

    /// What the body submits is there before the thread goes on.
    func whileHeldUp(_ body: () -> Void) {
        let isBusy = Monitor(false), isFree = Monitor(false)
        thread.perform { _ in
            isBusy.with { $0 = true }
            _ = isFree.wait(seconds: 20) { $0 ? true : nil }
        }
        _ = isBusy.wait(seconds: 20) { $0 ? true : nil }
        body()
        isFree.with { $0 = true }
    }

    func submit(_ lane: Lane.Kind, _ number: Int) {
        let job = MaildirJob(
            maildir: 0, place: .new, name: MaildirName("\(number)"), weight: 1, lane: lane, arrived: 0, isUnknown: false)
        thread.submit(PreparedFile(job: job, record: Sample.complaint(number, "reader\(number)@example.net")))
    }

    /// What was submitted is committed.
    func stop() {
        thread.stop()
        _ = worker.join(seconds: 20)
    }
}
