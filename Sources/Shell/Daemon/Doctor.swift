import Deliverability
import Glibc
import Intake
import Interpretation
import MailSyntax
import Sinks
import Storage
import WebFront

/// Looks whether a setup can work: store, places, rights, settings that matter, mail that comes. Nothing is written.
package struct Doctor {
    package enum Verdict: String, Sendable { case fine, warning, failure }

    /// One look and what it gave, as a sentence without addresses.
    package struct Finding: Hashable, Sendable {
        package let check: String
        package let verdict: Verdict
        package let text: String
    }

    package private(set) var findings: [Finding] = []
    let settings: Settings
    let storePath: String
    let now: Timestamp

    package var isFine: Bool { !findings.contains { $0.verdict == .failure } }

    /// Looks at everything. A large store takes minutes.
    package static func examine(_ settings: Settings, storePath: String, at now: Timestamp) -> Doctor {
        var doctor = Doctor(settings: settings, storePath: storePath, now: now)
        doctor.examineStore()
        doctor.examineSpace()
        doctor.examineModes()
        for maildir in settings.maildirs { doctor.examineMaildir(maildir) }
        if settings.maildirs.isEmpty { doctor.add("maildirs", .warning, "no Maildir is set: nothing is read") }
        doctor.examineAlerts()
        doctor.examineSendingSide()
        doctor.examinePort()
        return doctor
    }

    private init(settings: Settings, storePath: String, now: Timestamp) {
        self.settings = settings
        self.storePath = storePath
        self.now = now
    }

    mutating func add(_ check: String, _ verdict: Verdict, _ text: String) {
        findings.append(Finding(check: check, verdict: verdict, text: text))
    }

    // MARK: The sending side

    private mutating func examineSendingSide() {
        if settings.context.authservIDs.isEmpty {
            add("authserv-ids", .warning, Settings.nothingIsTrusted)
        } else {
            add("authserv-ids", .fine, settings.context.authservIDs.sorted().joined(separator: ", "))
        }
        if settings.context.ownDomains.isEmpty {
            add("own-domains", .warning, "none are set: an address of ours may become a contact")
        } else {
            add("own-domains", .fine, settings.context.ownDomains.sorted().joined(separator: ", "))
        }
    }

    // MARK: The port

    private mutating func examinePort() {
        guard let listen = settings.listen else { return add("port", .fine, "nothing is served") }
        let runs = WriterPresence.isThere(store: storePath)
        switch listen.probe() {
        case 0: add("port", .fine, runs ? "\(listen) is free although a writer of the store runs" : "\(listen) is free")
        case EADDRINUSE where runs: add("port", .fine, "\(listen) is taken, and the daemon runs")
        case let code: add("port", .failure, "\(listen) cannot be taken: \(String(cString: strerror(code)))")
        }
    }

    // MARK: Space and rights

    private mutating func examineSpace() {
        guard let free = FreeSpace.bytes(besides: storePath) else {
            return add("space", .warning, "the system does not say how much is free beside the store")
        }
        let text = "\(free >> 20) MiB are free beside the store"
        free < settings.freeBytesMin
            ? add("space", .failure, "\(text); \(settings.freeBytesMin >> 20) are needed") : add("space", .fine, text)
    }

    private mutating func examineModes() {
        let secrets: [(String?, String)] = [
            (storePath, "store"), (storePath + ".key", "key"), (storePath + ".consumers", "register"), (settings.listenTokenFile, "token"),
        ]
        for case (let path?, let name) in secrets {
            var status = stat()
            guard stat(path, &status) == 0 else {
                if name == "token" || errno != ENOENT { add("modes", .failure, "\(path): \(String(cString: strerror(errno)))") }
                continue
            }
            let mode = status.st_mode & 0o777, others = name == "token" ? 0o007 : 0o077
            let shown = "the \(name) \(path) has mode \(String(mode, radix: 8))"
            mode & mode_t(others) == 0 ? add("modes", .fine, shown) : add("modes", .failure, "\(shown): others may read it")
        }
        for folder in [StoreFile.directory(of: storePath)] + settings.sinks.map({ StoreFile.directory(of: $0.path) }) {
            guard access(folder, W_OK | X_OK) != 0 else { continue }
            add("modes", .failure, "\(folder) cannot be written: \(String(cString: strerror(errno)))")
        }
    }

    // MARK: Maildirs

    /// A file that waits longer than this in `new/` is not read by anybody.
    private static let waitSecondsMax: Int64 = 3600

    private mutating func examineMaildir(_ path: String) {
        for folder in ["new", "cur", "tmp"] where access("\(path)/\(folder)", R_OK | W_OK | X_OK) != 0 {
            return add("maildirs", .failure, "\(path)/\(folder): \(String(cString: strerror(errno)))")
        }
        do {
            let maildir = try Maildir(path: path)
            if case .folder(let target) = settings.finish { try maildir.requireSameMount(as: target) }
            let waiting = try maildir.waiting(at: now)
            let text = "\(path): \(waiting.files) wait in new/"
            if waiting.oldestSeconds > Self.waitSecondsMax {
                add("maildirs", .failure, "\(text), the oldest for \(waiting.oldestSeconds / 60) minutes: does the daemon run?")
            } else {
                add("maildirs", .fine, text)
            }
        } catch {
            add("maildirs", .failure, "\(path): \(error)")
        }
    }
}
