import Glibc
import NIOCore
import NIOPosix
import ServiceLifecycle
import Storage

/// Lets a mail server ask whether a recipient is suppressed: socketmap and policy delegation, over TCP or unix sockets.
///
/// One event loop serves all; it reads the store itself. Where the store cannot be read nobody is told that an address is
/// free: socketmap says TEMP, policy delegation says nothing and hangs up, and Postfix keeps the mail.
package struct LookupServer: Service {
    package struct Options: Hashable, Sendable {
        /// Where socketmap is spoken; nowhere by default.
        package var socketmap: LookupAddress?
        /// Where policy delegation is spoken; nowhere by default.
        package var policy: LookupAddress?
        /// IP addresses that may ask, beside this machine's own.
        package var clients: Set<String> = []
        /// For both together. Every smtpd(8) keeps one to each; Postfix has at most 100 of a service by default.
        package var connectionsMax = 512
        /// Whether an address counts as free while the store cannot be read.
        package var passesWhenUnreadable = false
        package var times = LookupTimes()

        package init() {}

        package var isServed: Bool { socketmap != nil || policy != nil }

        /// What cannot be seen from one option alone. Errors: `LookupServerError`.
        package func check() throws {
            if let client = clients.first(where: { !LookupAddress.isNumeric($0) }) { throw LookupServerError.client(client) }
            let addresses = [socketmap, policy].compactMap(\.self)
            if let open = addresses.first(where: { !$0.isLocal && clients.isEmpty }) { throw LookupServerError.openToAll(open) }
            if let socketmap, socketmap == policy, socketmap.isFixed { throw LookupServerError.inUse(socketmap) }
        }
    }

    /// What a client sends at a time; requests have some hundred bytes.
    private static let readBytes = 8 << 10
    private static let backlog: Int32 = 128

    private let group: MultiThreadedEventLoopGroup
    private let core: NIOLoopBound<Core>
    private let listeners: [Listener]
    private let sweeping: RepeatedTask

    /// What lives on the event loop.
    private final class Core {
        let desk: SuppressionDesk
        let connections: LookupConnections

        init(_ desk: SuppressionDesk, _ connections: LookupConnections) {
            self.desk = desk
            self.connections = connections
        }
    }

    private struct Listener: Sendable {
        let name: String
        let address: LookupAddress
        let channel: any Channel
        let file: (socket: UnixSocketFile, identity: UnixSocketFile.FileIdentity?)?
    }

    /// Binds the addresses: requests are answered from now on.
    ///
    /// - Parameters:
    ///   - openStore: opens the store for reading; called on the event loop, again after an error.
    ///   - observe: gets what happens, on the event loop.
    /// - Throws: `LookupServerError`.
    package static func start(
        _ options: Options, openStore: @escaping @Sendable () throws -> any Store, observe: @escaping @Sendable (LookupNote) -> Void
    ) async throws -> LookupServer {
        try options.check()
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let loop = group.next()
        let core = try await loop.submit {
            let desk = SuppressionDesk(
                open: openStore, passesWhenUnreadable: options.passesWhenUnreadable, rest: options.times.rest, observe: observe)
            return NIOLoopBound(Core(desk, LookupConnections(connectionsMax: options.connectionsMax)), eventLoop: loop)
        }.get()
        var listeners: [Listener] = []
        do {
            if let address = options.socketmap {
                listeners.append(try await listen(SocketmapDialogue.self, "socketmap", address, group, core, options, observe))
            }
            if let address = options.policy {
                listeners.append(try await listen(PolicyDialogue.self, "policy", address, group, core, options, observe))
            }
        } catch {
            await end(listeners)
            try? await group.shutdownGracefully()
            throw error
        }
        let interval = options.times.interval
        let sweeping = loop.scheduleRepeatedTask(initialDelay: interval, delay: interval) { _ in
            core.value.connections.checkTimes(.now())
        }
        return LookupServer(group: group, core: core, listeners: listeners, sweeping: sweeping)
    }

    /// Where each protocol is spoken, with the port that was found for port 0.
    package var addresses: [(name: String, address: LookupAddress)] {
        listeners.map { listener in
            guard case .tcp(let host, _) = listener.address, let port = listener.channel.localAddress?.port else {
                return (listener.name, listener.address)
            }
            return (listener.name, .tcp(host: host, port: port))
        }
    }

    /// Answers until the service group shuts down.
    package func run() async throws {
        try? await gracefulShutdown()
        await stop()
    }

    package func stop() async {
        await Self.end(listeners)
        sweeping.cancel()
        let core = core
        try? await group.next().submit {
            core.value.connections.closeAll()
            core.value.desk.close()
        }.get()
        try? await group.shutdownGracefully()
    }

    private static func end(_ listeners: [Listener]) async {
        for listener in listeners {
            try? await listener.channel.close()
            if let file = listener.file { file.socket.remove(file.identity) }
        }
    }

    private static func listen<Dialogue: LookupDialogue>(
        _: Dialogue.Type, _ name: String, _ address: LookupAddress, _ group: MultiThreadedEventLoopGroup, _ core: NIOLoopBound<Core>,
        _ options: Options, _ observe: @escaping @Sendable (LookupNote) -> Void
    ) async throws -> Listener {
        let times = options.times, clients = options.clients
        let bootstrap = ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: backlog)
            .childChannelOption(.maxMessagesPerRead, value: 1)
            .childChannelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: readBytes))
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    guard isKnown(channel.remoteAddress, clients) else {
                        observe(.stranger(protocolName: name))
                        throw ChannelError.eof
                    }
                    let core = core.value
                    guard !core.connections.isFull else {
                        observe(.full(connectionsMax: core.connections.connectionsMax))
                        throw ChannelError.eof
                    }
                    let connection = LookupConnection<Dialogue>(name, times, core.desk, core.connections, observe)
                    try channel.pipeline.syncOperations.addHandler(connection)
                }
            }
        switch address {
        case .tcp(let host, let port):
            do {
                let channel = try await bootstrap.serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                    .childChannelOption(.tcpOption(.tcp_nodelay), value: 1).bind(host: host, port: port).get()
                return Listener(name: name, address: address, channel: channel, file: nil)
            } catch {
                throw fault("listen on", address, error)
            }
        case .unix(let path):
            let file = UnixSocketFile(path: path)
            try file.clear()
            let channel: any Channel
            do { channel = try await bootstrap.bind(unixDomainSocketPath: path).get() } catch { throw fault("listen on", address, error) }
            let listener = Listener(name: name, address: address, channel: channel, file: (file, file.identity))
            do {
                try file.share()
            } catch {
                await end([listener])
                throw error
            }
            return listener
        }
    }

    /// Over a unix socket its file decides who may ask; from this machine everybody may.
    private static func isKnown(_ address: SocketAddress?, _ clients: Set<String>) -> Bool {
        guard !clients.isEmpty, let host = address?.ipAddress else { return true }
        return host == "::1" || host.hasPrefix("127.") || clients.contains(host)
    }

    private static func fault(_ step: String, _ address: LookupAddress, _ error: any Error) -> LookupServerError {
        guard let error = error as? IOError else { return .system(step: step, address, reason: "\(error)") }
        return error.errnoCode == EADDRINUSE
            ? .inUse(address) : .system(step: step, address, reason: String(cString: strerror(error.errnoCode)))
    }
}

extension LookupAddress {
    /// Whether two of it are one place: port 0 is another one each time.
    fileprivate var isFixed: Bool {
        if case .tcp(_, let port) = self { port != 0 } else { true }
    }
}
