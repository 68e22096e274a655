import NIOCore

/// A connection, as the register below sees it.
protocol TimedConnection: AnyObject {
    /// Closes it where it has waited for too long.
    func checkTime(_ now: NIODeadline)
    func close()
}

/// Every connection that is open, on one event loop: so many and no more, and each of them looked at every second.
final class LookupConnections {
    let connectionsMax: Int
    private var open: [ObjectIdentifier: any TimedConnection] = [:]
    private(set) var isClosing = false

    init(connectionsMax: Int) { self.connectionsMax = connectionsMax }

    var isFull: Bool { isClosing || open.count >= connectionsMax }

    func add(_ connection: any TimedConnection) { open[ObjectIdentifier(connection)] = connection }
    func remove(_ connection: any TimedConnection) { open[ObjectIdentifier(connection)] = nil }

    // Closing takes entries away: each looks over a copy.

    func checkTimes(_ now: NIODeadline) { for connection in Array(open.values) { connection.checkTime(now) } }

    func closeAll() {
        isClosing = true
        for connection in Array(open.values) { connection.close() }
    }
}
