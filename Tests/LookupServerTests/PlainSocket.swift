import Glibc
import LookupServer

/// A client that sends exactly the bytes it is given. Nothing waits longer than some seconds.
final class PlainSocket {
    struct Refused: Error { let code: Int32 }

    private let descriptor: Int32
    private static let patienceSeconds = 20

    init(_ address: LookupAddress) throws {
        switch address {
        case .tcp(_, let port):
            descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var place = sockaddr_in()
            place.sin_family = sa_family_t(AF_INET)
            place.sin_port = UInt16(port).bigEndian
            place.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            try Self.join(descriptor, &place)
        case .unix(let path):
            descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
            var place = sockaddr_un()
            place.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &place.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
            try Self.join(descriptor, &place)
        }
    }

    private static func join<Place>(_ descriptor: Int32, _ place: inout Place) throws {
        var patience = timeval(tv_sec: patienceSeconds, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        let code = withUnsafePointer(to: &place) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, socklen_t(MemoryLayout<Place>.size)) }
        }
        guard code == 0 else { throw Refused(code: errno) }
    }

    deinit { close(descriptor) }

    @discardableResult
    func send(_ text: String) -> Int {
        let bytes = Array(text.utf8)
        return bytes.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    }

    func hangUpSending() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// As many bytes as these, or fewer where the connection ends.
    func receive(_ count: Int) -> String {
        var out: [UInt8] = [], buffer = [UInt8](repeating: 0, count: 1 << 16)
        while out.count < count {
            let read = Glibc.read(descriptor, &buffer, min(buffer.count, count - out.count))
            guard read > 0 else { break }
            out += buffer[..<read]
        }
        return String(decoding: out, as: UTF8.self)
    }

    func ask(_ query: String, answer: String) -> String {
        send(netstring(query))
        return receive(netstring(answer).utf8.count)
    }

    /// Everything until the server ends the connection.
    func receiveToEnd() -> String { receive(.max) }
}
