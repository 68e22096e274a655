import Deliverability

extension ProviderTable {
    /// WP, o2 and their sisters.
    static let wirtualnaPolska = ProviderTable(
        "wirtualna-polska", hosts: ["wp.pl", "o2.pl"],
        domains: ["wp.pl", "o2.pl", "tlen.pl", "go2.pl", "prokonto.pl"],
        limits: ProviderLimits(connections: 5), source: "own knowledge of its replies", date: "2026-11",
        rules: [
            Rule(
                "spam", .block, .content, "wiadomosc zostala odrzucona", "odrzucono jako spam", "message rejected as spam",
                sample: "554 5.7.1 Wiadomosc zostala odrzucona"),
            Rule(
                "unknown", .hard, .unknownUser,
                list: """
                    nie ma takiego konta | user unknown | unknown user | nie istnieje
                    """,
                sample: "550 5.1.1 <user@example.pl>: nie ma takiego konta"),
            Rule(
                "full", .soft, .mailboxFull, "przepelniona", "quota exceeded", "over quota",
                sample: "552 5.2.2 Skrzynka przepelniona"),
        ])

    /// Onet.
    static let onet = ProviderTable(
        "onet", hosts: ["onet.pl", "poczta.onet.pl"],
        domains: ["onet.pl", "onet.eu", "op.pl", "vp.pl", "autograf.pl", "poczta.onet.pl"],
        limits: ProviderLimits(connections: 5), source: "own knowledge of its replies", date: "2026-11",
        rules: [
            Rule("unavailable", .hard, .disabled, "konto niedostepne", sample: "550 5.2.1 Konto niedostepne"),
            Rule(
                "unknown", .hard, .unknownUser, "user unknown", "nie istnieje", "unknown user",
                sample: "550 5.1.1 <user@example.pl>: User unknown"),
            Rule("full", .soft, .mailboxFull, "quota exceeded", "skrzynka pelna", "over quota", sample: "552 5.2.2 Skrzynka pelna"),
        ])

    /// Interia.
    static let interia = ProviderTable(
        "interia", hosts: ["interia.pl"],
        domains: ["interia.pl", "interia.eu", "poczta.fm", "intmail.pl"],
        limits: ProviderLimits(connections: 5), source: "own knowledge of its replies", date: "2026-11",
        rules: [
            Rule(
                "unknown", .hard, .unknownUser, "odbiorca nie istnieje", "does not exist or has bad syntax", "user unknown",
                sample: "501 5.1.3 Odbiorca <user@example.pl> nie istnieje: odbiorca nie istnieje"),
            Rule("full", .soft, .mailboxFull, "quota exceeded", "skrzynka pelna", "mailbox full", sample: "552 5.2.2 Mailbox full"),
        ])

    /// Seznam.
    static let seznam = ProviderTable(
        "seznam", hosts: ["seznam.cz"],
        domains: ["seznam.cz", "email.cz", "post.cz", "spoluzaci.cz", "stream.cz"],
        limits: ProviderLimits(connections: 5), source: "own knowledge of its replies", date: "2026-11",
        rules: [
            Rule(
                "unknown", .hard, .unknownUser, "no such address here",
                distinctive: true, sample: "550 5.1.1 <user@example.cz>: No such address here (1)"),
            Rule(
                "full", .soft, .mailboxFull, "mailbox is full", "over quota", "schranka je plna",
                sample: "552 5.2.2 <user@example.cz>: mailbox is full"),
            Rule("spam", .block, .content, "rejected as spam", "looks like spam", sample: "554 5.7.1 Message rejected as spam"),
        ])

    /// Centrum, Atlas and Volný.
    static let centrum = ProviderTable(
        "centrum", hosts: ["centrum.cz", "atlas.cz", "volny.cz", "centrum.sk"],
        domains: ["centrum.cz", "atlas.cz", "volny.cz", "centrum.sk", "pobox.sk"],
        limits: ProviderLimits(connections: 5), source: "own knowledge of its replies", date: "2026-11",
        rules: [
            Rule(
                "unknown", .hard, .unknownUser, "user unknown", "no such user", "neexistuje",
                sample: "550 5.1.1 <user@example.cz>: schranka neexistuje"),
            Rule("full", .soft, .mailboxFull, "mailbox full", "quota exceeded", "je plna", sample: "552 5.2.2 Schranka je plna"),
        ])

    /// Freemail and Citromail in Hungary.
    static let freemailHungary = ProviderTable(
        "freemail-hu", hosts: ["freemail.hu", "citromail.hu"],
        domains: ["freemail.hu", "citromail.hu"],
        limits: ProviderLimits(connections: 5), source: "own knowledge of its replies", date: "2026-11",
        rules: [
            Rule(
                "unknown", .hard, .unknownUser, "user unknown", "unknown user", "nincs ilyen",
                sample: "550 5.1.1 <user@example.hu> Unknown user"),
            Rule(
                "full", .soft, .mailboxFull,
                list: """
                    mailbox full | over quota | betelt | megtelt
                    """,
                sample: "552 5.2.2 A postafiok megtelt"),
        ])
}
