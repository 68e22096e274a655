import LookupServer

extension Setting {
    /// Who may ask where whether a recipient is suppressed.
    static let lookups: [Setting] = [
        address(
            "socketmap", \.socketmap, "Where Postfix may ask by socketmap: `check_recipient_access socketmap:inet:127.0.0.1:2525:access`."),
        address("policy", \.policy, "Where Postfix may ask by policy delegation: `check_policy_service inet:127.0.0.1:2526`."),
        Setting(
            name: "lookup.clients", form: "list of IP addresses", standard: "none",
            meaning:
                "Other machines that may ask; needed for an address that is not the loopback. What is asked and answered is not encrypted."
        ) { settings, node in
            settings.lookup.clients = Set(
                try node.list().map { element in
                    let text = try element.text()
                    guard LookupAddress.isNumeric(text) else { throw element.error("\(LookupServerError.client(text))") }
                    return text
                })
        },
        Setting(
            name: "lookup.connections", form: "number", standard: "`\(LookupServer.Options().connectionsMax)`",
            meaning: "Most connections at a time; every process of Postfix that checks recipients keeps one to each address."
        ) { $0.lookup.connectionsMax = try $1.integer(1...10_000) },
        Setting(
            name: "lookup.unreadable", form: "`defer` or `pass`", standard: "`defer`",
            meaning:
                "What becomes of mail while the store cannot be read: it waits at the mail server, or it goes out to people who may have "
                + "complained."
        ) { settings, node in
            switch try node.text() {
            case "defer": settings.lookup.passesWhenUnreadable = false
            case "pass": settings.lookup.passesWhenUnreadable = true
            case let other: throw node.error("`\(other)` is none of defer, pass")
            }
        },
    ]

    private static func address(
        _ name: String, _ path: WritableKeyPath<LookupServer.Options, LookupAddress?> & Sendable, _ meaning: String
    ) -> Setting {
        Setting(name: "lookup.\(name)", form: "host:port or unix:path", standard: "not served", meaning: meaning) { settings, node in
            let text = try node.text()
            do { settings.lookup[keyPath: path] = try LookupAddress(text) } catch { throw node.error("\(error)") }
        }
    }
}
