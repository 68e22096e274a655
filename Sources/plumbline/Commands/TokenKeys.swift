import ArgumentParser
import Daemon
import MailSyntax
import Tokens

struct TokenKeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "The keys of tokens: made, changed, listed; never shown.",
        subcommands: [TokenKeysCreate.self, TokenKeysRotate.self, TokenKeysList.self])
}

/// The file as argument.
private struct RingPage {
    static func text(_ ring: TokenKeyRing) -> String {
        ring.keys.reversed().map { key in
            let state = ring.end(of: key).map { "verifies, until \($0) at least" } ?? "signs"
            return "key \(key.id) of \(key.created): \(state)\n"
        }.joined()
    }
}

struct TokenKeysCreate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Makes a file with a first key, for its owner alone.",
        discussion: "  plumbline token keys create /var/lib/plumbline/token.keys")

    @Argument(help: ArgumentHelp("The file to make.", valueName: "file")) var file: String

    func run() throws { try Output.write(RingPage.text(TokenKeysFile(path: file).create(on: Timestamp.now.civilDate))) }
}

struct TokenKeysRotate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate", abstract: "Adds the key that signs from now on.",
        discussion: """
              plumbline token keys rotate /var/lib/plumbline/token.keys

            Older keys go on verifying for 400 days after they were replaced, because complaints come late; then they are left out.
            Copy the file to every machine that signs or reads, and reload the daemon (SIGHUP).
            """)

    @Argument(help: ArgumentHelp("The file of keys.", valueName: "file")) var file: String

    func run() throws { try Output.write(RingPage.text(TokenKeysFile(path: file).rotate(on: Timestamp.now.civilDate))) }
}

struct TokenKeysList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Shows ids and days of the keys, newest first.",
        discussion: "  plumbline token keys list /var/lib/plumbline/token.keys")

    @Argument(help: ArgumentHelp("The file of keys.", valueName: "file")) var file: String

    func run() throws { try Output.write(RingPage.text(TokenKeysFile(path: file).read())) }
}
