import Deliverability
import MailSyntax
import Storage

/// One message out of the sources of a command: a file, a place in an mbox, or the standard input.
package struct SourceMessage: Sendable {
    package enum Content: Sendable {
        case bytes([UInt8])
        /// Not read: past a bound, or no regular file.
        case refused(ReadError)
    }

    /// As the operator named it, or the path below that.
    package let source: String
    /// Place inside an mbox, from 0.
    package let position: Int
    package let content: Content

    package var digest: MessageDigest {
        switch content {
        case .bytes(let bytes): SHA256Digest.of(bytes)
        case .refused(let error): .ofUnread("\(source) \(position)", reason: error.reason)
        }
    }

    package var weight: Int {
        switch content {
        case .bytes(let bytes): bytes.count
        case .refused: 0
        }
    }
}

/// Why the sources of a command cannot be used.
package enum SourceError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Exit code 66.
    case missing(String)
    /// Exit code 66 as well: it is there and cannot be opened.
    case unreadable(String, LocalFault)

    package var description: String {
        switch self {
        case .missing(let path): "\(path) does not exist"
        case .unreadable(let path, let fault): "\(path) cannot be read: \(fault)"
        }
    }
}
