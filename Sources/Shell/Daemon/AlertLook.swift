import Deliverability
import Intake
import MailSyntax
import Storage

/// What the machine and the store say of what may become an alert. Shared by the daemon and the doctor.
struct AlertLook {
    var facts = AlertFacts()
    private(set) var figures: OperatingFigures?
    /// Files in `new/` of all Maildirs.
    private(set) var waitingFiles = 0

    /// - Parameter figures: of the store; nil where they are not asked for this time.
    init(_ settings: Settings, storePath: String, figures: OperatingFigures?, at now: Timestamp) {
        self.figures = figures
        facts.freeBytes = FreeSpace.bytes(besides: storePath)
        facts.reporters = figures?.reporters
        facts.complaints = figures.map { ($0.complaints, $0.unresolvedComplaints) }
        lookIntoMaildirs(settings, at: now)
    }

    /// A Maildir that cannot be read says nothing of lag: that is told elsewhere. Kept files wait for nobody.
    private mutating func lookIntoMaildirs(_ settings: Settings, at now: Timestamp) {
        var oldest: Int64 = 0
        for path in settings.maildirs {
            guard let waiting = try? Maildir(path: path).waiting(at: now) else { return }
            waitingFiles += waiting.files
            oldest = max(oldest, waiting.oldestSeconds)
        }
        if settings.finish != .keep { facts.oldestWaitingSeconds = oldest }
    }
}
