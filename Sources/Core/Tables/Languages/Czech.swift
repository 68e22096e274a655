import Deliverability

extension PhraseTable {
    /// Czech sentences. What refuses the message as a whole stands behind what names the recipient's trouble.
    static let czech = PhraseTable(
        "cs", language: "cs", source: "own translations of what mail servers say", date: "2026-11",
        rules: [
            Rule(
                "relay", .block, .relayDenied,
                list: """
                    předávání zakázáno | předávání odmítnuto | relay zakázán | relaying zakázán | přeposílání zakázáno | předávání pošty
                    """,
                sample: "554 5.7.1 Předávání zakázáno"),
            Rule(
                "loop", .soft, .loop,
                list: """
                    poštovní smyčka | smyčka v doručování | zjištěna smyčka | příliš mnoho přeskoků | zacyklení
                    """,
                sample: "554 5.4.6 Zjištěna smyčka"),
            Rule(
                "virus", .block, .virus,
                list: """
                    obsahuje virus | nalezen virus | škodlivý kód | škodlivý obsah | škodlivý software
                    """,
                sample: "550 5.7.1 Zpráva obsahuje virus"),
            Rule(
                "spam", .block, .content,
                list: """
                    označena jako spam | vyhodnocena jako spam | rozpoznána jako spam | považována za spam | nevyžádaná pošta |
                    nevyžádaná zpráva | je spam | obsah odmítnut
                    """,
                sample: "550 5.7.1 Zpráva vyhodnocena jako spam"),
            Rule(
                "blocklist", .block, .blocklist,
                list: """
                    na černé listině | na blacklistu | ip adresa je blokována | ip adresa blokována
                    """,
                sample: "554 5.7.1 IP adresa je blokována: 192.0.2.1 na blacklistu"),
            Rule(
                "sender", .block, .senderRejected,
                list: """
                    odesílatel odmítnut | odesilatel odmitnut | neznámý odesílatel | neplatný odesílatel | adresa odesílatele | doména
                    odesílatele | nemáte oprávnění odesílat | nemáte oprávnění
                    """,
                sample: "550 5.1.8 Adresa odesílatele odmítnuta"),
            Rule(
                "rate", .block, .rateLimited,
                list: """
                    příliš mnoho zpráv | příliš mnoho e-mailů | příliš mnoho příjemců | limit odesílání | překročen limit zpráv | limit
                    odeslaných
                    """,
                sample: "451 4.7.1 Příliš mnoho zpráv z 192.0.2.1"),
            Rule(
                "connections", .block, .tooManyConnections,
                list: """
                    příliš mnoho spojení | příliš mnoho připojení | počet spojení
                    """,
                sample: "421 4.7.0 Příliš mnoho spojení"),
            Rule(
                "too-large", .soft, .tooLarge,
                list: """
                    zpráva je příliš velká | zpráva příliš velká | příliš velká | velikost zprávy | maximální velikost | překračuje
                    velikost | překročila velikost
                    """,
                sample: "552 5.3.4 Zpráva je příliš velká"),
            Rule(
                "mailbox-full", .soft, .mailboxFull,
                list: """
                    schránka je plná | schránka plná | plná schránka | schránka příjemce je plná | poštovní schránka je plná | schránka
                    je přeplněna | schránka přeplněna | překročena kvóta | kvóta překročena | kvóta schránky | překročen limit |
                    překročil kvótu | nedostatek místa | není dostatek místa | není místo | došlo místo
                    """,
                sample: "552 5.2.2 Schránka příjemce je plná"),
            Rule(
                "disabled", .hard, .disabled,
                list: """
                    schránka je zablokována | schránka zablokována | schránka blokována | schránka je deaktivována | schránka
                    deaktivována | schránka zrušena | schránka byla zrušena | schránka byla smazána | schránka není aktivní | schránka
                    neaktivní | schránka je neaktivní | účet je zablokován | účet zablokován | účet deaktivován | účet byl deaktivován |
                    účet zrušen | účet byl zrušen | účet není aktivní | účet je neaktivní | účet vypršel | uživatel zablokován |
                    uživatel není aktivní | již neexistuje | už neexistuje | již není aktivní | již není platn | již se nepoužívá |
                    nadále neexistuje
                    """,
                sample: "550 5.2.1 Schránka je zablokována"),
            Rule(
                "host-unknown", .hard, .hostUnknown,
                list: """
                    doména neexistuje | neexistující doména | neznámá doména | doména nenalezena | doména nebyla nalezena | neplatná
                    doména | neznámý hostitel | server nenalezen | protože doména
                    """,
                sample: "550 5.1.2 Doména neexistuje: example.invalid"),
            Rule(
                "unknown-user", .hard, .unknownUser,
                list: """
                    neexistuje | neexistující | neznámý uživatel | uživatel nenalezen | uživatel neznámý | uživatel nebyl nalezen |
                    neznámý příjemce | příjemce nenalezen | příjemce neznámý | příjemce nebyl nalezen | neplatný příjemce | příjemce
                    odmítnut | neznámá adresa | neplatná adresa | chybná adresa | adresa nenalezena | adresa nebyla nalezena | schránka
                    nenalezena | schránka nebyla nalezena | schránka není dostupná | neznámá schránka | žádný takový uživatel | žádná
                    taková | není zde znám | nebyla nalezena | nepodařilo se najít | takový uživatel
                    """,
                sample: "550 5.1.1 Schránka neexistuje"),
            Rule(
                "policy", .block, .policy,
                list: """
                    bezpečnostní politik | z bezpečnostních důvodů | porušuje pravidla | přístup odepřen | přístup odmítnut | zpráva
                    odmítnuta | zpráva byla odmítnuta | zpráva zablokována | odmítnuta serverem | odmítnuto serverem | odmítnuta
                    příjemcem | doručování je omezeno
                    """,
                sample: "550 5.7.1 Zpráva odmítnuta z bezpečnostních důvodů"),
            Rule(
                "expired", .soft, .expired,
                list: """
                    doba doručení | vypršel čas | vypršela platnost | vypršela doba | nepodařilo se doručit do | nebylo možné doručit do
                    | počet pokusů | pokusů o doručení
                    """,
                sample: "4.4.7 Vypršela doba pro doručení"),
            Rule(
                "network", .soft, .network,
                list: """
                    spojení odmítnuto | spojení přerušeno | spojení ukončeno | nelze se připojit | nepodařilo se připojit | neodpovídá |
                    nedostupný server
                    """,
                sample: "4.4.1 Spojení odmítnuto: mx.example.org"),
            Rule(
                "temporary", .soft, .temporary,
                list: """
                    dočasně nedostupn | dočasně nelze | dočasná chyba | dočasně | zkuste to později | zkuste později | opakujte později
                    | server je přetížen | server přetížen | údržba | vnitřní chyba
                    """,
                sample: "451 4.3.0 Dočasná chyba, zkuste to později"),
        ])
}
