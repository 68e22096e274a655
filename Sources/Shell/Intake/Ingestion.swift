import Deliverability
import Glibc
import MailSyntax
import Storage

/// Commits the sources of one command: one thread reads, one parses for each core, and the caller's own commits batches.
package struct Ingestion {
    /// About a thousand small messages share a transaction.
    private static let batches = 32
    package static let batchSeconds = 0.05

    private let limits: Limits
    private let prepare: Prepare
    private let storePath: String
    private let threads: Int
    private let now: () -> Timestamp

    package init(
        limits: Limits, storePath: String, prepare: @escaping Prepare, threads: Int = sysconf(Int32(_SC_NPROCESSORS_ONLN)),
        now: @escaping () -> Timestamp
    ) {
        self.limits = limits
        self.prepare = prepare
        self.storePath = storePath
        self.threads = max(1, threads)
        self.now = now
    }

    /// Reads all sources and leaves them untouched. What was committed before an error stays committed; a message that the
    /// store refuses is told at the end, when all others are in. Errors: `SourceError`, `StoreError`, `LocalFault`.
    ///
    /// - Parameter progress: is told after each transaction how many messages are read.
    package func run(_ sources: [String], into store: any Store, progress: (Int) -> Void = { _ in }) throws -> IngestTally {
        let started = MonotonicTime.now
        var tally = IngestTally()
        let prepared = BoundedQueue<[Prepared]>(countMax: 128, bytesMax: 128 << 20)
        let reading = try startReading(sources, into: prepared)
        defer { prepared.close() }
        var refused: StoreError?
        while true {
            let batch = try prepared.take(upTo: Self.batches, within: Self.batchSeconds).flatMap { try $0.map(kept) }
            guard !batch.isEmpty else { break }
            for (record, outcome) in zip(batch, try store.commit(batch, at: now())) {
                tally.add(record, outcome)
                refused = refused ?? outcome.failure
            }
            progress(tally.read)
        }
        if let error = reading.with({ $0 }) ?? refused { throw error }
        tally.seconds = MonotonicTime.now.seconds(since: started)
        return tally
    }

    /// Closes `prepared` when everything is read and parsed; the error of the reader is known by then.
    private func startReading(_ sources: [String], into prepared: BoundedQueue<[Prepared]>) throws -> Monitor<(any Error)?> {
        let raw = BoundedQueue<[SourceMessage]>(countMax: 4 * threads, bytesMax: 128 << 20)
        let failure = Monitor<(any Error)?>(nil)
        let parsing = Monitor(threads)
        for number in 1...threads {
            _ = try WorkerThread(name: "parse-\(number)") { [prepare] in
                while let messages = raw.take() {
                    let next = messages.map { Prepared($0, Self.record(of: $0, prepare)) }
                    if !prepared.put(next, weight: next.reduce(0) { $0 + $1.weight }) { raw.close() }
                }
                let isLast = parsing.with { count in
                    count -= 1
                    return count == 0
                }
                if isLast { prepared.close() }
            }
        }
        _ = try WorkerThread(name: "read") { [limits] in
            do {
                try OneShotSource.forEachBatch(in: sources, limits: limits) { messages in
                    guard raw.put(messages, weight: messages.reduce(0) { $0 + $1.weight }) else { throw Stopped() }
                }
            } catch is Stopped {
            } catch {
                failure.with { $0 = error }
            }
            raw.close()
        }
        return failure
    }

    /// The committing side gave up: its own error is the one to tell.
    private struct Stopped: Error {}

    private struct Prepared: Sendable {
        let source: String
        let record: MessageRecord
        /// The bytes, where nobody else keeps them: set-aside mail that came by a pipe. All others are done with.
        let bytes: [UInt8]?

        init(_ message: SourceMessage, _ record: MessageRecord) {
            source = message.source
            self.record = record
            if case .bytes(let bytes) = message.content, record.outcome == .setAside, message.source == "-" {
                self.bytes = bytes
            } else {
                bytes = nil
            }
        }

        /// What it holds in memory, roughly.
        var weight: Int { (bytes?.count ?? 0) + record.events.count * 64 }
    }

    package static func record(of message: SourceMessage, _ prepare: Prepare) -> MessageRecord {
        switch message.content {
        case .bytes(let bytes): prepare(bytes, SHA256Digest.of(bytes))
        case .refused(let error): .refused(error, digest: message.digest)
        }
    }

    /// A path that holds from every folder.
    private static func absolute(_ path: String) -> String {
        guard let whole = realpath(path, nil) else { return path }
        defer { free(whole) }
        return String(cString: whole)
    }

    /// Set-aside mail stays where its source is. What came by a pipe has no such place: it is written before its row is,
    /// because the mail server forgets it once we say yes.
    private func kept(_ prepared: Prepared) throws -> MessageRecord {
        let record = prepared.record
        guard record.outcome == .setAside else { return record }
        guard let bytes = prepared.bytes else { return record.lying(at: Self.absolute(prepared.source)) }
        let folder = try SetAsideFolder(path: SetAsideFolder.besideStore(storePath))
        let reason = record.reason ?? ReadError(.messageNoReport, "it looked like a report and none could be read")
        try folder.keep(bytes, digest: record.digest, reason: reason, at: now())
        return record.lying(at: folder.path(for: record.digest))
    }
}
