import Deliverability

extension PhraseTable {
    /// Hungarian sentences. What refuses the message as a whole stands behind what names the recipient's trouble.
    static let hungarian = PhraseTable(
        "hu", language: "hu", source: "own translations of what mail servers say", date: "2026-11",
        rules: [
            Rule(
                "relay", .block, .relayDenied, "továbbítás megtagadva", "továbbítás nem engedélyezett", "a továbbítás tiltott",
                sample: "554 5.7.1 Továbbítás megtagadva"),
            Rule(
                "loop", .soft, .loop,
                list: """
                    levélhurok | levelezési hurok | hurok észlelve | túl sok ugrás
                    """,
                sample: "554 5.4.6 Levelezési hurok: túl sok ugrás"),
            Rule(
                "virus", .block, .virus,
                list: """
                    vírust tartalmaz | vírusos | vírus található | kártevő | kártékony
                    """,
                sample: "550 5.7.1 Az üzenet vírust tartalmaz"),
            Rule(
                "spam", .block, .content,
                list: """
                    spamnek minősül | spamnek minősít | kéretlen levél | kéretlen üzenet | levélszemét | spamként
                    """,
                sample: "550 5.7.1 Az üzenet spamnek minősül"),
            Rule(
                "blocklist", .block, .blocklist,
                list: """
                    feketelistán | fekete listán | tiltólistán | tiltólista | ip cím tiltva | ip-cím tiltva
                    """,
                sample: "554 5.7.1 Az IP-cím feketelistán van"),
            Rule(
                "sender", .block, .senderRejected,
                list: """
                    feladó elutasítva | feladó ismeretlen | ismeretlen feladó | érvénytelen feladó | feladó címe | feladó domain | küldő
                    címe | küldő elutasítva | nincs jogosultsága
                    """,
                sample: "550 5.1.8 A feladó címe elutasítva"),
            Rule(
                "rate", .block, .rateLimited,
                list: """
                    túl sok üzenet | túl sok levél | túl sok címzett | küldési korlát
                    """,
                sample: "451 4.7.1 Túl sok üzenet érkezett"),
            Rule(
                "too-large", .soft, .tooLarge,
                list: """
                    üzenet túl nagy | levél túl nagy | túl nagy méret | üzenet mérete | levél mérete | maximális méret
                    """,
                sample: "552 5.3.4 Az üzenet túl nagy"),
            Rule(
                "mailbox-full", .soft, .mailboxFull,
                list: """
                    postafiók megtelt | postafiók betelt | postafiókja megtelt | postafiókja betelt | postaláda megtelt | postaládája
                    megtelt | megtelt a postafiók | kvóta túllépve | kvóta túllépés | kvótát túllépte | túllépte a kvótát | nincs elég
                    hely | nincs elegendő hely | tárhely betelt | tárhelye betelt
                    """,
                sample: "552 5.2.2 A címzett postafiókja megtelt"),
            Rule(
                "disabled", .hard, .disabled,
                list: """
                    fiók letiltva | fiók le van tiltva | fiók felfüggesztve | fiók megszűnt | fiók törölve | fiók inaktív | fiók zárolva
                    | postafiók letiltva | postafiók megszűnt | postafiók inaktív | postafiók felfüggesztve | postafiók zárolva |
                    felhasználó letiltva | már nem létezik | megszűnt | már nem használ | már nem aktív
                    """,
                sample: "550 5.2.1 A fiók letiltva"),
            Rule(
                "host-unknown", .hard, .hostUnknown,
                list: """
                    domain nem létezik | tartomány nem létezik | ismeretlen domain | ismeretlen tartomány | domain nem található |
                    tartomány nem található | érvénytelen domain | kiszolgáló nem található | mert a domain
                    """,
                sample: "550 5.1.2 A domain nem létezik: example.invalid"),
            Rule(
                "unknown-user", .hard, .unknownUser,
                list: """
                    nem létezik | nem létező | ismeretlen felhasználó | felhasználó nem található | felhasználó ismeretlen | nincs ilyen
                    felhasználó | ismeretlen címzett | címzett ismeretlen | címzett nem található | érvénytelen címzett | címzett
                    elutasítva | nincs ilyen cím | ismeretlen cím | érvénytelen cím | cím nem található | hibás cím | nincs ilyen
                    postafiók | postafiók nem található | postafiók nem érhető el | nem található
                    """,
                sample: "550 5.1.1 Ismeretlen címzett"),
            Rule(
                "policy", .block, .policy,
                list: """
                    biztonsági okokból | biztonsági okból | biztonsági szabály | házirend | szabályzat | hozzáférés megtagadva | üzenet
                    elutasítva | levél elutasítva | üzenetet elutasította | elutasította
                    """,
                sample: "550 5.7.1 Az üzenet elutasítva biztonsági okokból"),
            Rule(
                "expired", .soft, .expired,
                list: """
                    kézbesítési idő | lejárt az idő | lejárt | időn belül nem | kézbesítési kísérlet | próbálkozás után
                    """,
                sample: "4.4.7 A kézbesítési idő lejárt"),
            Rule(
                "network", .soft, .network,
                list: """
                    kapcsolat elutasítva | kapcsolat megszakadt | nem sikerült csatlakozni | nem lehet csatlakozni | nem válaszol | nem
                    elérhető kiszolgáló
                    """,
                sample: "4.4.1 Nem sikerült csatlakozni: mx.example.org"),
            Rule(
                "temporary", .soft, .temporary,
                list: """
                    átmenetileg | ideiglenes hiba | ideiglenesen | átmeneti hiba | próbálja később | próbálja meg később | próbálja újra
                    | túlterhelt | karbantartás | belső hiba
                    """,
                sample: "451 4.3.0 Átmeneti hiba, próbálja meg később"),
        ])
}
