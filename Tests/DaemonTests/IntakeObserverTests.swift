import Deliverability
import Logging
import MailSyntax
import Storage
import Testing
import WebFront

@testable import Daemon
@testable import Intake

/// What an operator sees of faults: health is degraded for as long as they last, and fine again after.
@Suite struct IntakeObserverTests {
    private let board = StatusBoard()
    private let lost = Monitor([StoreError]())

    private var observer: IntakeObserver {
        IntakeObserver(
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }), board: board, signal: FeedSignal(),
            now: { Timestamp(1_795_000_000) }, wakeSinks: {}, storeLost: { [lost] error in lost.with { $0.append(error) } })
    }

    @Test func `a store that takes nothing degrades the health until it takes something`() {
        let observer = observer
        observer.observe(.storeFault("the disk is full (full)", retrySeconds: 1))
        #expect(board.current.isDegraded && board.current.degraded["store"]?.contains("full") ?? false)
        observer.observe(.feed(7))
        #expect(board.current.isDegraded)
        observer.observe(.committed(CommittedBatch()))
        #expect(!board.current.isDegraded)
        observer.observe(.storeFault("busy", retrySeconds: 1))
        observer.observe(.storeRecovered)
        #expect(!board.current.isDegraded)
    }

    @Test func `a file that cannot be read or moved degrades the health until none is left`() {
        let observer = observer
        observer.observe(.fault(LocalFault("open", code: 13)))
        observer.observe(.committed(CommittedBatch()))
        #expect(board.current.degraded["intake"]?.contains("Permission denied") ?? false, "other mail does not hide it")
        observer.observe(.filesRecovered)
        #expect(!board.current.isDegraded)
    }

    @Test func `a lost store degrades the health and ends the daemon`() {
        observer.observe(.storeLost(StoreError(.corrupt, "a page is damaged")))
        #expect(board.current.isDegraded)
        #expect(lost.with { $0.map(\.code) } == [.corrupt])
        #expect("\(DaemonError.storeLost(StoreError(.io, "no answer")))".contains("nothing was put in its place"))
    }

    @Test func `mail that others took away unread is counted`() {
        let observer = observer
        observer.observe(.vanished(2))
        observer.observe(.vanished(1))
        #expect(board.current.vanished == 3)
        #expect(!board.current.isDegraded)
    }

    @Test func `a process that a message ended is counted by what ended it`() {
        let observer = observer, digest = MessageDigest([UInt8](repeating: 1, count: 32))
        for death in [ReaderDeath(.crashed, ""), ReaderDeath(.timedOut, ""), ReaderDeath(.crashed, "")] {
            observer.observe(.readerDied(digest, death, deaths: 1))
        }
        #expect(board.current.readerDeaths == ["message.crashed-the-reader": 2, "message.timeout": 1])
    }
}
