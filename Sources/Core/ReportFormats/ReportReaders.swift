import MailSyntax
import Synchronization
import Unpacking

/// Readers for many threads: each call reads one message with buffers that no other call uses at that moment.
package final class ReportReaders: Sendable {
    private let limits: Limits
    private let unsubscribeAddresses: Set<String>
    private let free = Mutex<[UnpackingSpace]>([])

    /// - Parameter unsubscribeAddresses: keys of the addresses at which every mail by a person is the wish to get no more.
    package init(limits: Limits, unsubscribeAddresses: Set<String> = []) {
        self.limits = limits
        self.unsubscribeAddresses = unsubscribeAddresses
    }

    package func read(_ bytes: [UInt8], sink: any RecordSink) -> Reading {
        let space = free.withLock { $0.popLast() } ?? UnpackingSpace()
        defer { free.withLock { $0.append(space) } }
        return ReportReader(limits: limits, sink: sink, space: space, unsubscribeAddresses: unsubscribeAddresses).read(bytes)
    }
}
