import Deliverability

extension PhraseTable {
    /// Swedish sentences. What refuses the message as a whole stands behind what names the recipient's trouble.
    static let swedish = PhraseTable(
        "sv", language: "sv", source: "own translations of what mail servers say", date: "2026-11",
        rules: [
            Rule(
                "relay", .block, .relayDenied,
                list: """
                    vidarebefordran nekad | vidarebefordran tillåts inte | reläande nekas | reläande tillåts inte | relay nekad
                    """,
                sample: "554 5.7.1 Reläande tillåts inte"),
            Rule(
                "loop", .soft, .loop,
                list: """
                    e-postslinga | postslinga | slinga upptäckt | för många hopp
                    """,
                sample: "554 5.4.6 E-postslinga upptäckt: för många hopp"),
            Rule(
                "virus", .block, .virus,
                list: """
                    innehåller virus | innehåller ett virus | virus hittades | virus upptäckt | skadlig kod | skadligt innehåll
                    """,
                sample: "550 5.7.1 Meddelandet innehåller virus"),
            Rule(
                "spam", .block, .content,
                list: """
                    klassats som skräppost | klassificerats som skräppost | bedömts som skräppost | identifierats som skräppost |
                    klassats som spam | bedömts som spam | som skräppost | skräppost | oönskad e-post | innehållet avvisades
                    """,
                sample: "550 5.7.1 Meddelandet har klassats som skräppost"),
            Rule(
                "blocklist", .block, .blocklist,
                list: """
                    svartlistad | svartlista | blockeringslista | spärrlista | ip-adress är blockerad | ip-adressen är blockerad |
                    ip-adressen är spärrad
                    """,
                sample: "554 5.7.1 IP-adressen är blockerad: 192.0.2.1"),
            Rule(
                "sender", .block, .senderRejected,
                list: """
                    avsändaren avvisades | avsändaren nekad | avsändaren är inte | okänd avsändare | ogiltig avsändare | avsändaradress
                    | avsändarens domän | avsändardomän | inte behörighet att skicka | inte tillåtelse att skicka | saknar behörighet
                    """,
                sample: "550 5.1.8 Avsändarens domän finns inte"),
            Rule(
                "rate", .block, .rateLimited,
                list: """
                    för många meddelanden | för många mottagare | för mycket e-post | sändningsgräns | gränsen för antal
                    """,
                sample: "451 4.7.1 För många meddelanden från 192.0.2.1"),
            Rule(
                "connections", .block, .tooManyConnections, "för många anslutningar", "samtidiga anslutningar", "antal anslutningar",
                sample: "421 4.7.0 För många anslutningar"),
            Rule(
                "too-large", .soft, .tooLarge,
                list: """
                    meddelandet är för stort | för stort | meddelandets storlek | meddelandestorlek | maximal storlek | största tillåtna
                    | större än
                    """,
                sample: "552 5.3.4 Meddelandet är för stort"),
            Rule(
                "mailbox-full", .soft, .mailboxFull,
                list: """
                    postlådan är full | postlåda är full | postlådan full | postlådan är fylld | inkorg är full | inkorgen är full |
                    brevlådan är full | brevlåda är full | mailboxen är full | full brevlåda | full postlåda | kvoten överskriden |
                    kvoten har överskridits | överskridit sin kvot | överskriden kvot | lagringsutrymme | utrymmet är slut | inte
                    tillräckligt med utrymme | otillräckligt utrymme
                    """,
                sample: "552 5.2.2 Mottagarens postlåda är full"),
            Rule(
                "moved", .hard, .moved,
                list: """
                    har flyttat | ny e-postadress | nya e-postadress | har slutat | arbetar inte längre | har bytt adress
                    """,
                sample: "551 5.1.6 Mottagaren har bytt adress"),
            Rule(
                "disabled", .hard, .disabled,
                list: """
                    kontot är inaktiverat | kontot är avstängt | kontot är spärrat | kontot är stängt | kontot är inaktivt | kontot har
                    stängts | kontot har inaktiverats | kontot avslutat | kontot har avslutats | konto avstängt | konto spärrat | kontot
                    är blockerat | brevlådan är avstängd | brevlådan är spärrad | brevlådan är inaktiverad | postlådan är inaktiverad |
                    postlådan är avstängd | postlådan är spärrad | användaren är spärrad | användaren är inaktiverad | finns inte längre
                    | används inte längre | inte längre giltig | inte längre aktiv | är avslutad | har upphört
                    """,
                sample: "550 5.2.1 Kontot är avstängt"),
            Rule(
                "host-unknown", .hard, .hostUnknown,
                list: """
                    domänen finns inte | domän finns inte | okänd domän | domänen hittades inte | domänen kunde inte | ogiltig domän |
                    värden hittades inte | okänd värd | servern hittades inte | eftersom domänen
                    """,
                sample: "550 5.1.2 Domänen finns inte: example.invalid"),
            Rule(
                "unknown-user", .hard, .unknownUser,
                list: """
                    det gick inte att hitta e-postadressen | det gick inte att hitta | gick inte att hitta | okänd mottagare |
                    mottagaren är okänd | mottagaren finns inte | mottagaren hittades inte | ogiltig mottagare | mottagaren avvisades |
                    finns inte | okänd användare | användaren är okänd | användaren finns inte | användaren hittades inte | ingen sådan
                    användare | okänd adress | adressen är okänd | adressen finns inte | adressen hittades inte | adressen är ogiltig |
                    ogiltig adress | ogiltig e-postadress | felaktig adress | felaktig e-postadress | brevlådan finns inte | postlådan
                    finns inte | postlådan hittades inte | postlådan är inte tillgänglig | kontot finns inte | kontot hittades inte |
                    inget konto | kunde inte hittas | hittades inte | hittas inte | inte hittades | inte att hitta
                    """,
                sample: "550 5.1.1 Okänd användare", source: "notices of Exchange; own translations"),
            Rule(
                "policy", .block, .policy,
                list: """
                    av säkerhetsskäl | säkerhetspolicy | bryter mot | enligt policy | på grund av policy | åtkomst nekad | åtkomst nekas
                    | meddelandet avvisades | meddelandet har avvisats | meddelandet nekades | meddelandet blockerades | meddelandet har
                    blockerats | avvisades av servern | avvisades av mottagaren | leverans till den här mottagaren är begränsad
                    """,
                sample: "550 5.7.1 Meddelandet avvisades av säkerhetsskäl"),
            Rule(
                "expired", .soft, .expired,
                list: """
                    leveranstiden | tidsgränsen | har gått ut | kunde inte levereras inom | inte levererats inom | leveransförsök |
                    antal försök | efter upprepade försök
                    """,
                sample: "4.4.7 Meddelandet har gått ut efter upprepade försök"),
            Rule(
                "network", .soft, .network,
                list: """
                    anslutningen nekades | anslutningen avbröts | anslutningen bröts | anslutningen misslyckades | kunde inte ansluta |
                    kan inte ansluta | svarar inte | inte nåbar | kan inte nås
                    """,
                sample: "4.4.1 Anslutningen nekades av mx.example.org"),
            Rule(
                "temporary", .soft, .temporary,
                list: """
                    tillfälligt otillgänglig | tillfälligt fel | tillfälligt | försök igen | försök senare | för närvarande inte |
                    överbelastad | underhåll | internt fel
                    """,
                sample: "451 4.3.0 Tillfälligt fel, försök igen senare"),
        ])
}
