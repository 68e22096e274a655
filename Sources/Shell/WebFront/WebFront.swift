import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle
import Storage

/// Feed, API, status page, health and metrics over HTTP. Reads only; on the loopback unless a token is set.
package struct WebFront: Service {
    private let listen: ListenAddress
    private let token: String?
    private let hostNames: [String]
    private let openStore: @Sendable () throws -> any Store
    private let status: StatusBoard
    private let signal: FeedSignal
    private let logger: Logger
    private let onListening: @Sendable (Int) -> Void

    /// Header fields of one request together; honest ones are under 2 KiB.
    static let headerBytesMax = 16 << 10
    static let headerFieldsMax = 100
    /// A connection on which nothing is asked, or a header that does not end.
    static let idleSeconds: Int64 = 30
    static let connectionsMax = 256
    /// Readers that wait for the feed; the rest of the connections stays free for short questions.
    static let waitsMax = 128

    /// - Parameters:
    ///   - token: what clients must show; needed for an address that is not the loopback.
    ///   - hostNames: further names under which the program is reached, for instance a proxy's.
    ///   - openStore: opens the store for reading; called on the reader's own queue, again after an error.
    ///   - onListening: gets the bound port, before the first request is answered.
    package init(
        listen: ListenAddress, token: String?, hostNames: [String] = [], openStore: @escaping @Sendable () throws -> any Store,
        status: StatusBoard, signal: FeedSignal, logger: Logger, onListening: @escaping @Sendable (Int) -> Void = { _ in }
    ) {
        self.listen = listen
        self.token = token
        self.hostNames = hostNames
        self.openStore = openStore
        self.status = status
        self.signal = signal
        self.logger = logger
        self.onListening = onListening
    }

    /// Whether these settings may be served, for `config check` and for the start.
    ///
    /// - Throws: `WebFrontError`.
    package static func check(listen: ListenAddress, token: String?) throws {
        if let token { _ = try BearerToken(token) } else if !listen.isLoopback { throw WebFrontError.openWithoutToken(listen) }
    }

    /// Serves until the service group shuts down: then waiting readers are answered at once.
    package func run() async throws {
        try Self.check(listen: listen, token: token)
        let reader = StoreReader(open: openStore)
        _ = try await reader.read { try $0.lastCursor() }
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .notice)
        let application = Application(
            responder: try front(reader),
            server: .http1(
                configuration: .init(
                    idleTimeout: .seconds(Self.idleSeconds),
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: Self.headerBytesMax, maxHeaderListSize: Self.headerBytesMax,
                        maxHeaderFieldCount: Self.headerFieldsMax))),
            configuration: .init(
                address: .hostname(listen.boundHost, port: listen.port),
                availableConnectionsDelegate: MaximumAvailableConnections(Self.connectionsMax)),
            onServerRunning: { channel in
                guard let port = channel.localAddress?.port else { return }
                status.setListening(port: port)
                onListening(port)
            },
            logger: quiet)
        do {
            try await withGracefulShutdownHandler {
                try await application.run()
            } onGracefulShutdown: {
                signal.close()
            }
        } catch {
            await reader.close()
            throw error
        }
        await reader.close()
    }

    private func front(_ reader: StoreReader) throws -> Front {
        Front(
            hosts: Set((["localhost", "127.0.0.1", "[::1]", listen.hostName] + hostNames).map { $0.lowercased() }),
            token: try token.map(BearerToken.init), feed: FeedRoute(reader: reader, signal: signal), check: CheckRoute(reader: reader),
            investigations: InvestigationsRoute(reader: reader), metrics: MetricsRoute(reader: reader, status: status),
            health: HealthRoutes(reader: reader, status: status), page: StatusPage(reader: reader, status: status),
            waits: WaitSlots(Self.waitsMax), logger: logger)
    }
}
