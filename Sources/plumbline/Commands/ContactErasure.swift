import ArgumentParser
import Daemon
import Deliverability
import Explanations
import Intake
import MailSyntax
import Rendering
import Sinks
import Storage

struct ContactForget: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forget", abstract: "Erases a contact, but for the hash that keeps it suppressed.",
        discussion: """
              plumbline contact forget user@example.org --store s.db --maildir ~/Maildir

            Stop the daemon before. Address, replies and message ids go; where an objection stands, its keyed hash stays, so that no
            list and no replay revives the address: `suppression check` and the API go on saying that it is suppressed. Files of
            sinks name addresses, so they do not hold it any more. Of Maildirs that are named, mail about the contact is deleted.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    @OptionGroup var store: StoreOption
    @OptionGroup var config: ConfigOption
    @Option(name: .long, help: ArgumentHelp("A Maildir in which mail about the contact is deleted; may be repeated.", valueName: "dir"))
    var maildir: [String] = []
    @Option(name: .long, help: "text or json.") var format: Format = .text
    @Argument(help: "The address.") var address: AddressArgument

    func run() throws {
        let settings = try config.settings()
        let (erasure, files) = try store.writing(settings, existing: true) { store in
            // The mail first: afterwards no row says any more which it was.
            let named = try store.messages(naming: address.address)
            var files = 0
            for path in settings.maildirs + maildir where !named.isEmpty {
                files += try MailErasure.remove(named, from: Maildir(path: path), limits: settings.limits)
            }
            return (try store.forget(address.address), files)
        }
        switch format {
        case .json:
            try Output.writeJSON { json in
                json.object { json in
                    json.key("schema"); json.string("plumbline.contact-forget/1")
                    json.key("known"); json.bool(erasure.wasKnown)
                    json.key("suppressed"); json.bool(erasure.isSuppressed)
                    json.key("events"); json.number(erasure.events)
                    json.key("files"); json.number(files)
                }
            }
        case .text: try Output.write(Self.text(erasure, files: files) + "\n")
        }
    }

    private static func text(_ erasure: ContactErasure, files: Int) -> String {
        guard erasure.wasKnown else { return "nothing was known of it" }
        var text = "forgotten: \(erasure.events) events name nobody any more, \(files) mails deleted"
        if erasure.isSuppressed { text += "\nits keyed hash stays: it must not be mailed, whoever brings the address again" }
        return text
    }
}

struct ContactExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "All that is held of a contact, as JSON, for the person who asks.",
        discussion: "  plumbline contact export user@example.org --store s.db > answer.json")

    @OptionGroup var store: StoreOption
    @Argument(help: "The address.") var address: AddressArgument

    func run() throws {
        try store.reading { store in
            let export = try store.export(of: address.address)
            let events = export?.record.events ?? []
            try Output.writeJSON(pretty: true) { json in
                json.object { json in
                    json.key("schema"); json.string("plumbline.contact-export/1")
                    json.key("address"); json.string(address.address.description)
                    json.key("known"); json.bool(export != nil)
                    json.key("address_kept"); json.bool(export?.record.address != nil)
                    json.key("hash"); json.string(export?.record.hash)
                    json.key("phase"); json.string(export?.record.state.phase.word)
                    json.key("reason"); json.string(export?.record.state.phase.reasonWord)
                    json.key("since"); json.time(export?.record.state.since)
                    json.key("expires"); json.time(export?.record.state.expires)
                    json.key("suppressed"); json.bool(export?.record.state.isSuppressing ?? false)
                    json.key("scopes"); json.array(export?.record.scoped ?? []) { json, scoped in ContactParts.write(scoped, to: &json) }
                    json.key("decisions")
                    json.array(export?.record.decisions ?? []) { json, decision in ContactParts.write(decision, to: &json) }
                    json.key("events"); json.array(events) { json, event in EventLogJSON.write(event, to: &json) }
                    json.key("feed"); json.array(export?.entries ?? []) { json, entry in json.write(entry) }
                    json.key("investigations")
                    json.array(export?.cases ?? []) { json, element in
                        json.object { json in
                            json.key("key"); json.string(element.key.description)
                            json.key("at"); json.time(element.at)
                        }
                    }
                }
            }
        }
    }
}
