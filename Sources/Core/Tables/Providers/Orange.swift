import Deliverability

extension ProviderTable {
    /// Orange, Wanadoo and La Poste: one filter, codes `OFR_…` and `LPN_…`.
    static let orange = ProviderTable(
        "orange", hosts: ["orange.fr", "wanadoo.fr", "laposte.net", "voila.fr"],
        domains: ["orange.fr", "wanadoo.fr", "laposte.net", "voila.fr"],
        limits: ProviderLimits(connections: 3, messagesPerConnection: 100),
        language: "fr", source: "Orange postmaster: error codes", date: "2025-02",
        rules: [
            Rule(
                "mailbox-full", .soft, .mailboxFull, "boite du destinataire pleine", "boite pleine", distinctive: true,
                sample: "552 5.1.1 Boite du destinataire pleine. Recipient overquota. OFR_417 [417]"),
            Rule(
                "invalid-recipient", .hard, .unknownUser, "adresse d au moins un destinataire invalide", distinctive: true,
                sample: "550 5.1.1 Adresse d au moins un destinataire invalide. Invalid recipient. OFR_416 [416]"),
            Rule(
                "rejected-content", .block, .content, "mail rejete. mail rejected", distinctive: true,
                sample: "550 5.2.0 Mail rejete. Mail rejected. OFR_506 [506]"),
            Rule(
                "too-many-connections", .block, .tooManyConnections, "trop de connexions, veuillez verifier", "trop de connexions",
                distinctive: true,
                sample: "421 Service refuse. Trop de connexions, veuillez verifier votre configuration"),
            Rule(
                "code-101", .block, .reputation, "ofr_101", "lpn_101", "_101 [101]", distinctive: true,
                sample: "550 mwinf5c04 ME Reply text OFR_101 [101]"),
            Rule(
                "code-102", .block, .reputation, "ofr_102", "lpn_102", "_102 [102]", distinctive: true,
                sample: "550 mwinf5c04 ME Reply text OFR_102 [102]"),
            Rule(
                "code-103", .block, .reputation, "ofr_103", "lpn_103", "_103 [103]", distinctive: true,
                sample: "550 mwinf5c04 ME Reply text OFR_103 [103]"),
            Rule(
                "code-104", .block, .rateLimited, "ofr_104", "lpn_104", "_104 [104]", distinctive: true,
                sample: "421 mwinf5c04 ME Reply text OFR_104 [104]"),
            Rule(
                "code-105", .block, .reputation, "ofr_105", "lpn_105", "_105 [105]", distinctive: true,
                sample: "550 mwinf5c04 ME Reply text OFR_105 [105]"),
            Rule(
                "code-305", .block, .authentication, "ofr_305", "lpn_305", "_305 [305]", distinctive: true,
                sample: "550 mwinf5c04 ME Reply text OFR_305 [305]"),
            Rule(
                "code-401", .block, .authentication, "ofr_401", "lpn_401", "_401 [401]", distinctive: true,
                sample: "550 mwinf5c04 ME Reply text OFR_401 [401]"),
            Rule(
                "code-402", .block, .authentication, "ofr_402", "lpn_402", "_402 [402]", distinctive: true,
                sample: "550 mwinf5c04 ME Reply text OFR_402 [402]"),
            Rule(
                "code-403", .block, .senderRejected, "ofr_403", "lpn_403", "_403 [403]", distinctive: true,
                sample: "550 mwinf5c04 ME Reply text OFR_403 [403]"),
            Rule(
                "code-405", .block, .senderRejected, "ofr_405", "lpn_405", "_405 [405]", distinctive: true,
                sample: "550 mwinf5c04 ME Reply text OFR_405 [405]"),
            Rule(
                "code-415", .block, .senderRejected, "ofr_415", "lpn_415", "_415 [415]", distinctive: true,
                sample: "550 mwinf5c04 ME Reply text OFR_415 [415]"),
            Rule(
                "code-416", .hard, .unknownUser, "ofr_416", "lpn_416", "_416 [416]", distinctive: true,
                sample: "550 mwinf5c04 ME Reply text OFR_416 [416]"),
            Rule(
                "code-417", .soft, .mailboxFull, "ofr_417", "lpn_417", "_417 [417]", distinctive: true,
                sample: "421 mwinf5c04 ME Reply text OFR_417 [417]"),
            Rule(
                "code-420", .hard, .disabled, "ofr_420", "lpn_420", "_420 [420]", distinctive: true,
                sample: "550 mwinf5c04 ME Reply text OFR_420 [420]"),
            Rule(
                "code-421", .block, .senderRejected, "ofr_421", "lpn_421", "_421 [421]", distinctive: true,
                sample: "550 mwinf5c04 ME Reply text OFR_421 [421]"),
            Rule(
                "code-426", .hard, .disabled, "ofr_426", "lpn_426", "_426 [426]", distinctive: true,
                sample: "550 mwinf5c04 ME Reply text OFR_426 [426]"),
            Rule(
                "code-505", .soft, .systemError, "ofr_505", "lpn_505", "_505 [505]", distinctive: true,
                sample: "421 mwinf5c04 ME Reply text OFR_505 [505]"),
            Rule(
                "code-506", .block, .content, "ofr_506", "lpn_506", "_506 [506]", distinctive: true,
                sample: "550 mwinf5c04 ME Reply text OFR_506 [506]"),
            Rule(
                "code-510", .block, .reputation, "ofr_510", "lpn_510", "_510 [510]", distinctive: true,
                sample: "550 mwinf5c04 ME Reply text OFR_510 [510]"),
            Rule(
                "code-514", .soft, .tooLarge, "ofr_514", "lpn_514", "_514 [514]", distinctive: true,
                sample: "421 mwinf5c04 ME Reply text OFR_514 [514]"),
            Rule(
                "code-515", .block, .spf, "ofr_515", "lpn_515", "_515 [515]", distinctive: true,
                sample: "550 mwinf5c04 ME Reply text OFR_515 [515]"),
            Rule(
                "code-517", .block, .authentication, "ofr_517", "lpn_517", "_517 [517]", distinctive: true,
                sample: "550 mwinf5c04 ME Reply text OFR_517 [517]"),
            Rule(
                "code-630", .block, .policy, "ofr_630", "lpn_630", "_630 [630]", distinctive: true,
                sample: "550 mwinf5c04 ME Reply text OFR_630 [630]"),
            Rule(
                "code-999", .block, .reputation, "ofr_999", "lpn_999", "_999 [999]", distinctive: true,
                sample: "550 mwinf5c04 ME Reply text OFR_999 [999]"),
            Rule(
                "service-refused", .block, .reputation, "service refuse. veuillez essayer plus tard", "lpn001_108", distinctive: true,
                sample: "550 5.5.0 Service refuse. Veuillez essayer plus tard. LPN001_108"),
        ])
}
