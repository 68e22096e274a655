import Deliverability
import Glibc
import MailSyntax
import Storage
import TestKit
import Testing

@testable import Intake

/// Mail is read in processes of their own, and some of it ends them.
@Suite struct ReaderDeathTests {
    private static let timeout = ReaderDeath(.timedOut, "it took more than 10 s")

    /// Mail that begins with `poison` ends its reader.
    private static func reading(_ prepared: Monitor<[String]>, _ death: ReaderDeath = timeout) -> PrepareApart {
        { bytes, digest in
            let record = IntakeBench.plain(prepared)(bytes, digest)
            if bytes.starts(with: Array("poison".utf8)) { throw death }
            return record
        }
    }

    private static func deaths(_ notes: [IntakeNote]) -> [Int] {
        notes.compactMap { if case .readerDied(_, _, let deaths) = $0 { deaths } else { nil } }
    }

    @Test(arguments: [ReadError.Reason.crashed, .timedOut, .outOfMemory])
    func `law 4: the third time a message ends its reader it is set aside with the reason, and costs only itself`(
        reason: ReadError.Reason
    ) throws {
        let bench = try IntakeBench()
        try bench.deliver("poison", as: "1.M1.host")
        for number in 2...9 { try bench.deliver("mail \(number)", as: "\(number).M.host") }
        let intake = try bench.start({ $0.readsApart = true }, prepare: Self.reading(bench.prepared, ReaderDeath(reason, "said why")))
        #expect(bench.waitForCommits(9))
        intake.stop(seconds: 10)
        #expect(bench.prepared.with { $0.filter { $0 == "poison" }.count } == 3)
        #expect(bench.notes.with { Self.deaths($0) } == [1, 2, 3])
        let setAside = try bench.store.setAsides()
        #expect(setAside.map(\.reason) == [reason.rawValue])
        #expect(setAside.first?.detail.contains("said why") ?? false)
        #expect(bench.folder.names("setaside").count == 2)
        #expect(bench.names("new") == [])
        #expect(bench.names("cur").count == 8)
        #expect(try bench.store.attempts() == [:], "what is decided is counted no more")
    }

    @Test func `deaths add up over restarts`() throws {
        let bench = try IntakeBench()
        try bench.deliver("poison", as: "1.M1.host")
        var seen = 0
        for life in 1...3 {
            let intake = try bench.start({ $0.readsApart = true }, prepare: Self.reading(bench.prepared))
            #expect(bench.wait { Self.deaths($0).count > seen })
            intake.stop(seconds: 10)
            seen = bench.notes.with { Self.deaths($0) }.count
            if try !bench.store.setAsides().isEmpty { break }
            // The next process finds in the store what a crash of this one would have left in the journal.
            let counted = try bench.store.attempts()["1.M1.host"]
            #expect(counted == seen, "life \(life)")
            try bench.folder.write("", to: "plumbline.sqlite.attempts")
        }
        #expect(bench.notes.with { Self.deaths($0) }.last == 3)
        #expect(try bench.store.setAsides().map(\.reason) == ["message.timeout"])
    }

    @Test func `a message whose deaths others counted is innocent once it is read`() throws {
        let bench = try IntakeBench()
        try bench.deliver("innocent", as: "1.M1.host")
        let isFirst = Monitor(true), prepared = bench.prepared
        let intake = try bench.start({ $0.readsApart = true }) { bytes, digest in
            let dies = isFirst.with { first in
                defer { first = false }
                return first
            }
            if dies { throw Self.timeout }
            return IntakeBench.plain(prepared)(bytes, digest)
        }
        #expect(bench.waitForCommits(1))
        intake.stop(seconds: 10)
        #expect(bench.names("cur") == ["1.M1.host:2,S"])
        #expect(try bench.store.attempts() == [:])
    }

    @Test func `a reader that cannot be had is a fault of this machine, never of the mail`() throws {
        let bench = try IntakeBench()
        try bench.deliver("mail", as: "1.M1.host")
        let failures = Monitor(4), prepared = bench.prepared
        let intake = try bench.start({ $0.readsApart = true }) { bytes, digest in
            let fails = failures.with { left in
                defer { left -= 1 }
                return left > 0
            }
            if fails { throw LocalFault("start a worker", code: EAGAIN) }
            return IntakeBench.plain(prepared)(bytes, digest)
        }
        #expect(bench.waitForCommits(1))
        intake.stop(seconds: 10)
        #expect(bench.names("cur") == ["1.M1.host:2,S"])
        #expect(bench.folder.names("setaside") == [])
    }

    @Test func `who is read apart is not to blame for the end of the daemon`() throws {
        let bench = try IntakeBench()
        try bench.deliver("mail", as: "1.M1.host")
        for _ in 1...4 {
            try bench.folder.write("+1.M1.host\n", to: "plumbline.sqlite.attempts")
            try bench.start({ $0.readsApart = true }) { _, _ in throw LocalFault("start a worker", code: EAGAIN) }.stop(seconds: 10)
        }
        #expect(try bench.store.attempts() == [:])
        #expect(bench.names("new") == ["1.M1.host"])
    }

    @Test func `suspects hang in a lane of their own`() throws {
        let bench = try IntakeBench()
        try bench.deliver("poison", as: "1.M1.host")
        _ = try bench.store.countAttempts(["1.M1.host"])
        try bench.folder.write("+1.M1.host\n", to: "plumbline.sqlite.attempts")
        let isFree = Monitor(false), isBusy = Monitor(false), prepared = bench.prepared
        let intake = try bench.start {
            $0.readsApart = true
            $0.lightThreads = 1
        } prepare: { bytes, digest in
            if bytes.starts(with: Array("poison".utf8)) {
                isBusy.with { $0 = true }
                _ = isFree.wait(seconds: 20) { $0 ? true : nil }
            }
            return IntakeBench.plain(prepared)(bytes, digest)
        }
        #expect(isBusy.wait(seconds: 10) { $0 ? true : nil } ?? false)
        try bench.deliver("complaint", as: "2.M2.host")
        #expect(bench.waitForCommits(1))
        #expect(bench.names("new") == ["1.M1.host"])
        isFree.with { $0 = true }
        #expect(bench.waitForCommits(2))
        intake.stop(seconds: 10)
    }

    @Test func `a death that the store counted without saying so is not tried once more`() throws {
        let suspects = Suspects(), store = MuteStore()
        for _ in 1...3 { #expect(throws: StoreError.self) { try suspects.count("1.M1.host", in: store) } }
        #expect(suspects.attempts("1.M1.host") == Suspects.attemptsMax)
        #expect(try store.inner.attempts() == ["1.M1.host": 3])
    }
}

/// Counts, and its answer is lost.
private final class MuteStore: ForwardingStore {
    let inner: any Store = MemoryStore()

    func countAttempts(_ names: [String]) throws -> [Int] {
        _ = try inner.countAttempts(names)
        throw StoreError(.io, "as ordered")
    }
}
