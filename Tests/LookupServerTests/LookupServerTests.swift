import Deliverability
import Glibc
import LookupServer
import NIOCore
import Storage
import Synchronization
import TestKit
import Testing

/// The servers with sockets, over a store in memory.
@Suite struct LookupServerTests {
    private static let refused = "OK REJECT 5.7.1 suppressed (complaint)", free = "NOTFOUND "

    /// What happened, and whether the store can be read.
    private final class World: Sendable {
        let notes = Mutex<[LookupNote]>([])
        let isBroken = Mutex(false)

        func store() throws -> MemoryStore {
            let store = MemoryStore()
            store.append(.add, "gone@example.net")
            store.append(.add, "back@example.net")
            store.append(.remove, "back@example.net")
            if isBroken.withLock({ $0 }) { store.failure = StoreError(.io, "the disk does not answer") }
            return store
        }

        func observe(_ note: LookupNote) { notes.withLock { $0.append(note) } }
        var seen: [LookupNote] { notes.withLock { $0 } }
    }

    private func with(
        _ change: (inout LookupServer.Options) throws -> Void = { _ in },
        _ body: (_ socketmap: LookupAddress, _ policy: LookupAddress, World) async throws -> Void
    ) async throws {
        let world = World()
        var options = LookupServer.Options()
        options.socketmap = try LookupAddress("127.0.0.1:0")
        options.policy = try LookupAddress("127.0.0.1:0")
        options.times.rest = .zero
        try change(&options)
        let server = try await LookupServer.start(options, openStore: { try world.store() }, observe: { world.observe($0) })
        let addresses = server.addresses.map(\.address)
        do { try await body(addresses[0], addresses[1], world) } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }

    @Test func `both protocols answer from the store, many times on one connection`() async throws {
        try await with { map, policy, _ in
            let client = try PlainSocket(map)
            for _ in 0..<3 {
                #expect(client.ask("access GONE@example.net", answer: Self.refused) == netstring(Self.refused))
                #expect(client.ask("access back@example.net", answer: Self.free) == netstring(Self.free))
                #expect(client.ask("transport *", answer: Self.free) == netstring(Self.free))
            }
            let other = try PlainSocket(policy), answer = "action=REJECT 5.7.1 suppressed (complaint)\n\naction=DUNNO\n\n"
            other.send(
                "request=smtpd_access_policy\nrecipient=gone@example.net\n\nrequest=smtpd_access_policy\nrecipient=a@example.net\n\n")
            #expect(other.receive(answer.utf8.count) == answer)
        }
    }

    @Test func `a store that cannot be read frees nobody, and is opened anew`() async throws {
        try await with { map, policy, world in
            let trouble = "TEMP the suppressions cannot be read"
            world.isBroken.withLock { $0 = true }
            let client = try PlainSocket(map)
            for name in ["gone", "back", "ann"] {
                #expect(client.ask("access \(name)@example.net", answer: trouble) == netstring(trouble))
            }
            let other = try PlainSocket(policy)
            other.send("request=smtpd_access_policy\nrecipient=ann@example.net\n\n")
            #expect(other.receiveToEnd().isEmpty)
            world.isBroken.withLock { $0 = false }
            #expect(client.ask("access gone@example.net", answer: Self.refused) == netstring(Self.refused))
            #expect(world.seen.contains(.readable))
            #expect(world.seen.contains(.ended(protocolName: "policy", .noVerdict)))
        }
    }

    @Test func `only who asks for it is told that people are free while nobody knows`() async throws {
        try await with({ $0.passesWhenUnreadable = true }) { map, policy, world in
            world.isBroken.withLock { $0 = true }
            let client = try PlainSocket(map)
            #expect(client.ask("access gone@example.net", answer: Self.free) == netstring(Self.free))
            let other = try PlainSocket(policy)
            other.send("request=smtpd_access_policy\nrecipient=gone@example.net\n\n")
            #expect(other.receive(14) == "action=DUNNO\n\n")
            #expect(world.seen.contains(.asked(.unreadable)))
        }
    }

    @Test func `a request that does not end is ended, and others are answered meanwhile`() async throws {
        try await with({
            $0.times.request = .milliseconds(20)
            $0.times.interval = .milliseconds(10)
        }) { map, policy, world in
            let slow = try PlainSocket(map), slower = try PlainSocket(policy)
            slow.send("30:access gone@exam")
            slower.send("request=smtpd_access_policy\n")
            let client = try PlainSocket(map)
            #expect(client.ask("access gone@example.net", answer: Self.refused) == netstring(Self.refused))
            #expect(slow.receiveToEnd().isEmpty)
            #expect(slower.receiveToEnd().isEmpty)
            #expect(world.seen.contains(.slow(protocolName: "socketmap")) && world.seen.contains(.slow(protocolName: "policy")))
        }
    }

    @Test func `a connection on which nothing is asked is ended`() async throws {
        try await with({
            $0.times.idle = .milliseconds(20)
            $0.times.interval = .milliseconds(10)
        }) { map, _, world in
            let client = try PlainSocket(map)
            #expect(client.receiveToEnd().isEmpty)
            #expect(!world.seen.contains(.slow(protocolName: "socketmap")))
        }
    }

