/// Which files of one Maildir are in hand, done, or to be tried later. Kept in memory by base name: flags and folders
/// change under our feet, base names do not. After a restart the store's digests answer instead.
///
/// Of a file that is done, which may lie in `cur/` for years with a million others, only a mark is kept.
final class ClaimBook: Sendable {
    /// What is to be done about a name in a folder.
    enum Sight: Sendable {
        /// It can be claimed.
        case free
        /// In hand, or to be tried later.
        case waits
        case done
    }

    private struct Delay: Sendable {
        var failures = 0
        var until: MonotonicTime
        /// Only the file is in the way: what it says is in the store.
        var isCommitted = false
        /// The look that saw it last.
        var look: UInt32
    }

    private struct State: Sendable {
        var inHand: Set<MaildirName> = []
        /// With the look that saw the file last, or in which it was done.
        var done: [NameMark: UInt32] = [:]
        var later: [MaildirName: Delay] = [:]
        /// Not committed and not found where they were seen, with the number of looks since.
        var missed: [MaildirName: Int] = [:]
        /// Counts looks.
        var look: UInt32 = 0
        var isLooking = false
        /// How `cur/` stood when there was nothing in it but what is done, and how many marks there were then.
        var settled: (stamp: FolderStamp, marks: Int)?
    }

    /// A look into folders may miss a file that moves meanwhile (readdir(3)): after so many it is gone.
    private static let looks = 2

    private let clock: @Sendable () -> MonotonicTime
    private let state = Monitor(State())

    init(clock: @escaping @Sendable () -> MonotonicTime = { .now }) { self.clock = clock }

    /// No file is to be tried again.
    var nothingWaits: Bool { state.with { $0.later.isEmpty } }

    /// Files that are done and remembered as such.
    var doneCount: Int { state.with { $0.done.count } }

    /// Whether the caller may take the file now. A finished file that lies in `new/` again was not moved: take it again.
    func claim(_ name: MaildirName, skippingDone: Bool) -> Bool {
        let mark = NameMark(name), base = name.base
        return state.with { state in
            if skippingDone, state.done[mark] != nil { return false }
            state.missed[base] = nil
            if let delay = state.later[base], clock() < delay.until { return false }
            return state.inHand.insert(base).inserted
        }
    }

    /// Not done, free to be claimed again.
    func release(_ name: MaildirName) {
        state.with { state in _ = state.inHand.remove(name.base) }
    }

    /// Claimed, and not there. The look that is under way may have seen it before that.
    func miss(_ name: MaildirName) {
        state.with { state in
            state.inHand.remove(name.base)
            if state.later[name.base]?.isCommitted != true { state.missed[name.base] = state.isLooking ? -1 : 0 }
        }
    }

    /// Done; `kept` is the base name under which it lies in the Maildir now.
    func finish(_ name: MaildirName, kept: MaildirName) {
        let mark = NameMark(kept)
        state.with { state in
            state.inHand.remove(name.base)
            state.later[name.base] = nil
            state.done[mark] = state.look
        }
    }

    /// To be tried again after a wait that doubles with each failure, from half a second to a minute. Gives the seconds.
    func postpone(_ name: MaildirName, isCommitted: Bool = false) -> Double {
        let base = name.base
        return state.with { state in
            state.inHand.remove(base)
            let failures = min((state.later[base]?.failures ?? 0) + 1, 8)
            let seconds = min(60, 0.25 * Double(1 << failures))
            state.later[base] = Delay(
                failures: failures, until: clock().adding(seconds: seconds), isCommitted: isCommitted, look: state.look)
            return seconds
        }
    }

    // MARK: Looks into both folders, one after the other

    func beginLook() {
        state.with { state in
            state.look &+= 1
            state.isLooking = true
        }
    }

    /// The look lists a name.
    func sees(_ name: MaildirName, skippingDone: Bool) -> Sight {
        let mark = NameMark(name)
        return state.with { state in
            if !state.missed.isEmpty { state.missed[name.base] = nil }
            if !state.later.isEmpty { state.later[name.base]?.look = state.look }
            if let index = state.done.index(forKey: mark) {
                state.done.values[index] = state.look
                if skippingDone { return .done }
            }
            let base = name.base
            if let delay = state.later[base], clock() < delay.until { return .waits }
            return state.inHand.contains(base) ? .waits : .free
        }
    }

    /// Whether a listing of `cur/` would show nothing but files that are done: it stands as it stood when that was so, nothing
    /// was done since, and nobody is looked for.
    func isSettled(at stamp: FolderStamp?) -> Bool {
        state.with { state in
            guard let settled = state.settled, let stamp else { return false }
            return stamp == settled.stamp && state.done.count == settled.marks && state.later.isEmpty && state.missed.isEmpty
        }
    }

    /// The look has not listed `cur/`, which is settled.
    func endLookIntoNew() { state.with { $0.isLooking = false } }

    /// The look has listed both folders. Forgets what is no longer there.
    ///
    /// - Parameter settled: how `cur/` stood before it was listed, where all in it was done.
    /// - Returns: how many files are gone for good of which nothing was committed.
    func endLook(settled: FolderStamp? = nil) -> Int {
        state.with { state in
            state.isLooking = false
            let gone = state.done.filter { [look = state.look] in $0.value != look }.keys
            // Memory is given back only by a table that is built anew.
            if gone.count > state.done.count / 2 {
                state.done = state.done.filter { [look = state.look] in $0.value == look }
            } else {
                for mark in gone { state.done[mark] = nil }
            }
            state.settled = settled.map { ($0, state.done.count) }
            for (base, delay) in state.later where delay.look != state.look && !state.inHand.contains(base) {
                state.later[base] = nil
                if !delay.isCommitted { state.missed[base] = 0 }
            }
            var vanished = 0
            for (base, looks) in state.missed {
                if looks + 1 < Self.looks {
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
