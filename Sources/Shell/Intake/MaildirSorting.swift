import Glibc
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

    /// Returns how many files were seen before, are not committed, and are gone from both folders.
    func scanned(_ new: [MaildirName], _ cur: [MaildirName]) -> Int {
        for name in new { appeared(.new, name) }
        for name in cur { appeared(.cur, name) }
        return book.keepOnly(Set((new + cur).map(\.base)))
    }

    /// nil when the file is gone already.
    private func job(_ place: Maildir.Place, _ name: MaildirName) -> MaildirJob? {
        var status = stat()
        let code = name.withCString { fstatat(maildir.folder(place), $0, &status, AT_SYMLINK_NOFOLLOW) }
        // Another error shows itself again when the file is opened, and is told there.
        if code != 0, errno == ENOENT { return nil }
        let isRead = code == 0 && status.st_mode & S_IFMT == S_IFREG && limit.allows(Int(status.st_size))
        let size = isRead ? Int(status.st_size) : 0
        let lane: Lane.Kind =
            if suspects.attempts(name.base.escaped) > 0 {
                .suspect
            } else if size > 0, namesComplaint(place, name) {
                .complaints
            } else {
                size > Lane.lightBytes ? .heavy : .light
            }
        return MaildirJob(
            maildir: index, place: place, name: name, weight: size, lane: lane, arrived: WallClock.seconds(status.st_ctim),
            isUnknown: false)
    }

    /// A complaint must not wait behind a flood of reports or bounces, and may carry a large mail with it. Its media type
    /// stands in the first lines (RFC 5965 §2); Microsoft's older forms have none, but a field of their own. A forger gains
    /// nothing but this lane.
    private func namesComplaint(_ place: Maildir.Place, _ name: MaildirName) -> Bool {
        let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
        let descriptor = name.withCString { openat(maildir.folder(place), $0, flags) }
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        let bytes = [UInt8](unsafeUninitializedCapacity: Lane.sniffedBytes) { buffer, count in
            count = max(0, pread(descriptor, buffer.baseAddress, buffer.count, 0))
        }
        let signs: [StaticString] = ["feedback-report", "x-hmxmroriginalrecipient"]
        return signs.contains { bytes.findIgnoringCase($0, in: 0..<bytes.count) != nil }
    }
}

/// Where a file stands: gives claims and lane budgets back together, and asks for the scan that finds it again.
struct FileLedger: Sendable {
    let books: [ClaimBook]
    let lanes: Lanes
    let watches: [MaildirWatch]

    func finish(_ job: MaildirJob, kept: MaildirName) {
        books[job.maildir].finish(job.name, kept: kept)
        giveBack(job)
    }

    func release(_ job: MaildirJob, rescanAfter seconds: Double) {
        books[job.maildir].release(job.name)
        giveBack(job)
        watches[job.maildir].requestScan(after: seconds)
    }

    /// Not there any more where it was seen: moved, or taken away. The next scans tell which.
    func miss(_ job: MaildirJob) {
        books[job.maildir].miss(job.name)
        giveBack(job)
        watches[job.maildir].requestScan()
    }

    func postpone(_ job: MaildirJob, isCommitted: Bool = false) {
        let seconds = books[job.maildir].postpone(job.name, isCommitted: isCommitted)
        giveBack(job)
        watches[job.maildir].requestScan(after: seconds + 0.01)
    }

    /// The bytes are new to the store: read the file again, this time to parse it.
    func readAgain(_ job: MaildirJob) {
        _ = lanes[job.lane].offer(job.unknown)
        giveBack(job)
    }

    private func giveBack(_ job: MaildirJob) {
        if lanes[job.lane].release(job) { for watch in watches { watch.requestScan() } }
    }
}
