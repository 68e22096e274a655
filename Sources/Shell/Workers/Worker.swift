import CLinux
import Deliverability
import Glibc
import Intake
import Interpretation
import MailSyntax
import SenderChecks
import Storage
import Tokens

/// The other side: a process that reads one message after the other from standard input and answers there, too. It knows no
/// store, no file and no network, and after `Confinement` it could not use them.
package enum Worker {
    private static let socket: CInt = 0

    /// Serves until the daemon hangs up. False where whoever started it is no daemon.
    package static func serve() -> Bool {
        Confinement.outliveSignals()
        var first = WireReader { [UInt8](unsafeUninitializedCapacity: 64 << 10) { $1 = max(0, read(socket, $0.baseAddress, $0.count)) } }
        guard let order = try? ReadingOrder(from: &first) else { return false }
        let prepare = MessageReader(context: order.context, limits: order.limits).prepare
        makeReady(prepare)
        for key in order.context.dkimKeys { _ = key.publicKey.verifies([0], of: []) }
        answer([Confinement.enter(memoryBytes: order.bounds.memoryBytes) ? 1 : 0])
        while let message = nextMessage(order.bounds) {
            #if DEBUG
                Poison.take(message)
            #endif
            let record = prepare(message, MessageDigest([]))
            // A library that gets no memory says that its input is bad.
            if record.reason != nil, errno == ENOMEM { _exit(PLUMBLINE_EXIT_MEMORY) }
            var writer = WireWriter(give: answer)
            record.write(to: &writer)
            writer.flush()
        }
        return true
    }

    /// Whatever opens a file at its first use does it now.
    private static func makeReady(_ prepare: Prepare) {
        Charset.keepReady()
        _ = HMACSHA256.of([], key: [])
        _ = prepare(Array("From: a@example.org\n\nmail\n".utf8), MessageDigest([]))
    }

    /// nil when the daemon hung up. The clock of the message runs from its first byte.
    private static func nextMessage(_ bounds: WorkerBounds) -> [UInt8]? {
        guard let head = receive(8) else { return nil }
        plumbline_limit_processor_time(bounds.processorSeconds)
        errno = 0
        return receive(head.reversed().reduce(0) { $0 << 8 | Int($1) })
    }

    private static func receive(_ count: Int) -> [UInt8]? {
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { space, filled in
            while filled < count {
                let next = read(socket, space.baseAddress.map { $0 + filled }, count - filled)
                if next <= 0 { return }
                filled += next
            }
        }
        return bytes.count == count ? bytes : nil
    }

    private static func answer(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { bytes in
            var sent = 0
            while sent < bytes.count {
                let next = write(socket, bytes.baseAddress.map { $0 + sent }, bytes.count - sent)
                if next <= 0 { _exit(0) }
                sent += next
            }
        }
    }
}
