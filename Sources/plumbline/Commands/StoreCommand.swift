import ArgumentParser
import MailSyntax
import Rendering
import Storage

struct StoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "store", abstract: "Backup of the store, and its return.",
        subcommands: [StoreBackupCommand.self, StoreRestoreCommand.self])

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }
}

struct StoreBackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copies store and key, beside a running daemon.",
        discussion: """
              plumbline store backup /backup/plumbline.sqlite --store s.db

            The copy is looked through, made durable and put in place as a whole; its key stands beside it as FILE.key. Both hold
            personal data: protect them like the store. A backup of another store is never overwritten.
            """)

    @OptionGroup var store: StoreOption
    @Option(name: .long, help: "text or json.") var format: StoreCommand.Format = .text
    @Argument(help: ArgumentHelp("The file that becomes the backup.", valueName: "file")) var target: String

    func run() throws {
        let backup = try StoreBackup.make(ofStore: store.path(), to: target)
        switch format {
        case .text:
            try Output.write(
                Escape.terminal("\(backup.path): \(backup.messages) messages, feed up to \(backup.lastCursor), \(backup.sizeBytes) bytes")
                    + "\n")
        case .json:
            try Output.writeJSON { json in
                json.object { json in
                    json.key("schema"); json.string("plumbline.backup/1")
                    json.key("path"); json.string(backup.path)
                    json.key("messages"); json.number(backup.messages)
                    json.key("cursor"); json.number(backup.lastCursor)
                    json.key("bytes"); json.number(backup.sizeBytes)
                }
            }
        }
    }
}

struct StoreRestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Puts a backup in the place of the store.",
        discussion: """
              plumbline store restore /backup/plumbline.sqlite --store s.db

            Stop the daemon before. The backup is looked through first; the store of before is kept beside it under another name.
            The feed begins a new generation: whoever follows it notices and reads again from 0. What mail since the backup said
            comes back by itself from the Maildirs, what people did by hand does not.
            """)

    @OptionGroup var store: StoreOption
    @Option(name: .long, help: "text or json.") var format: StoreCommand.Format = .text
    @Argument(help: ArgumentHelp("The backup.", valueName: "file")) var backup: String

    func run() throws {
        let restore = try StoreRestore.make(ofStore: store.path(), from: backup, at: .now)
        switch format {
        case .text:
            var lines = ["\(restore.path): \(restore.messages) messages, feed up to \(restore.lastCursor), of a new generation"]
            if let replaced = restore.replaced { lines.append("the store of before is kept as \(replaced); remove it when all is well") }
            try Output.write(lines.map { Escape.terminal($0) + "\n" }.joined())
        case .json:
            try Output.writeJSON { json in
                json.object { json in
                    json.key("schema"); json.string("plumbline.restore/1")
                    json.key("path"); json.string(restore.path)
                    json.key("replaced"); json.string(restore.replaced)
                    json.key("messages"); json.number(restore.messages)
                    json.key("cursor"); json.number(restore.lastCursor)
                }
            }
        }
    }
}
