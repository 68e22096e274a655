/// The classical ways to lose mail or to count it twice. A world with one of them must be found out: else the simulation
/// proves nothing.
enum PlantedBug: String, CaseIterable, Sendable {
    /// The answer to a commit comes first, the commit with the next call.
    case acknowledgedBeforeCommit
    /// The digest is committed by itself, the events after it.
    case markedThenApplied
    /// Nothing tells that a message is there already.
    case noKey
    /// What tells it is forgotten with the process.
    case keyInMemory
    /// The committed is on the disk some time later.
    case unsyncedCommit
    /// A store that fails is taken for one that has done its work.
    case swallowedError
    /// What came while nobody looked is never looked for.
    case noRescan
    /// What others moved to `cur/` is never looked at.
    case curIgnored
    /// Nobody notes whose parse kills the process.
    case uncountedAttempts
    /// Set-aside mail is moved before its reason is written.
    case movedBeforeReason
}
