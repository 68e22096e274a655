import MailSyntax
import Storage
import Testing

@testable import Intake

@Suite struct ClaimBookTests {
    /// A look that finds these names in both folders. How many files are gone for good.
    private func look(_ book: ClaimBook, at names: [MaildirName] = [], settled: FolderStamp? = nil, meanwhile: () -> Void = {}) -> Int {
        book.beginLook()
        for name in names { _ = book.sees(name, skippingDone: true) }
        meanwhile()
        return book.endLook(settled: settled)
    }

    private func done(_ name: MaildirName, _ book: ClaimBook) {
        _ = book.claim(name, skippingDone: true)
        book.finish(name, kept: name.base)
    }

    @Test func `gone before it was read: told, once, and only when two looks do not find it`() {
        let book = ClaimBook(), taken = MaildirName("1.taken"), moved = MaildirName("2.moved:2,"), left = MaildirName("3.left")
        for name in [taken, moved] { #expect(book.claim(name, skippingDone: false)) }
        for name in [taken, moved] { book.miss(name) }
        _ = book.claim(left, skippingDone: false)
        _ = book.postpone(left)
        #expect(look(book, at: [left]) == 0, "a look may miss a file that moves")
        #expect(look(book, at: [left, moved]) == 1)
        #expect(look(book) == 0)
        #expect(look(book) == 1, "one that waited for another try")
        #expect(look(book) == 0)
    }

    @Test func `gone while a look is under way: that look does not count`() {
        let book = ClaimBook(), taken = MaildirName("1.taken"), failing = MaildirName("2.failing")
        for name in [taken, failing] { _ = book.claim(name, skippingDone: false) }
        let vanished = look(book, at: [taken, failing]) {
            book.miss(taken)
            _ = book.postpone(failing)
        }
        #expect(vanished == 0)
        #expect(look(book, at: [failing]) == 0)
        #expect(look(book, at: [failing]) == 1)
        #expect(look(book, at: [failing]) == 0)
    }

    @Test func `gone after it was committed: nothing`() {
        let book = ClaimBook(), name = MaildirName("1.host")
        _ = book.claim(name, skippingDone: false)
        _ = book.postpone(name, isCommitted: true)
        #expect(book.claim(name, skippingDone: false) == false, "it waits")
        book.miss(name)
        #expect(look(book) == 0)
        #expect(look(book) == 0)
    }

    @Test func `what is done is known under any flags for as long as it lies there, and no longer`() {
        let book = ClaimBook(), names = (1...1000).map { MaildirName("\($0).M\($0).host") }
        for name in names { done(name, book) }
        #expect(names.allSatisfy { !book.claim($0.seen(), skippingDone: true) })
        #expect(book.claim(names[0], skippingDone: false), "it lies in new again")
        book.release(names[0])

        #expect(look(book, at: names.dropLast(100).map { $0.seen() }) == 0)
        #expect(book.doneCount == 900)
        #expect(look(book, at: Array(names.prefix(3))) == 0)
        #expect(book.doneCount == 3)
        #expect(book.claim(names[999], skippingDone: true))
    }

    @Test func `what is done while a look is under way stays known, whether the look came by it or not`() {
        let book = ClaimBook(), name = MaildirName("1.host")
        _ = book.claim(name, skippingDone: true)
        #expect(look(book) { book.finish(name, kept: name) } == 0)
        #expect(!book.claim(name.seen(), skippingDone: true))
    }

    @Test func `cur is listed again until all in it is done, and whenever anything changed since`() {
        let book = ClaimBook(), name = MaildirName("1.host"), other = MaildirName("2.host")
        let stamp = FolderStamp(device: 1, folder: 2, nanoseconds: 3), later = FolderStamp(device: 1, folder: 2, nanoseconds: 4)
        #expect(!book.isSettled(at: stamp))
        done(name, book)
        _ = look(book, at: [name])
        #expect(!book.isSettled(at: stamp), "not all in it was done")
        #expect(!book.isSettled(at: nil))
        _ = look(book, at: [name], settled: stamp)
        #expect(book.isSettled(at: stamp))
        #expect(!book.isSettled(at: later))
        #expect(!book.isSettled(at: nil), "nobody can tell")

        done(other, book)
        #expect(!book.isSettled(at: stamp), "what was done may lie elsewhere: only a look forgets it")
        _ = look(book, at: [name], settled: stamp)
        #expect(book.isSettled(at: stamp))
        _ = book.claim(other, skippingDone: true)
        _ = book.postpone(other)
        #expect(!book.isSettled(at: stamp), "it may have been moved")
        book.miss(other)
        #expect(!book.isSettled(at: stamp), "somebody looks for it")
    }

    @Test func `two names have two marks, and one name with other flags has the same`() {
        let names = (0..<100_000).map { MaildirName("1795500000.M\($0)P1.host") }
        #expect(Set(names.map(NameMark.init)).count == names.count)
        #expect(names.prefix(1000).allSatisfy { NameMark($0) == NameMark($0.seen()) })
    }
}
