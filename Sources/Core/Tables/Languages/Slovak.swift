import Deliverability

extension PhraseTable {
    /// Slovak sentences; what is Czech as well but for its accents stands in that table. What refuses the message as a whole
    /// stands behind what names the recipient's trouble.
    static let slovak = PhraseTable(
        "sk", language: "sk", source: "own translations of what mail servers say", date: "2026-11",
        rules: [
            Rule(
                "loop", .soft, .loop,
                list: """
                    príliš veľa skokov | zistená slučka | slučka v doručovaní
                    """, sample: "554 5.4.6 Príliš veľa skokov"),
            Rule(
                "virus", .block, .virus,
                list: """
                    nájdený vírus
                    """, sample: "550 5.7.1 Nájdený vírus"),
            Rule(
                "spam", .block, .content,
                list: """
                    vyhodnotená ako spam | označená ako spam | nevyžiadaná pošta
                    """, sample: "550 5.7.1 Správa vyhodnotená ako spam"),
            Rule(
                "blocklist", .block, .blocklist,
                list: """
                    na blackliste
                    """, sample: "554 5.7.1 192.0.2.1 na blackliste"),
            Rule(
                "sender", .block, .senderRejected,
                list: """
                    odosielateľ odmietnutý | adresa odosielateľa | doména odosielateľa | neznámy odosielateľ | neplatný odosielateľ
                    """, sample: "550 5.1.8 Adresa odosielateľa odmietnutá"),
            Rule(
                "rate", .block, .rateLimited,
                list: """
                    priveľa správ | príliš veľa správ | limit odoslaných
                    """, sample: "451 4.7.1 Príliš veľa správ z 192.0.2.1"),
            Rule(
                "connections", .block, .tooManyConnections,
                list: """
                    príliš veľa pripojení
                    """, sample: "421 4.7.0 Príliš veľa pripojení"),
            Rule(
                "too-large", .soft, .tooLarge,
                list: """
                    veľkosť správy | maximálna veľkosť
                    """, sample: "552 5.3.4 Veľkosť správy prekročila limit"),
            Rule(
                "mailbox-full", .soft, .mailboxFull,
                list: """
                    schránka príjemcu je plná | poštová schránka je plná | prekročená kvóta | nedostatok miesta | prekročený limit |
                    prekročil kvótu
                    """, sample: "552 5.2.2 Schránka príjemcu je plná"),
            Rule(
                "disabled", .hard, .disabled,
                list: """
                    schránka je zrušená | schránka bola zrušená | účet bol zrušený | účet je neaktívny | schránka nie je aktívna
                    """, sample: "550 5.2.1 Schránka bola zrušená"),
            Rule(
                "host-unknown", .hard, .hostUnknown,
                list: """
                    doména nebola nájdená
                    """, sample: "550 5.1.2 Doména nebola nájdená: example.invalid"),
            Rule(
                "unknown-user", .hard, .unknownUser,
                list: """
                    neexistujúci | neznámý užívateľ | neznámy používateľ | používateľ nebol nájdený | neznámy príjemca | adresa nebola
                    nájdená | nepodarilo sa nájsť | neplatný príjemca | príjemca nebol nájdený | schránka nebola nájdená
                    """, sample: "550 5.1.1 Neznámy príjemca"),
            Rule(
                "policy", .block, .policy,
                list: """
                    z bezpečnostných dôvodov | prístup odmietnutý | správa odmietnutá | správa bola odmietnutá
                    """, sample: "550 5.7.1 Správa odmietnutá z bezpečnostných dôvodov"),
            Rule(
                "expired", .soft, .expired,
                list: """
                    pokusov o doručenie | vypršal čas
                    """, sample: "4.4.7 Vypršal čas, 12 pokusov o doručenie"),
            Rule(
                "network", .soft, .network,
                list: """
                    spojenie odmietnuté | neodpovedá | spojenie prerušené | nedá sa pripojiť
                    """, sample: "4.4.1 Spojenie odmietnuté: mx.example.org"),
            Rule(
                "temporary", .soft, .temporary,
                list: """
                    skúste neskôr | skúste to neskôr
                    """, sample: "451 4.3.0 Server je zaneprázdnený, skúste neskôr"),
        ])
}
