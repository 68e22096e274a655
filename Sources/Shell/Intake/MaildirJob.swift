/// One file on its way from a Maildir to the store.
struct MaildirJob: Sendable {
    /// Index of the Maildir among those watched.
    let maildir: Int
    let place: Maildir.Place
    let name: MaildirName
    /// Bytes that it takes of its lane's budget.
    let weight: Int
    let lane: Lane.Kind
    /// When the file came to its folder, in seconds since 1970 with fraction: a link or a rename sets the change time.
    let arrived: Double
    /// The store was asked already and does not know these bytes.
    let isUnknown: Bool

    var unknown: MaildirJob {
        MaildirJob(maildir: maildir, place: place, name: name, weight: weight, lane: lane, arrived: arrived, isUnknown: true)
    }
}

/// Which files of one Maildir are in hand, done, or to be tried later. Kept in memory by base name: flags and folders
/// change under our feet, base names do not. After a restart the store's digests answer instead.
final class ClaimBook: Sendable {
    private struct Delay: Sendable {
        var failures = 0
        var until: MonotonicTime
        /// Only the file is in the way: what it says is in the store.
        var isCommitted = false
    }

    private struct State: Sendable {
        var inHand: Set<MaildirName> = []
        var done: Set<MaildirName> = []
        var later: [MaildirName: Delay] = [:]
        /// Not committed and not found where they were seen, with the number of looks since.
        var missed: [MaildirName: Int] = [:]
    }

    /// A look into folders may miss a file that moves meanwhile (readdir(3)): after so many it is gone.
    private static let looks = 2

    private let clock: @Sendable () -> MonotonicTime
    private let state = Monitor(State())

    init(clock: @escaping @Sendable () -> MonotonicTime = { .now }) { self.clock = clock }

    /// No file is to be tried again.
    var nothingWaits: Bool { state.with { $0.later.isEmpty } }

    /// Whether the caller may take the file now. A finished file that lies in `new/` again was not moved: take it again.
    func claim(_ name: MaildirName, skippingDone: Bool) -> Bool {
        let base = name.base
        return state.with { state in
            if skippingDone, state.done.contains(base) { return false }
            state.missed[base] = nil
            if let delay = state.later[base], clock() < delay.until { return false }
            return state.inHand.insert(base).inserted
        }
    }

    /// Not done, free to be claimed again.
    func release(_ name: MaildirName) {
        state.with { state in _ = state.inHand.remove(name.base) }
    }

    /// Claimed, and not there.
    func miss(_ name: MaildirName) {
        state.with { state in
            state.inHand.remove(name.base)
            if state.later[name.base]?.isCommitted != true { state.missed[name.base] = 0 }
        }
    }

    /// Done; `kept` is the base name under which it lies in the Maildir now.
    func finish(_ name: MaildirName, kept: MaildirName) {
        state.with { state in
            state.inHand.remove(name.base)
            state.later[name.base] = nil
            state.done.insert(kept)
        }
    }

    /// To be tried again after a wait that doubles with each failure, from half a second to a minute. Gives the seconds.
    func postpone(_ name: MaildirName, isCommitted: Bool = false) -> Double {
        let base = name.base
        return state.with { state in
            state.inHand.remove(base)
            let failures = min((state.later[base]?.failures ?? 0) + 1, 8)
            let seconds = min(60, 0.25 * Double(1 << failures))
            state.later[base] = Delay(failures: failures, until: clock().adding(seconds: seconds), isCommitted: isCommitted)
            return seconds
        }
    }

    /// Forgets what is no longer in the Maildir. Returns how many files are gone for good of which nothing was committed.
    func keepOnly(_ present: Set<MaildirName>) -> Int {
        state.with { state in
            state.done.formIntersection(present)
            for (base, delay) in state.later where !present.contains(base) && !state.inHand.contains(base) {
                state.later[base] = nil
                if !delay.isCommitted { state.missed[base] = 0 }
            }
            var vanished = 0
            for (base, looks) in state.missed {
                if present.contains(base) {
                    state.missed[base] = nil
                } else if looks + 1 < Self.looks {
                    state.missed[base] = looks + 1
                } else {
                    state.missed[base] = nil
                    vanished += 1
                }
            }
            return vanished
        }
    }
}
