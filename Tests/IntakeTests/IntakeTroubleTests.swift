import Deliverability
import Glibc
import MailSyntax
import Storage
import TestKit
import Testing

@testable import Intake

@Suite struct IntakeTroubleTests {
    @Test func `a file that cannot be finished stays in sight until it can be`() throws {
        let bench = try IntakeBench(), target = bench.folder.path + "/done"
        try bench.deliver("mail", as: "1.M1.host")
        let intake = try bench.start { $0.finish = .folder(target) }
        let failed = bench.wait { notes in notes.count { if case .fault = $0 { true } else { false } } >= 2 }
        #expect(failed)
        try bench.deliver("other", as: "2.M2.host")
        #expect(bench.waitForCommits(3))
        #expect(!bench.notes.with { $0.contains(where: \.isFilesRecovered) }, "other mail does not hide it")
        mkdir(target, 0o700)
        #expect(bench.wait { $0.contains(where: \.isFilesRecovered) })
        intake.stop(seconds: 10)
        #expect(bench.names("new") == [])
        #expect(bench.folder.names("done").count == 2)
    }

    @Test func `what waits for the store, or a Maildir that cannot be read, keeps the trouble`() {
        let book = ClaimBook(), trouble = IntakeTrouble(books: [book]), name = MaildirName("1.host")
        #expect(!trouble.isStoreFine, "nothing was wrong")
        trouble.note(.storeFault("full", retrySeconds: 1))
        _ = book.claim(name, skippingDone: false)
        _ = book.postpone(name)
        #expect(!trouble.isStoreFine)
        book.finish(name, kept: name)
        #expect(trouble.isStoreFine)
        #expect(!trouble.isStoreFine, "it is told once")

        trouble.note(.fault(LocalFault("scan", code: EIO)))
        trouble.couldNotLook(into: 0)
        #expect(!(trouble.looked(into: 1)?.isFilesRecovered ?? false))
        #expect(trouble.looked(into: 0)?.isFilesRecovered ?? false)
    }

    @Test(arguments: [Finish.delete, .folder("done")])
    func `known mail that a crash left in cur is finished after the restart`(finish: Finish) throws {
        let bench = try IntakeBench()
        mkdir(bench.folder.path + "/done", 0o700)
        let finish = finish == .delete ? finish : .folder(bench.folder.path + "/done")
        let digest = SHA256Digest.of(Array("mail".utf8))
        _ = try bench.store.commit([IntakeBench.plain(bench.prepared)(Array("mail".utf8), digest)], at: Timestamp(1_795_500_000))
        try bench.deliver("mail", as: "1.M1.host:2,", to: "cur")
        let intake = try bench.start { $0.finish = finish }
        #expect(bench.waitForCommits(1))
        intake.stop(seconds: 10)
        #expect(bench.names("cur") == [])
        #expect(bench.folder.names("done").count == (finish == .delete ? 0 : 1))
    }
}

extension IntakeNote {
    fileprivate var isFilesRecovered: Bool { if case .filesRecovered = self { true } else { false } }
}

extension IntakeTrouble {
    fileprivate var isStoreFine: Bool { if case .storeRecovered = storeAnswered() { true } else { false } }
}
