import ArgumentParser
import Deliverability
import MailSyntax
import Rendering
import Sinks
import Storage

struct SuppressionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suppression", abstract: "Who must not be mailed.",
        subcommands: [
            SuppressionList.self, SuppressionExportCommand.self, SuppressionCheck.self, SuppressionAdd.self, SuppressionLift.self,
        ])
}

struct SuppressionList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Shows what stands now, for people.",
        discussion: """
              plumbline suppression list --store s.db
              plumbline suppression list --provisional --store s.db

            --provisional is the list to review: complaints on weak evidence and of bursts, which end by themselves unless confirmed.
            `suppression lift` takes one back, `suppression add` keeps it, `investigation close` decides on a whole burst.
            """)

    @OptionGroup var store: StoreOption
    @Flag(name: .long, help: "Only what is provisional.") var provisional = false

    func run() throws {
        let ink = Output.ink
        try store.reading { store in
            var count = 0
            try store.standingSuppressions { entry in
                if provisional, entry.state != .provisional { return }
                if count == 0 { try Output.write(ink.dim("since                 reason       state        address") + "\n") }
                count += 1
                let address = Escape.terminal(entry.address ?? "(erased) " + entry.hash.prefix(16))
                let scope = entry.scope == SuppressionScope.all.description ? "" : "  " + Escape.terminal(entry.scope) + " only"
                let until = entry.expires.map { ink.dim("  until \($0.rfc3339)") } ?? ""
                try Output.write(
                    "\(entry.since.rfc3339)  \(entry.reason.rawValue.padded(11))  \(entry.state.rawValue.padded(11))  \(address)\(scope)\(until)\n"
                )
            }
            if count == 0 { try Output.write(provisional ? "Nobody is suppressed provisionally.\n" : "Nobody is suppressed.\n") }
        }
    }
}

struct SuppressionExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "The feed, or the standing list, for machines.",
        discussion: """
              plumbline suppression export --store s.db --format postfix > /etc/postfix/suppressed && postmap /etc/postfix/suppressed
              plumbline suppression export --store s.db --format ndjson --since 1200

            ndjson and csv are the feed: every entry after the cursor, adds and removes, without gaps. postfix (for check_recipient_access),
            exim (for lsearch) and plain (one address a line) are what stands now, sorted.
            """)

    @OptionGroup var store: StoreOption
    @Option(name: .long, help: "ndjson, csv, postfix, exim or plain.") var format: SuppressionFormat = .ndjson
    @Option(name: .long, help: "Only entries after this cursor (ndjson, csv).") var since: Int64 = 0

    func run() throws {
        try store.reading { store in
            if format.isFeed, since > (try store.lastCursor()) {
                throw Failure(.nothingReadable, "the cursor \(since) is ahead of the feed, as after a restored backup: read again from 0")
            }
            let export = try format.export(store, since: since, to: Output.write)
            if export.refused > 0 {
                for entry in export.firstRefused {
                    let address = entry.address.map(Escape.terminal) ?? "an erased address"
                    Output.complain("plumbline: entry \(entry.cursor) is left out, this format cannot say it: \(address)")
                }
                Output.complain("plumbline: \(export.refused) entries cannot be said in this format and were left out")
            }
        }
    }
}

extension SuppressionFormat: ExpressibleByArgument {}

struct SuppressionCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Exit code 1 where an address is suppressed, 0 where none is.",
        discussion: "  plumbline suppression check user@example.org --store s.db && send")

    @OptionGroup var store: StoreOption
    @Argument(help: "Addresses.") var addresses: [AddressArgument]

    func run() throws {
        var suppressed = false
        try store.reading { store in
            for argument in addresses {
                let entry = try store.suppression(of: argument.address)
                let stands = entry.map { $0.operation == .add } ?? false
                suppressed = suppressed || stands
                let word = stands ? "suppressed (\(entry?.reason.rawValue ?? ""), \(entry?.state.rawValue ?? ""))" : "free"
                try Output.write("\(Escape.terminal(argument.address.description)): \(word)\n")
            }
        }
        if suppressed { throw Failure(.findings) }
    }
}

struct SuppressionAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Suppresses addresses by the operator's word.",
        discussion: """
              plumbline suppression add user@example.org --store s.db
              plumbline suppression add user@example.org --scope list:weekly --reason "asked by telephone" --store s.db
            """)

    @OptionGroup var store: StoreOption
    @Option(name: .long, help: "all, stream:NAME or list:NAME.") var scope = SuppressionScope.all
    @Option(name: .long, help: "Why; kept with the decision and shown by `contact show`.") var reason: String?
    @Argument(help: "Addresses.") var addresses: [AddressArgument]

    func run() throws {
        try store.writing { store in
            for argument in addresses {
                try store.apply(.suppressedByOperator, to: argument.address, scope: scope, reason: reason, at: .now)
            }
        }
    }
}

struct SuppressionLift: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lift", abstract: "Takes addresses off the list.",
        discussion: """
              plumbline suppression lift user@example.org --store s.db
              plumbline suppression lift user@example.org --store s.db --consent --reason "signed up again on 20 November"

            A proven complaint is lifted only with --consent: say it where the contact has asked for mail again, after the complaint.
            """)

    @OptionGroup var store: StoreOption
    @Flag(name: .long, help: "The contact gave a new, explicit consent.") var consent = false
    @Option(name: .long, help: "all, stream:NAME or list:NAME: the entry that is lifted.") var scope = SuppressionScope.all
    @Option(name: .long, help: "Why; kept with the decision and shown by `contact show`.") var reason: String?
    @Argument(help: "Addresses.") var addresses: [AddressArgument]

    func run() throws {
        var standing = false
        try store.writing(existing: true) { store in
            for argument in addresses {
                try store.apply(consent ? .consent : .liftedByOperator, to: argument.address, scope: scope, reason: reason, at: .now)
                guard let entry = try entry(of: argument.address, in: store), entry.operation == .add else { continue }
                standing = true
                Output.complain(
                    "\(Escape.terminal(argument.address.description)) stays suppressed (\(entry.reason.rawValue)): only a new consent lifts it (--consent)"
                )
            }
        }
        if standing { throw Failure(.findings) }
    }

    private func entry(of address: EmailAddress, in store: SQLStore) throws -> Suppression? {
        guard scope != .all else { return try store.suppression(of: address) }
        var found: Suppression?
        try store.standingSuppressions { if $0.address == address.key, $0.scope == scope.description { found = $0 } }
        return found
    }
}

extension SuppressionScope: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
    package var defaultValueDescription: String { description }
}

extension String {
    /// Filled up with blanks, for columns.
    func padded(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
