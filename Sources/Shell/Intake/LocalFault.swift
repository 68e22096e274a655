import Glibc

/// A fault of this machine: disk, rights, resources. It never says anything about a message, so it never sets one aside:
/// the file stays, the fault is told, and the work is tried again later.
package struct LocalFault: Error, Hashable, Sendable, CustomStringConvertible {
    package let operation: String
    /// The system's error number.
    package let code: Int32

    package init(_ operation: String, code: Int32 = errno) {
        self.operation = operation
        self.code = code
    }

    package var description: String { "\(operation): \(String(cString: strerror(code)))" }
}

/// An open descriptor, closed with its owner.
package final class Descriptor: Sendable {
    package let number: CInt

    /// Takes what `open` and its like return; a negative number is the error of `operation`.
    package init(_ number: CInt, _ operation: String) throws {
        guard number >= 0 else { throw LocalFault(operation) }
        self.number = number
    }

    deinit { Glibc.close(number) }
}

/// Calls again while a signal interrupted the call (POSIX `EINTR`).
func retrying(_ body: () -> Int) -> Int {
    while true {
        let result = body()
        if result != -1 || errno != EINTR { return result }
    }
}

/// Writes all bytes. Errors: `LocalFault` (disk full and its like).
func writeWhole(_ bytes: [UInt8], to descriptor: CInt) throws {
    try bytes.withUnsafeBytes { raw in
        var offset = 0
        while offset < raw.count {
            let written = retrying { Glibc.write(descriptor, raw.baseAddress.map { $0 + offset }, raw.count - offset) }
            guard written > 0 else { throw LocalFault("write") }
            offset += written
        }
    }
}
