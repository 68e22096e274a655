import Deliverability
import Glibc
import Intake
import Logging
import MailSyntax
import SendLogs
import Storage
import Tokens
import WebFront

/// Send logs that are put into a folder while the daemon runs: it alone writes to the store.
///
/// Taken are files that end in `.csv` or `.ndjson`; put them there by rename. One that was read gets `.done` behind its
/// name, one that is no send log `.failed`. One that was begun and not ended is read again: rows that are known add nothing.
struct SendLogFolder: Sendable {
    private static let addSeconds = 30.0

    let path: String
    let keys: TokenKeyRing?
    let intake: MaildirIntake
    let now: @Sendable () -> Timestamp
    let board: StatusBoard
    let logger: Logger

    func loop(intervalSeconds: Double) -> LoopThread {
        LoopThread(name: "send-log", intervalSeconds: intervalSeconds) { { readAll() } }
    }

    private func readAll() {
        do {
            for name in try names() { try read(name) }
            board.setDegraded("send-log", nil)
        } catch {
            board.setDegraded("send-log", "\(error)")
            logger.error("send log waits, to be tried again", metadata: ["fault": "\(error)"])
        }
    }

    private func read(_ name: String) throws {
        let file = path + "/" + name
        do {
            let tally = try SendLogFile(path: file, keys: keys).read(
                refused: { line, reason in
                    logger.warning("row refused", metadata: ["file": "\(name)", "line": .stringConvertible(line), "reason": "\(reason)"])
                },
                add: add)
            try move(file, to: file + ".done")
            logger.info(
                "send log read",
                metadata: [
                    "file": "\(name)", "new": .stringConvertible(tally.new), "known": .stringConvertible(tally.known),
                    "refused": .stringConvertible(tally.refused),
                ])
        } catch let fault as SendLogFault {
            try move(file, to: file + ".failed")
            logger.error("no send log", metadata: ["file": "\(name)", "fault": "\(fault)"])
        }
    }

    /// In the thread that commits, between two batches of mail.
    private func add(_ batch: [SentMessage]) throws -> Int {
        let answer = Monitor<Result<Int, any Error>?>(nil)
        intake.perform { [now] store in
            let result = Result { try store.addSent(batch, at: now()) }
            answer.with { $0 = result }
        }
        guard let result = answer.wait(seconds: Self.addSeconds, for: { $0 }) else { throw Fault(what: "the store is busy or going down") }
        return try result.get()
    }

    private func names() throws -> [String] {
        guard let folder = opendir(path) else { throw Fault(what: "\(path): \(String(cString: strerror(errno)))") }
        defer { closedir(folder) }
        var out: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix("."), name.hasSuffix(".csv") || name.hasSuffix(".ndjson") { out.append(name) }
        }
        return out.sorted()
    }

    private func move(_ file: String, to name: String) throws {
        guard rename(file, name) == 0 else { throw Fault(what: "\(file): \(String(cString: strerror(errno)))") }
    }

    private struct Fault: Error, CustomStringConvertible {
        let what: String
        var description: String { what }
    }
}
