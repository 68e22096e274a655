/// What one client may take of the web front (law 5).
package struct WebBounds: Hashable, Sendable {
    /// Header fields of one request together; honest ones are under 2 KiB.
    package var headerBytes = 16 << 10
    package var headerFields = 100
    /// A connection on which nothing is asked, or a header that does not end.
    package var idleSeconds: Int64 = 30
    /// From the header of a request to the end of its body.
    package var bodySeconds: Int64 = 10
    /// A client that does not read what it asked for.
    package var stallSeconds: Int64 = 60
    package var connections = 256
    /// Readers that wait for the feed or follow its stream; the rest of the connections stays free for short questions.
    package var waits = 128
    /// The longest that an answer is held until there is an entry.
    package var waitSeconds: Int64 = 60
    /// Questions that are worked on at a time.
    package var inFlight = 64
    /// Requests a second of one consumer; twice as many at once.
    package var requestsPerSecond = 2000
    /// Refused tokens a second, of all clients together.
    package var refusalsPerSecond = 20
    /// One-click requests a second, of all clients together: a mailing to a million brings some hundred a second at its peak.
    package var unsubscribesPerSecond = 500
    /// A stream ends after so long: the reader comes back with what it has then, and a token that was taken away ends.
    package var streamSeconds: Int64 = 3600
    package var heartbeatSeconds: Int64 = 15

    package init() {}
}