    @Test func `so many connections and no more`() async throws {
        try await with({ $0.connectionsMax = 2 }) { map, policy, world in
            let first = try PlainSocket(map), second = try PlainSocket(map)
            #expect(first.ask("access a@example.net", answer: Self.free) == netstring(Self.free))
            #expect(second.ask("access a@example.net", answer: Self.free) == netstring(Self.free))
            let client = try PlainSocket(policy)
            #expect(client.receiveToEnd().isEmpty)
            #expect(first.ask("access gone@example.net", answer: Self.refused) == netstring(Self.refused))
            #expect(world.seen.contains(.full(connectionsMax: 2)))
        }
    }

    @Test func `a client who closes its half gets its answers`() async throws {
        try await with { map, _, _ in
            let client = try PlainSocket(map)
            client.send(netstring("access gone@example.net") + netstring("access a@example.net"))
            client.hangUpSending()
            #expect(client.receiveToEnd() == netstring(Self.refused) + netstring(Self.free))
        }
    }

    @Test func `nonsense gets its reason, and a flood of it no more`() async throws {
        try await with { map, _, world in
            let client = try PlainSocket(map)
            client.send("GET / HTTP/1.1\r\n" + String(repeating: "x", count: 30_000))
            client.hangUpSending()
            #expect(client.receiveToEnd() == netstring("PERM what was sent is no netstring"))
            #expect(world.seen == [.ended(protocolName: "socketmap", .noNetstring)])
        }
    }

    @Test func `who goes on sending nonsense is cut off in time`() async throws {
        try await with({
            $0.times.request = .milliseconds(20)
            $0.times.interval = .milliseconds(10)
        }) { map, _, _ in
            let client = try PlainSocket(map)
            // Ends with an error once the connection is gone; a test that hangs is one that fails.
            while client.send("x") == 1 {}
        }
    }

    @Test func `thousands of requests at once are answered in order`() async throws {
        try await with { map, _, _ in
            let client = try PlainSocket(map), count = 1000
            let pair = netstring("access a@example.net") + netstring("access gone@example.net")
            client.send(String(repeating: pair, count: count))
            let expected = String(repeating: netstring(Self.free) + netstring(Self.refused), count: count)
            #expect(client.receive(expected.utf8.count) == expected)
        }
    }

    // MARK: Unix sockets

    private func withUnix(_ path: String, _ body: (LookupAddress) async throws -> Void) async throws {
        try await with({ $0.socketmap = .unix(path: path) }) { map, _, _ in try await body(map) }
    }

    private func mode(_ path: String) -> mode_t? {
        var status = stat()
        return lstat(path, &status) == 0 ? status.st_mode : nil
    }

    @Test func `a unix socket is for owner and group, and goes with the server`() async throws {
        let folder = try SocketFolder()
        try await withUnix(folder.path("map")) { map in
            #expect(mode(folder.path("map")) == S_IFSOCK | 0o660)
            let client = try PlainSocket(map)
            #expect(client.ask("access gone@example.net", answer: Self.refused) == netstring(Self.refused))
        }
        #expect(mode(folder.path("map")) == nil)
    }

    @Test func `a socket that a dead process left is replaced`() async throws {
        let folder = try SocketFolder()
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var place = sockaddr_un()
        place.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &place.sun_path) { $0.copyBytes(from: Array(folder.path("map").utf8)) }
        let bound = withUnsafePointer(to: &place) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
        }
        close(descriptor)
        #expect(bound == 0)
        try await withUnix(folder.path("map")) { map in
            let client = try PlainSocket(map)
            #expect(client.ask("access a@example.net", answer: Self.free) == netstring(Self.free))
        }
    }

    @Test func `a socket that answers, and a file that is none, stay as they are`() async throws {
        let folder = try SocketFolder()
        try await withUnix(folder.path("map")) { map in
            await #expect(throws: LookupServerError.inUse(map)) { try await withUnix(folder.path("map")) { _ in } }
            let client = try PlainSocket(map)
            #expect(client.ask("access a@example.net", answer: Self.free) == netstring(Self.free))
        }
        let descriptor = open(folder.path("file"), O_CREAT | O_WRONLY, 0o600)
        close(descriptor)
        await #expect(throws: LookupServerError.notASocket(folder.path("file"))) { try await withUnix(folder.path("file")) { _ in } }
        #expect(mode(folder.path("file")) == S_IFREG | 0o600)
    }

    @Test func `a port that is taken is told`() async throws {
        try await with { map, _, _ in
            await #expect(throws: LookupServerError.inUse(map)) { try await with({ $0.socketmap = map }) { _, _, _ in } }
        }
    }
}

/// A folder with a short name: a socket's path is bounded.
private final class SocketFolder {
    private let name: String

    init() throws { name = try TestPlace.folder() }

    func path(_ file: String) -> String { name + "/" + file }

    deinit {
        for file in ["map", "file"] { unlink(path(file)) }
        rmdir(name)
    }
}
