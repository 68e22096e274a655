import Deliverability
import Foundation
import Logging
import ServiceLifecycle
import Storage
import Synchronization
import TestKit
import WebFront

/// An HTTP answer, read byte by byte from a socket.
struct PlainAnswer: Sendable {
    let status: Int
    /// Names in lower case.
    let fields: [String: String]
    let body: String
    /// What came behind the header, byte by byte.
    let bytes: [UInt8]

    var lines: [Substring] { body.split(separator: "\n") }

    init(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        guard !text.isEmpty else {
            (status, fields, body, self.bytes) = (0, [:], "", [])
            return
        }
        let halves = text.components(separatedBy: "\r\n\r\n")
        let head = halves[0].components(separatedBy: "\r\n")
        status = Int(head[0].split(separator: " ").dropFirst().first ?? "") ?? 0
        var fields: [String: String] = [:]
        for line in head.dropFirst() {
            let sides = line.split(separator: ":", maxSplits: 1)
            fields[sides[0].lowercased()] = sides.count > 1 ? sides[1].trimmingCharacters(in: .whitespaces) : ""
        }
        self.fields = fields
        body = halves.dropFirst().joined(separator: "\r\n\r\n")
        self.bytes = Array(bytes.dropFirst(halves[0].utf8.count + 4))
    }
}

/// A web front on a free port of the loopback, and a client that sends exactly the bytes it is given.
struct RunningFront: Sendable {
    let port: Int
    let status: StatusBoard
    let signal: FeedSignal
    let shutDown: @Sendable () async -> Void

    /// - Parameter fields: header lines; a `Host` is added unless one is there.
    func get(_ target: String, _ fields: [String] = [], method: String = "GET", body: String? = nil) async -> PlainAnswer {
        let host = fields.contains { $0.lowercased().hasPrefix("host:") } ? [] : ["Host: 127.0.0.1:\(port)"]
        let length = body.map { ["Content-Length: \($0.utf8.count)"] } ?? []
        let lines = ["\(method) \(target) HTTP/1.1"] + host + fields + length + ["Connection: close", "", ""]
        return await send(lines.joined(separator: "\r\n") + (body ?? ""))
    }

    func post(_ target: String, _ fields: [String] = [], _ body: String) async -> PlainAnswer {
        await get(target, fields, method: "POST", body: body)
    }

    /// Sockets block, so each exchange has a thread of its own: the server needs the others.
    ///
    /// - Parameter hangUp: says right after the request that nothing more will come.
    func send(_ text: String, hangUp: Bool = false) async -> PlainAnswer {
        let port = port
        return await withCheckedContinuation { continuation in
            Thread { continuation.resume(returning: PlainAnswer(Self.exchange(Array(text.utf8), port, hangUp))) }.start()
        }
    }

    /// Sends a request and reads nothing; the caller closes the socket.
    func openAndForget(_ text: String) -> Int32 {
        let descriptor = Self.connected(port)
        _ = Array(text.utf8).withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        return descriptor
    }

    /// -1 where nobody listens.
    private static func connected(_ port: Int) -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let isConnected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        if isConnected { return descriptor }
        close(descriptor)
        return -1
    }

    private static func exchange(_ request: [UInt8], _ port: Int, _ hangUp: Bool) -> [UInt8] {
        let descriptor = connected(port)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        _ = request.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        if hangUp { shutdown(descriptor, Int32(SHUT_WR)) }
        var answer: [UInt8] = [], buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = read(descriptor, &buffer, buffer.count), count > 0 { answer += buffer[..<count] }
        return answer
    }
}

/// Runs a front over the store that `open` makes, then shuts it down and waits for its end.
func withFront(
    token: String? = nil, hostNames: [String] = [], register: ConsumerRegister? = nil, bounds: WebBounds = WebBounds(),
    unsubscribe: UnsubscribeLinks? = nil, open: @escaping @Sendable () throws -> MemoryStore = { MemoryStore() },
    _ body: @escaping @Sendable (RunningFront) async throws -> Void
) async throws {
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    let (ports, found) = AsyncStream<Int>.makeStream()
    let status = StatusBoard(), signal = FeedSignal()
    let front = WebFront(
        access: .init(listen: try ListenAddress("127.0.0.1:0"), token: token, hostNames: hostNames, register: register), bounds: bounds,
        openStore: open, unsubscribe: unsubscribe, status: status, signal: signal, logger: logger, onListening: { found.yield($0) })
    let group = ServiceGroup(configuration: .init(services: [front], logger: logger))
    try await withThrowingTaskGroup(of: Void.self) { tasks in
        tasks.addTask {
            defer { found.finish() }
            try await group.run()
        }
        for await port in ports {
            let running = RunningFront(port: port, status: status, signal: signal) { await group.triggerGracefulShutdown() }
            do {
                try await body(running)
            } catch {
                await group.triggerGracefulShutdown()
                throw error
            }
            await group.triggerGracefulShutdown()
        }
        try await tasks.waitForAll()
    }
}

/// Entries that a test adds while the front runs.
final class Arrivals: Sendable {
    private let addresses = Mutex<[String]>([])

    func add(_ address: String) { addresses.withLock { $0.append(address) } }

    func store() -> MemoryStore {
        let store = MemoryStore()
        store.beforeReading = { store in
            for address in self.addresses.withLock({ $0.take() }) { store.append(.add, address) }
        }
        return store
    }
}

extension Array {
    fileprivate mutating func take() -> [Element] {
        defer { removeAll() }
        return self
    }
}
