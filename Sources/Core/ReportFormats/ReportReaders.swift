import MailSyntax
import Synchronization
import Unpacking

/// Readers for many threads: each call reads one message with buffers that no other call uses at that moment.
package final class ReportReaders: Sendable {
    private let limits: Limits
    private let free = Mutex<[UnpackingSpace]>([])

    package init(limits: Limits) { self.limits = limits }

    package func read(_ bytes: [UInt8], sink: any RecordSink) -> Reading {
        let space = free.withLock { $0.popLast() } ?? UnpackingSpace()
        defer { free.withLock { $0.append(space) } }
        return ReportReader(limits: limits, sink: sink, space: space).read(bytes)
    }
}
