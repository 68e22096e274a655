import NIOCore

/// One connection: carries bytes between the socket and a dialogue.
///
/// It reads no further while answers wait to be taken, so that a client who only sends cannot fill the memory.
final class LookupConnection<Dialogue: LookupDialogue>: ChannelDuplexHandler, TimedConnection {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let protocolName: String
    private let times: LookupTimes
    private let desk: SuppressionDesk
    private let connections: LookupConnections
    private let observe: @Sendable (LookupNote) -> Void
    private var dialogue = Dialogue()
    private var answers: [UInt8] = []
    private var context: ChannelHandlerContext?
    private var heard = NIODeadline.now()
    /// When the request under way began.
    private var begun: NIODeadline?
    /// Somebody wanted to read while answers waited.
    private var isReadDue = false
    /// Nothing more is answered: the last words are on their way.
    private var isEnding = false

    init(
        _ protocolName: String, _ times: LookupTimes, _ desk: SuppressionDesk, _ connections: LookupConnections,
        _ observe: @escaping @Sendable (LookupNote) -> Void
    ) {
        self.protocolName = protocolName
        self.times = times
        self.desk = desk
        self.connections = connections
        self.observe = observe
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        connections.add(self)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        connections.remove(self)
        self.context = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        heard = .now()
        guard !isEnding else { return }
        dialogue.append(unwrapInboundIn(data).readableBytesView)
        var hasAnswered = false
        steps: while true {
            switch dialogue.step({ desk.verdict(on: $0) }, into: &answers) {
            case .answered: hasAnswered = true
            case .needsMore: break steps
            case .ends(let fault):
                observe(.ended(protocolName: protocolName, fault))
                isEnding = true
                break steps
            }
        }
        if hasAnswered || begun == nil { begun = heard }
        if !dialogue.isInsideRequest, !isEnding { begun = nil }
        if !answers.isEmpty {
            context.writeAndFlush(wrapOutboundOut(context.channel.allocator.buffer(bytes: answers)), promise: nil)
            answers.removeAll(keepingCapacity: true)
        }
        // What the client still sends is read and dropped: closed with bytes unread, TCP would take the last words back.
        if isEnding { context.close(mode: .output, promise: nil) }
    }

    func read(context: ChannelHandlerContext) {
        if context.channel.isWritable || isEnding { context.read() } else { isReadDue = true }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if isReadDue, context.channel.isWritable {
            isReadDue = false
            context.read()
        }
        context.fireChannelWritabilityChanged()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard event as? ChannelEvent == .inputClosed else { return context.fireUserInboundEventTriggered(event) }
        // A client may close its half and still read (Exim's readsocket does): it gets its answers first.
        isEnding = true
        context.writeAndFlush(wrapOutboundOut(context.channel.allocator.buffer(capacity: 0))).assumeIsolated().whenComplete { _ in
            context.close(promise: nil)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    func checkTime(_ now: NIODeadline) {
        let isLate = begun.map { now - $0 > times.request } ?? false
        let isStuck = (isEnding || context?.channel.isWritable == false) && now - heard > times.request
        if isLate || isStuck {
            if !isEnding { observe(.slow(protocolName: protocolName)) }
            close()
        } else if now - heard > times.idle {
            close()
        }
    }

    func close() { context?.close(promise: nil) }
}

/// How long may be waited for what.
package struct LookupTimes: Hashable, Sendable {
    /// From the first byte of a request to its last, and for an answer to be taken. Postfix sends a request in one piece.
    package var request = TimeAmount.seconds(10)
    /// Between two requests: more than the 300 s after which Postfix itself hangs up (`smtpd_policy_service_max_idle`).
    package var idle = TimeAmount.seconds(330)
    /// Between two looks at all connections.
    package var interval = TimeAmount.seconds(1)
    /// After a store could not be read it is left alone for so long: a flood of questions must not become one of openings.
    package var rest = TimeAmount.seconds(1)

    package init() {}
}
