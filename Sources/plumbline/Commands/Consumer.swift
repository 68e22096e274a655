import ArgumentParser
import Deliverability
import Glibc
import MailSyntax
import Rendering
import Storage
import WebFront

struct ConsumerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "consumer", abstract: "Who may ask over HTTP, and how far each has read the feed.",
        subcommands: [ConsumerAdd.self, ConsumerList.self, ConsumerRemove.self])
}

struct ConsumerAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Registers a consumer and prints its token, once.",
        discussion: """
              plumbline consumer add crm --scope feed --scope check --store s.db
              plumbline consumer add partner --scope feed.hashed --store s.db

            The token is printed on standard output and kept nowhere; a running daemon knows it at once.
            From the first consumer on, nobody is answered without a token, also on the loopback.
            """)

    @OptionGroup var store: StoreOption
    @Option(name: .long, help: "feed, feed.hashed, check, investigations, metrics, status or admin (all); may be repeated.") var scope:
        [Scope]
    @Argument(help: "Letters, digits, hyphen, underscore and dot.") var name: String

    func validate() throws {
        guard Consumer.isName(name) else { throw ValidationError("a name has letters, digits, -, _ and . only, at most 64") }
    }

    func run() throws {
        let (text, token) = try BearerToken.make()
        guard let consumer = Consumer(name: name, scopes: Set(scope), token: token, created: .now) else {
            throw ValidationError("--scope is missing")
        }
        try ConsumerRegister(store: store.path()).add(consumer)
        try Output.write(text + "\n")
        Output.complain("plumbline: the token of \(name); it is not shown again")
    }
}

extension Scope: ExpressibleByArgument {}

struct ConsumerList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Consumers with their scopes, how far they have read, and when they were last heard of.",
        discussion: "  plumbline consumer list --store s.db")

    @OptionGroup var store: StoreOption
    @Option(name: .long, help: "text or json.") var format: InvestigationFormat = .text

    func run() throws {
        let path = try store.path()
        let consumers = try ConsumerRegister(store: path).read()
        var positions: [String: ConsumerPosition] = [:], last: Int64 = 0
        if access(path, F_OK) == 0 {
            try store.reading { store in
                last = try store.lastCursor()
                for position in try store.consumerPositions() { positions[position.name] = position }
            }
        }
        let rows = consumers.map { Row($0, positions[$0.name], last: last) }
        switch format {
        case .json: try Output.writeJSON { json in json.array(rows) { json, row in row.write(to: &json) } }
        case .text:
            if rows.isEmpty { try Output.write("No consumer is registered.\n") }
            for row in rows { try Output.write(row.line + "\n") }
        }
    }

    private struct Row {
        let consumer: Consumer
        let position: ConsumerPosition?
        /// Entries of the feed that it has not asked past; nil for one that does not follow it.
        let lag: Int64?

        init(_ consumer: Consumer, _ position: ConsumerPosition?, last: Int64) {
            self.consumer = consumer
            self.position = position
            lag = consumer.followsFeed ? max(0, last - (position?.reached ?? 0)) : nil
        }

        private var scopes: [String] { consumer.scopes.map(\.rawValue).sorted() }

        var line: String {
            let lag = lag.map { "behind \($0)" } ?? "-"
            let seen = position.map { "seen \($0.seenAt.rfc3339)" } ?? "never seen"
            return "\(consumer.name.padded(20)) \(scopes.joined(separator: ",").padded(24)) \(lag.padded(14)) \(seen)"
        }

        func write(to json: inout JSONWriter) {
            json.object { json in
                json.key("name"); json.string(consumer.name)
                json.key("scopes"); json.array(scopes) { json, scope in json.string(scope) }
                json.key("created"); json.time(consumer.created)
                json.key("reached"); json.number(lag == nil ? nil : position?.reached ?? 0)
                json.key("lag"); json.number(lag)
                json.key("seen"); json.time(position?.seenAt)
            }
        }
    }
}

struct ConsumerRemove: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Takes a consumer's token away; a running daemon refuses it within a second.",
        discussion: "  plumbline consumer remove crm --store s.db")

    @OptionGroup var store: StoreOption
    @Argument(help: "The consumer.") var name: String

    func run() throws {
        guard try ConsumerRegister(store: store.path()).remove(name) else {
            throw Failure(.noInput, "there is no consumer \(Escape.terminal(name))")
        }
    }
}
