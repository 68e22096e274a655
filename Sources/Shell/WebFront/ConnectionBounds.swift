import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Keeps one connection within its bounds: a body that dribbles in, a client that does not read, one that goes on sending
/// after a refusal. (A header that dribbles in is ended by the idle time: nothing was asked for yet.)
final class ConnectionBounds: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let bounds: WebBounds
    private var body: Scheduled<Void>?
    private var stall: Scheduled<Void>?
    private var isLast = false

    /// How long a client may take to see that the connection is over.
    private static let farewell = TimeAmount.seconds(1)

    init(_ bounds: WebBounds) { self.bounds = bounds }

    func handlerRemoved(context: ChannelHandlerContext) {
        body?.cancel()
        stall?.cancel()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head: body = close(context, in: .seconds(bounds.bodySeconds))
        case .body: break
        case .end:
            body?.cancel()
            body = nil
        }
        context.fireChannelRead(data)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        stall?.cancel()
        stall = context.channel.isWritable ? nil : close(context, in: .seconds(bounds.stallSeconds))
        context.fireChannelWritabilityChanged()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head):
            isLast = head.headerFields[.connection] == "close"
            context.write(data, promise: promise)
        case .body: context.write(data, promise: promise)
        case .end:
            guard isLast else { return context.write(data, promise: promise) }
            // First only our side: a client that is still sending must be able to read the refusal.
            context.writeAndFlush(data, promise: promise)
            context.close(mode: .output, promise: nil)
            _ = close(context, in: Self.farewell)
        }
    }

    private func close(_ context: ChannelHandlerContext, in time: TimeAmount) -> Scheduled<Void> {
        context.eventLoop.assumeIsolated().scheduleTask(in: time) { context.close(promise: nil) }
    }
}
