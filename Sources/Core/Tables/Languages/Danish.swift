import Deliverability

extension PhraseTable {
    /// Danish and Norwegian sentences. What refuses the message as a whole stands behind what names the recipient's trouble.
    static let danish = PhraseTable(
        "da", language: "da", source: "own translations of what mail servers say", date: "2026-11",
        rules: [
            Rule(
                "relay", .block, .relayDenied,
                list: """
                    videresendelse ikke tilladt | videresendelse afvist | relay ikke tilladt | relay afvist | videresending ikke tillatt
                    | videresending avvist | relay ikke tillatt | relay nektet
                    """,
                sample: "554 5.7.1 Videresendelse ikke tilladt"),
            Rule(
                "loop", .soft, .loop,
                list: """
                    mailløkke | mail-løkke | e-postløkke | løkke fundet | for mange hop | løkke oppdaget
                    """,
                sample: "554 5.4.6 Mailløkke: for mange hop"),
            Rule(
                "virus", .block, .virus,
                list: """
                    indeholder virus | indeholder en virus | inneholder virus | inneholder et virus | virus fundet | skadelig kode |
                    skadelig indhold | skadelig innhold
                    """,
                sample: "550 5.7.1 Meddelelsen indeholder virus"),
            Rule(
                "spam", .block, .content,
                list: """
                    er spam | som spam | uønsket mail | uønsket e-mail | uønsket e-post | søppelpost | spamfilter
                    """,
                sample: "550 5.7.1 Meddelelsen er klassificeret som spam"),
            Rule(
                "blocklist", .block, .blocklist,
                list: """
                    sortlistet | svartelistet | på en sortliste | på svarteliste | blokeringsliste | ip-adresse er blokeret |
                    ip-adressen er blokeret | ip-adressen er blokkert | ip-adresse er blokkert
                    """,
                sample: "554 5.7.1 IP-adressen er blokeret: 192.0.2.1 er sortlistet"),
            Rule(
                "sender", .block, .senderRejected,
                list: """
                    afsender afvist | afsenderen er afvist | afsenderen blev afvist | ukendt afsender | ugyldig afsender |
                    afsenderadresse | afsenderens domæne | avsender avvist | avsenderen ble avvist | ukjent avsender | ugyldig avsender
                    | avsenderadresse | avsenders domene | ikke tilladelse til at sende | ikke tillatelse til å sende | har ikke
                    rettigheder
                    """,
                sample: "550 5.1.8 Afsenderens domæne findes ikke"),
            Rule(
                "rate", .block, .rateLimited,
                list: """
                    for mange meddelelser | for mange beskeder | for mange meldinger | for mange mails | for mange e-poster | for mange
                    modtagere | for mange mottakere | afsendelsesgrænse | sendegrense
                    """,
                sample: "451 4.7.1 For mange meddelelser fra 192.0.2.1"),
            Rule(
                "connections", .block, .tooManyConnections,
                list: """
                    for mange forbindelser | for mange tilkoblinger | samtidige forbindelser | samtidige tilkoblinger
                    """,
                sample: "421 4.7.0 For mange forbindelser"),
            Rule(
                "too-large", .soft, .tooLarge,
                list: """
                    meddelelsen er for stor | beskeden er for stor | meldingen er for stor | mailen er for stor | er for stor |
                    meddelelsens størrelse | maksimal størrelse | maksimale størrelse | større end | større enn
                    """,
                sample: "552 5.3.4 Meddelelsen er for stor"),
            Rule(
                "mailbox-full", .soft, .mailboxFull,
                list: """
                    postkasse er fuld | postkassen er fuld | postkasse fuld | indbakke er fuld | indbakken er fuld | mailboks er fuld |
                    mailboksen er fuld | postkasse er full | postkassen er full | postboksen er full | postboks er full | innboksen er
                    full | innboks er full | kvote overskredet | kvoten er overskredet | kvoten overskredet | overskredet kvoten |
                    overskredet sin kvote | kvota overskredet | lagerplads | lagringsplass | ikke nok plads | ikke nok plass | ikke mere
                    plads | ikke mer plass | utilstrekkelig plass
                    """,
                sample: "552 5.2.2 Modtagerens postkasse er fuld"),
            Rule(
                "disabled", .hard, .disabled,
                list: """
                    kontoen er deaktiveret | kontoen er lukket | kontoen er spærret | kontoen er inaktiv | kontoen er suspenderet |
                    konto deaktiveret | konto lukket | konto spærret | kontoen er deaktivert | kontoen er stengt | kontoen er sperret |
                    konto deaktivert | konto sperret | konto stengt | postkassen er lukket | postkassen er spærret | postkassen er
                    deaktiveret | postkassen er stengt | postkassen er deaktivert | brugeren er deaktiveret | brugeren er spærret |
                    brukeren er deaktivert | brukeren er sperret | findes ikke længere | eksisterer ikke længere | er ikke længere i
                    brug | finnes ikke lenger | eksisterer ikke lenger | er ikke lenger i bruk | ikke længere aktiv | ikke lenger aktiv
                    | ikke længere gyldig | ikke lenger gyldig | er nedlagt | er opphørt | er opsagt
                    """,
                sample: "550 5.2.1 Kontoen er lukket"),
            Rule(
                "host-unknown", .hard, .hostUnknown,
                list: """
                    domænet findes ikke | domænet eksisterer ikke | ukendt domæne | domænet blev ikke fundet | ikke blev fundet | ikke
                    fundet | ikke ble funnet | ugyldigt domæne | domenet finnes ikke | domenet eksisterer ikke | ukjent domene | domenet
                    ble ikke funnet | ugyldig domene | ukendt vært | ukjent vert | fordi domænet | fordi domenet
                    """,
                sample: "550 5.1.2 Domænet findes ikke: example.invalid"),
            Rule(
                "unknown-user", .hard, .unknownUser,
                list: """
                    findes ikke | eksisterer ikke | blev ikke fundet | kunne ikke findes | kunne ikke finde | ukendt modtager | ukendt
                    bruger | ukendt adresse | modtageren er ukendt | modtager ikke fundet | ugyldig modtager | modtageren blev afvist |
                    ugyldig adresse | ugyldig e-mailadresse | ugyldig mailadresse | forkert adresse | brugeren er ukendt | bruger ukendt
                    | bruger ikke fundet | ingen sådan bruger | finnes ikke | ble ikke funnet | kunne ikke finne | ukjent mottaker |
                    ukjent bruker | ukjent adresse | mottakeren er ukjent | mottaker ikke funnet | ugyldig mottaker | bruker ikke funnet
                    | ugyldig e-postadresse | ingen slik bruker | adressen er ukendt | adressen er ukjent | adressen er ugyldig
                    """,
                sample: "550 5.1.1 Brugeren findes ikke"),
            Rule(
                "policy", .block, .policy,
                list: """
                    af sikkerhedsmæssige | af sikkerhedsårsager | av sikkerhetsmessige | av sikkerhetsårsaker | av sikkerhetshensyn |
                    sikkerhedspolitik | sikkerhetspolicy | i strid med | adgang nægtet | ingen adgang | tilgang nektet | meddelelsen
                    blev afvist | meddelelsen er afvist | beskeden blev afvist | meldingen ble avvist | meldingen er avvist | afvist af
                    serveren | avvist av serveren | afvist af modtageren | avvist av mottakeren | blev blokeret | ble blokkert
                    """,
                sample: "550 5.7.1 Meddelelsen blev afvist af sikkerhedsmæssige årsager"),
            Rule(
                "expired", .soft, .expired,
                list: """
                    leveringstid | tidsfristen | er udløbet | er utløpt | har utløpt | kunne ikke leveres inden | kunne ikke leveres
                    innen | leveringsforsøg | leveringsforsøk | antal forsøg | antall forsøk | efter gentagne forsøg
                    """,
                sample: "4.4.7 Meddelelsen er udløbet efter gentagne forsøg"),
            Rule(
                "network", .soft, .network,
                list: """
                    forbindelse afvist | forbindelsen blev afvist | forbindelsen blev afbrudt | kunne ikke oprette forbindelse | ingen
                    forbindelse | svarer ikke | forbindelse nektet | tilkoblingen ble avvist | tilkoblingen ble brutt | kunne ikke koble
                    til | kan ikke nås
                    """,
                sample: "4.4.1 Kunne ikke oprette forbindelse til mx.example.org"),
            Rule(
                "temporary", .soft, .temporary,
                list: """
                    midlertidigt utilgængelig | midlertidig utilgjengelig | midlertidig fejl | midlertidig feil | midlertidigt |
                    midlertidig | prøv igen | prøv igjen | forsøg igen | senere | overbelastet | vedligeholdelse | vedlikehold | intern
                    fejl | intern feil
                    """,
                sample: "451 4.3.0 Midlertidig fejl, prøv igen senere"),
        ])
}
