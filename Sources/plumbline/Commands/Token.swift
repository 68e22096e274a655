import ArgumentParser
import Daemon
import Deliverability
import MailSyntax
import Rendering
import Storage
import Tokens

struct TokenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Tokens in outgoing mail that name their recipient when it comes back.",
        subcommands: [TokenMintCommand.self, TokenReadCommand.self, TokenSign.self, TokenKeysCommand.self])
}

/// Where the keys are: `--keys`, or the settings.
struct TokenKeysOption: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("The file of token keys.", valueName: "file")) var keys: String?
    @OptionGroup var config: ConfigOption

    /// nil where neither names a file.
    func ringIfNamed() throws -> TokenKeyRing? {
        guard let path = try keys ?? config.settings().tokenKeysFile else { return nil }
        return try TokenKeysFile(path: path).read()
    }

    func ring() throws -> TokenKeyRing {
        guard let ring = try ringIfNamed() else { throw ValidationError("--keys is missing, and no settings name tokens.keys-file") }
        return ring
    }
}

/// What a token says besides its recipient, and in which form.
struct TokenContentOption: ParsableArguments {
    @Option(name: .long, help: "Which mail stops when the recipient complains or leaves: all, stream:NAME or list:NAME.")
    var scope = SuppressionScope.all
    @Flag(name: .long, help: "Never show the address; the send log must know the recipient.") var opaque = false
    @Flag(name: .long, help: "Show the address, or fail where it does not fit.") var readable = false

    var form: TokenMint.Form { opaque ? .opaque : readable ? .readable : .automatic }

    func validate() throws {
        if opaque, readable { throw ValidationError("a token is --opaque or --readable") }
    }
}

struct TokenMintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mint", abstract: "Makes one token.",
        discussion: """
              plumbline token mint --purpose bounce --recipient user@example.org --at bounces@example.com --keys token.keys
              plumbline token mint --purpose message-id --recipient user@example.org --campaign s7 --at example.com --keys token.keys

            --at is what carries it: a mailbox (bounces+TOKEN@example.com), a domain for a Message-ID (<TOKEN@example.com>), or the
            beginning of a https link. Without it the bare token is printed, short enough for a mailbox of eleven letters. The address
            stands in the token where it fits; else it is opaque.
            """)

    @OptionGroup var keys: TokenKeysOption
    @OptionGroup var content: TokenContentOption
    @Option(name: .long, help: "bounce, complaint, unsubscribe or message-id.") var purpose: TokenPurpose
    @Option(name: .long, help: ArgumentHelp("Whom the mail goes to.", valueName: "address")) var recipient: AddressArgument
    @Option(name: .long, help: "What you call the mailing: a short code.") var campaign: String?
    @Option(name: .long, help: ArgumentHelp("What carries it.", valueName: "mailbox|domain|link")) var at: TokenCarrier?

    func run() throws {
        let mint = TokenMint(keys: try keys.ring(), on: Timestamp.now.civilDate), carrier = at ?? .none
        let token = try mint.token(
            purpose, for: recipient.address, campaign: campaign, scope: content.scope, form: content.form, room: carrier.room)
        try Output.write(carrier.carrying(token) + "\n")
    }
}

struct TokenReadCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "read", abstract: "Says whose token it is; exit code 1 where it proves nothing.",
        discussion: """
              plumbline token read bounces+efacn3…-user=example.org@example.com --keys token.keys
              plumbline token read ehabc3… --keys token.keys --store s.db --format json

            Takes a token or what carries it: an address, a Message-ID, a link. The recipient of an opaque token is looked up in the send
            log of the store.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    @OptionGroup var keys: TokenKeysOption
    @Option(name: .long, help: "Accept this purpose only.") var purpose: TokenPurpose?
    @Option(name: .long, help: ArgumentHelp("The store with the send log. PLUMBLINE_STORE sets it too.", valueName: "path"))
    var store: String?
    @Option(name: .long, help: "text or json.") var format: Format = .text
    @Argument(help: ArgumentHelp("A token, or an address, Message-ID or link that carries it.", valueName: "token")) var text: String

    func run() throws {
        let finding = TokenReader(keys: try keys.ring()).token(in: text, for: purpose.map { [$0] } ?? Set(TokenPurpose.allCases))
        var recipient: EmailAddress?
        if case .valid(let token) = finding {
            switch token.recipient {
            case .address(let address): recipient = address
            case .handle(let handle): recipient = try lookUp(handle)
            }
        }
        let reading = TokenReading(finding: finding, recipient: recipient)
        switch format {
        case .text: try Output.write(reading.text)
        case .json: try Output.writeJSON { reading.write(to: &$0) }
        }
        guard case .valid = finding else { throw Failure(.findings) }
    }

    private func lookUp(_ handle: RecipientHandle) throws -> EmailAddress? {
        var option = StoreOption()
        option.store = store
        guard store != nil || StoreOption.isInEnvironment else { return nil }
        return try option.reading { try $0.recipient(of: .handle(handle))?.address }
    }
}

/// What a token said, for people and programs.
private struct TokenReading {
    let finding: TokenReader.Finding?
    let recipient: EmailAddress?

    private var refusal: String? {
        switch finding {
        case .valid: nil
        case .refused(let reason): reason.rawValue
        case nil: "no-token"
        }
    }

    private static func day(_ token: Token) -> String { "\(CivilDate(daysSince1970: token.day))" }

    var text: String {
        guard case .valid(let token) = finding else { return "refused: \(refusal ?? "")\n" }
        var lines = ["\(token.purpose.word) token, key \(token.keyID), of \(Self.day(token))"]
        switch (recipient, token.recipient) {
        case (let recipient?, _): lines.append("  recipient \(Escape.terminal(recipient.description))")
        case (nil, .handle(let handle)): lines.append("  recipient not known here (handle \(handle)): the send log names it")
        case (nil, .address): break
        }
        if let campaign = token.campaign { lines.append("  campaign  \(Escape.terminal(campaign))") }
        lines.append("  scope     \(Escape.terminal(token.scope.description))")
        return lines.joined(separator: "\n") + "\n"
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.key("schema"); json.string("plumbline.token/1")
            json.key("valid"); json.bool(refusal == nil)
            json.key("reason"); json.string(refusal)
            guard case .valid(let token) = finding else { return }
            json.key("purpose"); json.string(token.purpose.word)
            json.key("recipient"); json.string(recipient?.description)
            json.key("handle")
            if case .handle(let handle) = token.recipient { json.string(handle.description) } else { json.string(nil) }
            json.key("campaign"); json.string(token.campaign)
            json.key("scope"); json.string(token.scope.description)
            json.key("day"); json.string(Self.day(token))
            json.key("key"); json.number(Int64(token.keyID))
        }
    }
}

extension TokenPurpose: ExpressibleByArgument {
    package init?(argument: String) { self.init(word: argument) }
    package static var allValueStrings: [String] { allCases.map(\.word) }
}

extension TokenCarrier: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}
