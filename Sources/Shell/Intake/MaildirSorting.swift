import MailSyntax

/// The lanes of an intake.
struct Lanes: Sendable {
    let complaints: Lane
    let light: Lane
    let heavy: Lane
    let suspect: Lane

    subscript(kind: Lane.Kind) -> Lane {
        switch kind {
        case .complaints: complaints
        case .light: light
        case .heavy: heavy
        case .suspect: suspect
        }
    }
}

/// Claims what a watch saw in one Maildir and gives it to the lane where it belongs.
struct MaildirSorting: Sendable {
    let index: Int
    let maildir: Maildir
    let book: ClaimBook
    let lanes: Lanes
    let suspects: Suspects
    let limit: Bound
    /// Files stay in `new/` when they are done.
    let keepsFiles: Bool

    func appeared(_ place: Maildir.Place, _ name: MaildirName) {
        guard book.claim(name, skippingDone: place == .cur || keepsFiles) else { return }
        guard let job = job(place, name), lanes[job.lane].offer(job) else { return book.release(name) }
    }

    /// Looks at all names. Whether other folders lie under the path than before, and how many files were seen before, are
    /// not committed, and are gone from both folders. Errors: `LocalFault`.
    ///
    /// - Parameter pausing: called every now and then, so that new mail need not wait for the end of a long look.
    func scan(pausing: () -> Void = {}) throws -> (isReplaced: Bool, vanished: Int) {
        let isReplaced = try maildir.reopenIfReplaced()
        book.beginLook()
        // `new/` first: what moves to `cur/` meanwhile is then seen at least once.
        try list(.new, pausing)
        // Asked for after that: what left `new/` before it was listed has changed the stamp.
        let stamp = try maildir.folder(.cur).stamp()
        if book.isSettled(at: stamp) {
            book.endLookIntoNew()
            return (isReplaced, 0)
        }
        let isAllDone = try list(.cur, pausing)
        return (isReplaced, book.endLook(settled: isAllDone ? stamp : nil))
    }

    /// Names that are held at a time, so that they are claimed in their order, which is for most mail servers that of time.
    private static let namesMax = 100_000
    private static let namesBetweenPauses = 500

    /// Claims what is free in one folder. Whether all in it is done.
    @discardableResult
    private func list(_ place: Maildir.Place, _ pausing: () -> Void) throws -> Bool {
        var free: [MaildirName] = [], isAllDone = true, untilPause = Self.namesBetweenPauses
        func pauseSometimes() {
            untilPause -= 1
            guard untilPause == 0 else { return }
            pausing()
            untilPause = Self.namesBetweenPauses
        }
        func claimAll() {
            for name in free.sorted() {
                appeared(place, name)
                pauseSometimes()
            }
            free.removeAll()
        }
        try maildir.forEachName(in: place) { name in
            let sight = book.sees(name, skippingDone: place == .cur || keepsFiles)
            if sight != .done { isAllDone = false }
            if sight == .free { free.append(name) }
            if free.count == Self.namesMax { claimAll() }
            pauseSometimes()
        }
        claimAll()
        return isAllDone
    }

    /// nil when the file is gone already.
    private func job(_ place: Maildir.Place, _ name: MaildirName) -> MaildirJob? {
        let look: FileLook?
        do {
            guard let found = try maildir.folder(place).look(at: name) else { return nil }
            look = found
        } catch {
            // It shows itself again when the file is opened, and is told there.
            look = nil
        }
        let size = look.map { $0.isRegular && limit.allows($0.sizeBytes) ? $0.sizeBytes : 0 } ?? 0
        let lane: Lane.Kind =
            if suspects.attempts(name.base.escaped) > 0 {
                .suspect
            } else if size > 0, namesComplaint(place, name) {
                .complaints
            } else {
                size > Lane.lightBytes ? .heavy : .light
            }
        return MaildirJob(
            maildir: index, place: place, name: name, weight: size, lane: lane, arrived: look?.changed ?? 0,
            isUnknown: false)
    }

    /// A complaint must not wait behind a flood of reports or bounces, and may carry a large mail with it. Its media type
    /// stands in the first lines (RFC 5965 §2); Microsoft's older forms have none, but a field of their own. A forger gains
    /// nothing but this lane.
    private func namesComplaint(_ place: Maildir.Place, _ name: MaildirName) -> Bool {
        let bytes = maildir.folder(place).start(of: name, bytesMax: Lane.sniffedBytes)
        let signs: [StaticString] = ["feedback-report", "x-hmxmroriginalrecipient"]
        return signs.contains { bytes.findIgnoringCase($0, in: 0..<bytes.count) != nil }
    }
}

/// Where a file stands: gives claims and lane budgets back together, and asks for the scan that finds it again.
struct FileLedger: Sendable {
    let books: [ClaimBook]
    let lanes: Lanes
    /// Asks for a scan of one Maildir after so many seconds.
    let requestScan: @Sendable (Int, Double) -> Void

    func finish(_ job: MaildirJob, kept: MaildirName) {
        books[job.maildir].finish(job.name, kept: kept)
        giveBack(job)
    }

    func release(_ job: MaildirJob, rescanAfter seconds: Double) {
        books[job.maildir].release(job.name)
        giveBack(job)
        requestScan(job.maildir, seconds)
    }

    /// Not there any more where it was seen: moved, or taken away. The next scans tell which.
    func miss(_ job: MaildirJob) {
        books[job.maildir].miss(job.name)
        giveBack(job)
        requestScan(job.maildir, 0)
    }

    func postpone(_ job: MaildirJob, isCommitted: Bool = false) {
        let seconds = books[job.maildir].postpone(job.name, isCommitted: isCommitted)
        giveBack(job)
        requestScan(job.maildir, seconds + 0.01)
    }

    /// The bytes are new to the store: read the file again, this time to parse it.
    func readAgain(_ job: MaildirJob) {
        _ = lanes[job.lane].offer(job.unknown)
        giveBack(job)
    }

    private func giveBack(_ job: MaildirJob) {
        if lanes[job.lane].release(job) { for index in books.indices { requestScan(index, 0) } }
    }
}
