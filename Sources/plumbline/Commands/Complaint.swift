import ArgumentParser
import Deliverability
import MailSyntax
import Rendering
import Storage

struct ComplaintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "complaint", abstract: "Complaints that nothing proves, held until you decide.",
        subcommands: [ComplaintList.self, ComplaintConfirm.self, ComplaintDrop.self])
}

struct ComplaintList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Contacts with complaints that are held.",
        discussion: """
              plumbline complaint list --store s.db
              plumbline complaint list --format json --store s.db

            Held is what was only counted: `unproven-complaints: hold`, or a source without the signature that it always has. What
            suppresses provisionally is in `suppression list --provisional`.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    @OptionGroup var store: StoreOption
    @Option(name: .long, help: "text or json.") var format = Format.text

    func run() throws {
        let ink = Output.ink
        let found = try store.reading { try $0.heldComplaints() }
        switch format {
        case .json: try Output.writeJSON { json in json.array(found) { json, complaint in Self.write(complaint, to: &json) } }
        case .text:
            if found.isEmpty { return try Output.write("No complaint is held.\n") }
            try Output.write(ink.dim("last                  count  trust  provider      address") + "\n")
            for complaint in found {
                let address = Escape.terminal(complaint.address ?? "(erased) " + complaint.hash.prefix(16))
                let scope = complaint.scope == SuppressionScope.all.description ? "" : "  " + Escape.terminal(complaint.scope) + " only"
                let provider = Escape.terminal(complaint.provider ?? "-").padded(12)
                try Output.write(
                    "\(complaint.last.rfc3339)  \(String(complaint.count).padded(5))  \(complaint.trust.padded(5))  \(provider)  \(address)\(scope)\n"
                )
            }
        }
    }

    private static func write(_ complaint: HeldComplaint, to json: inout JSONWriter) {
        json.object { json in
            json.key("address"); json.string(complaint.address)
            json.key("hash"); json.string(complaint.hash)
            json.key("scope"); json.string(complaint.scope)
            json.key("first"); json.time(complaint.first)
            json.key("last"); json.time(complaint.last)
            json.key("count"); json.number(complaint.count)
            json.key("provider"); json.string(complaint.provider)
            json.key("rung"); json.string(complaint.rung)
            json.key("trust"); json.string(complaint.trust)
            json.key("digest"); json.string(complaint.digest)
        }
    }
}

struct ComplaintConfirm: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "confirm", abstract: "Held complaints are true: they suppress like proven ones.",
        discussion: "  plumbline complaint confirm user@example.org --reason \"asked by telephone, too\" --store s.db")

    @OptionGroup var store: StoreOption
    @OptionGroup var decision: ComplaintDecision

    func run() throws { try decision.decide(store, isTrue: true) }
}

struct ComplaintDrop: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drop", abstract: "Held complaints are false: nothing follows from them.",
        discussion: "  plumbline complaint drop user@example.org --reason \"forged, the header is not ours\" --store s.db")

    @OptionGroup var store: StoreOption
    @OptionGroup var decision: ComplaintDecision

    func run() throws { try decision.decide(store, isTrue: false) }
}

struct ComplaintDecision: ParsableArguments {
    @Option(name: .long, help: "all, stream:NAME or list:NAME: the mail that the complaint is about.") var scope = SuppressionScope.all
    @Option(name: .long, help: "Why; kept with the decision and shown by `contact show`.") var reason: String?
    @Argument(help: "Addresses.") var addresses: [AddressArgument]

    func decide(_ store: StoreOption, isTrue: Bool) throws {
        try store.writing(existing: true) { store in
            var unknown: [String] = []
            for argument in addresses {
                let decided = try store.decide(
                    heldComplaintOf: argument.address, scope: scope, isTrue: isTrue, reason: reason, at: .now)
                if !decided { unknown.append(Escape.terminal(argument.address.description)) }
            }
            guard unknown.isEmpty else {
                throw Failure(.noInput, "no complaint is held of \(unknown.joined(separator: ", ")) for \(scope.description)")
            }
        }
    }
}
