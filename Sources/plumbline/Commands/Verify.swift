import ArgumentParser
import Daemon
import Intake
import MailSyntax
import Rendering
import Storage

struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Looks through a whole store: does it keep what it promises?",
        discussion: """
              plumbline verify --store s.db --maildir ~/Maildir

            Works beside a running daemon and writes nothing. Reads every page and, of Maildirs that are named, every file.
            Ends with 1 if a promise is broken. What to do then: docs/operating.md.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    @OptionGroup var store: StoreOption
    @OptionGroup var config: ConfigOption
    @Option(name: .long, help: ArgumentHelp("A Maildir to compare with the store; may be repeated.", valueName: "dir"))
    var maildir: [String] = []
    @Option(name: .long, help: "text or json.") var format: Format = .text

    func run() throws {
        let settings = try config.settings()
        let path = try store.path()
        let (verification, census) = try store.reading { store in
            var verification = try store.verify()
            let census = try (settings.maildirs + maildir).map {
                try MailCensus.ofMaildir($0, store: store, limits: settings.limits, at: .now)
            }
            try finished(settings, path: path).forEach { folder in
                guard let found = try MailCensus.ofFinished(folder, store: store, limits: settings.limits, at: .now) else { return }
                guard found.waiting > 0 else { return }
                verification.add(
                    .nothingLost, "\(found.waiting) of \(found.known + found.waiting) messages in \(folder) are not in the store")
            }
            return (verification, census)
        }
        switch format {
        case .text: try Output.write(Self.text(verification, census, Output.ink))
        case .json: try Output.writeJSON { Self.json(verification, census, to: &$0) }
        }
        if !verification.isClean { throw Failure(.findings) }
    }

    /// Where messages are put once they are committed.
    private func finished(_ settings: Settings, path: String) -> [String] {
        var folders = [SetAsideFolder.besideStore(path)]
        folders += (settings.maildirs + maildir).map { $0 + "/.plumbline-setaside" }
        if case .folder(let archive) = settings.finish { folders.append(archive) }
        return folders
    }

    private static func text(_ verification: Verification, _ census: [MailCensus], _ ink: Ink) -> String {
        var lines: [String] = []
        for promise in Verification.Promise.allCases {
            let count = verification.count(promise)
            lines.append((count == 0 ? ink.green("kept   ") : ink.red("BROKEN ")) + "  " + promise.meaning)
            lines += verification.breaches(promise).map { "         " + Escape.terminal($0) }
            if count > Verification.toldMax { lines.append("         and \(count - Verification.toldMax) more") }
        }
        for maildir in census {
            let oldest = maildir.waiting > 0 ? ", the oldest for \(maildir.oldestWaitingSeconds) s" : ""
            lines.append("\(Escape.terminal(maildir.path)): \(maildir.known) committed, \(maildir.waiting) waiting\(oldest)")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func json(_ verification: Verification, _ census: [MailCensus], to json: inout JSONWriter) {
        json.object { json in
            json.key("schema"); json.string("plumbline.verify/1")
            json.key("ok"); json.bool(verification.isClean)
            json.key("promises")
            json.array(Verification.Promise.allCases) { json, promise in
                json.object { json in
                    json.key("id"); json.string(promise.rawValue)
                    json.key("meaning"); json.string(promise.meaning)
                    json.key("ok"); json.bool(verification.count(promise) == 0)
                    json.key("breaches"); json.number(verification.count(promise))
                    json.key("told"); json.array(verification.breaches(promise)) { json, sentence in json.string(sentence) }
                }
            }
            json.key("maildirs")
            json.array(census) { json, maildir in
                json.object { json in
                    json.key("path"); json.string(maildir.path)
                    json.key("committed"); json.number(maildir.known)
                    json.key("waiting"); json.number(maildir.waiting)
                    json.key("unread"); json.number(maildir.unread)
                    json.key("oldest_waiting_seconds"); json.number(maildir.oldestWaitingSeconds)
                }
            }
        }
    }
}
