import ArgumentParser
import Deliverability
import MailSyntax
import Rendering
import Storage

struct WebhookCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "webhook", abstract: "Endpoints that are told of each suppression: how far they are, and what they would not take.",
        subcommands: [WebhookList.self, WebhookRetry.self])
}

struct WebhookList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Endpoints with their lag and their dead letters.",
        discussion: "  plumbline webhook list --store s.db")

    @OptionGroup var store: StoreOption
    @Option(name: .long, help: "text or json.") var format: InvestigationFormat = .text

    func run() throws {
        try store.reading { store in
            let last = try store.lastCursor(), letters = try store.deadLetters()
            let states = try store.webhookStates()
            switch format {
            case .json:
                try Output.writeJSON { json in
                    json.array(states) { json, state in
                        json.object { json in
                            Self.write(state, last: last, letters.filter { $0.endpoint == state.endpoint }, to: &json)
                        }
                    }
                }
            case .text:
                if states.isEmpty { try Output.write("No webhook was delivered to yet.\n") }
                for state in states {
                    try Output.write(Self.line(state, last: last) + "\n")
                    for letter in letters where letter.endpoint == state.endpoint { try Output.write(Self.line(letter) + "\n") }
                }
            }
        }
    }

    private static func line(_ state: WebhookState, last: Int64) -> String {
        var words = "\(state.endpoint.padded(20)) reached \(state.reached), behind \(max(0, last - state.reached))"
        if state.isStopped { words += ", stopped" }
        if let fault = state.fault { words += ", \(Escape.terminal(fault)), \(state.attempts) attempts" }
        if let next = state.nextAt { words += ", again \(next.rfc3339)" }
        return words
    }

    private static func line(_ letter: DeadLetter) -> String {
        letter.attempts == 0
            ? "  entry \(letter.cursor): to be tried again"
            : "  entry \(letter.cursor): \(Escape.terminal(letter.fault)), given up after \(letter.attempts) attempts, \(letter.at.rfc3339)"
    }

    private static func write(_ state: WebhookState, last: Int64, _ letters: [DeadLetter], to json: inout JSONWriter) {
        json.key("endpoint"); json.string(state.endpoint)
        json.key("reached"); json.number(state.reached)
        json.key("lag"); json.number(max(0, last - state.reached))
        json.key("attempts"); json.number(state.attempts)
        json.key("next"); json.time(state.nextAt)
        json.key("fault"); json.string(state.fault)
        json.key("stopped"); json.bool(state.isStopped)
        json.key("dead_letters")
        json.array(letters) { json, letter in
            json.object { json in
                json.key("cursor"); json.number(letter.cursor)
                json.key("attempts"); json.number(letter.attempts)
                json.key("fault"); json.string(letter.fault)
                json.key("at"); json.time(letter.at)
            }
        }
    }
}

struct WebhookRetry: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Has dead letters tried again, and an endpoint that was gone.",
        discussion: """
              plumbline webhook retry crm --store s.db

            The daemon does it at its next start; like all commands that write, this one needs the store for itself.
            """)

    @OptionGroup var store: StoreOption
    @Argument(help: "The endpoint.") var endpoint: String

    func run() throws {
        try store.writing(existing: true) { store in
            guard var state = try store.webhookStates().first(where: { $0.endpoint == endpoint }) else {
                throw Failure(.noInput, "there is no endpoint \(Escape.terminal(endpoint))")
            }
            let letters = try store.deadLetters().filter { $0.endpoint == endpoint }
            try store.keep(
                letters.map { DeadLetter(endpoint: $0.endpoint, cursor: $0.cursor, attempts: 0, fault: $0.fault, at: $0.at) })
            state.isStopped = false
            state.attempts = 0
            state.nextAt = nil
            state.fault = nil
            try store.keep(state)
        }
    }
}
