import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle
import Storage

/// Feed, API, status page, health, metrics and one-click unsubscribe over HTTP. Everything but the last only reads; on the
/// loopback unless tokens are asked for.
package struct WebFront: Service {
    /// How it is reached and who is let in.
    package struct Access: Sendable {
        package let listen: ListenAddress
        /// The operator's own token; nil: none.
        package let token: String?
        /// Further names under which the program is reached, for instance a proxy's.
        package var hostNames: [String] = []
        /// The consumers with tokens of their own.
        package var register: ConsumerRegister?

        package init(listen: ListenAddress, token: String?, hostNames: [String] = [], register: ConsumerRegister? = nil) {
            self.listen = listen
            self.token = token
            self.hostNames = hostNames
            self.register = register
        }

        /// Whether this may be served, for `config check` and for the start: an address that others reach needs a token.
        ///
        /// - Throws: `WebFrontError`.
        package func check() throws {
            let consumers = try register?.read() ?? []
            if let token {
                _ = try BearerToken(token)
            } else if !listen.isLoopback, consumers.isEmpty {
                throw WebFrontError.openWithoutToken(listen)
            }
        }
    }

    private let access: Access
    private let bounds: WebBounds
    private let openStore: @Sendable () throws -> any Store
    private let unsubscribe: UnsubscribeLinks?
    private let status: StatusBoard
    private let signal: FeedSignal
    private let logger: Logger
    private let onListening: @Sendable (Int) -> Void

    /// - Parameters:
    ///   - openStore: opens the store for reading; called on the reader's own queue, again after an error.
    ///   - unsubscribe: reads and commits one-click links; nil: there are none.
    ///   - onListening: gets the bound port, before the first request is answered.
    package init(
        access: Access, bounds: WebBounds = WebBounds(), openStore: @escaping @Sendable () throws -> any Store,
        unsubscribe: UnsubscribeLinks? = nil, status: StatusBoard, signal: FeedSignal, logger: Logger,
        onListening: @escaping @Sendable (Int) -> Void = { _ in }
    ) {
        self.access = access
        self.bounds = bounds
        self.openStore = openStore
        self.unsubscribe = unsubscribe
        self.status = status
        self.signal = signal
        self.logger = logger
        self.onListening = onListening
    }

    /// Serves until the service group shuts down: then waiting readers are answered at once.
    package func run() async throws {
        try access.check()
        let reader = StoreReader(open: openStore)
        status.setKnown(try await reader.read { try $0.consumerPositions() })
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .notice)
        let bounds = bounds
        let application = Application(
            responder: try front(reader),
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [ConnectionBounds(bounds)], idleTimeout: .seconds(bounds.idleSeconds),
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: bounds.headerBytes, maxHeaderListSize: bounds.headerBytes,
                        maxHeaderFieldCount: bounds.headerFields))),
            configuration: .init(
                address: .hostname(access.listen.boundHost, port: access.listen.port),
                availableConnectionsDelegate: MaximumAvailableConnections(bounds.connections)),
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
        let visitors = Visitors(
            token: try access.token.map(BearerToken.init), register: access.register, isLoopback: access.listen.isLoopback,
            fault: { [status] in status.setDegraded("consumers", $0) })
        return Front(
            hosts: Set((["localhost", "127.0.0.1", "[::1]", access.listen.hostName] + access.hostNames).map { $0.lowercased() }),
            visitors: visitors,
            routes: .init(
                feed: FeedRoute(reader: reader, signal: signal), check: CheckRoute(reader: reader),
                investigations: InvestigationsRoute(reader: reader),
                campaigns: CampaignsRoute(reader: reader),
                metrics: MetricsRoute(reader: reader, status: status, visitors: visitors),
                health: HealthRoutes(reader: reader, status: status),
                page: StatusPage(reader: reader, status: status, visitors: visitors), unsubscribe: UnsubscribeRoute(links: unsubscribe)),
            gates: .init(bounds), status: status, logger: logger)
    }
}
