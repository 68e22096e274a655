/// What a token opens. Raw values are the words of `plumbline consumer add --scope`.
package enum Scope: String, CaseIterable, Hashable, Sendable {
    /// The feed with addresses.
    case feed
    /// The feed with hashes in the place of addresses, for partners outside.
    case hashedFeed = "feed.hashed"
    /// May these addresses be mailed?
    case check
    case investigations
    case metrics
    /// The status page.
    case status
    /// Everything.
    case admin
}
