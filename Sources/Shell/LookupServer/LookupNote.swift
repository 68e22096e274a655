/// What the look-up servers tell whoever started them. Without addresses (law 8).
package enum LookupNote: Hashable, Sendable {
    case asked(LookupVerdict)
    /// A connection was ended because of what its client sent, or in silence because there was no verdict.
    case ended(protocolName: String, LookupFault)
    /// A request was begun and not ended in time, or its answer was not taken.
    case slow(protocolName: String)
    /// All connections are in use; this one was closed at once.
    case full(connectionsMax: Int)
    /// Somebody asked who is not named among the clients.
    case stranger(protocolName: String)
    case unreadable(String)
    case readable
}
