import Deliverability

extension PhraseTable {
    /// Dutch sentences. What refuses the message as a whole stands behind what names the recipient's trouble.
    static let dutch = PhraseTable(
        "nl", language: "nl", source: "own translations of what mail servers say", date: "2026-11",
        rules: [
            Rule(
                "relay", .block, .relayDenied,
                list: """
                    relay geweigerd | relay niet toegestaan | relayen niet toegestaan | doorsturen niet toegestaan
                    """,
                sample: "554 5.7.1 <user@example.org>: Relay niet toegestaan"),
            Rule(
                "loop", .soft, .loop,
                list: """
                    mail-lus | maillus | berichtenlus | lus gedetecteerd | te veel hops | doorstuurlus
                    """,
                sample: "554 5.4.6 Lus gedetecteerd: te veel hops"),
            Rule(
                "virus", .block, .virus,
                list: """
                    bevat een virus | virus gevonden | virus gedetecteerd | virus aangetroffen | schadelijke inhoud | schadelijke
                    software
                    """,
                sample: "550 5.7.1 Het bericht bevat een virus"),
            Rule(
                "spam", .block, .content,
                list: """
                    als spam aangemerkt | als spam gemarkeerd | als spam herkend | als spam beschouwd | als spam geclassificeerd | is
                    spam | ongewenste e-mail | ongewenst bericht | ongewenste mail | ongevraagde e-mail | inhoud geweigerd | inhoud niet
                    toegestaan | geweigerd wegens spam
                    """,
                sample: "550 5.7.1 Bericht als spam aangemerkt"),
            Rule(
                "blocklist", .block, .blocklist,
                list: """
                    op een zwarte lijst | op de zwarte lijst | op een blacklist | op een blokkeerlijst | op onze blacklist | ip-adres
                    geblokkeerd | ip geblokkeerd | ip-adres is geblokkeerd
                    """,
                sample: "554 5.7.1 Uw IP-adres is geblokkeerd: 192.0.2.1 staat op een zwarte lijst"),
            Rule(
                "sender", .block, .senderRejected,
                list: """
                    afzender geweigerd | afzender onbekend | afzender niet toegestaan | afzender geblokkeerd | afzender ongeldig |
                    onbekende afzender | ongeldige afzender | afzenderadres | adres van de afzender | domein van de afzender |
                    afzenderdomein | niet gemachtigd om | geen toestemming om | niet bevoegd om
                    """,
                sample: "550 5.1.8 Afzender geweigerd: het domein van de afzender bestaat niet"),
            Rule(
                "connections", .block, .tooManyConnections,
                list: """
                    te veel verbindingen | teveel verbindingen | aantal verbindingen | gelijktijdige verbindingen
                    """,
                sample: "421 4.7.0 Te veel verbindingen vanaf 192.0.2.1"),
            Rule(
                "rate", .block, .rateLimited,
                list: """
                    te veel berichten | teveel berichten | te veel e-mails | te veel mails | te veel ontvangers | teveel ontvangers |
                    verzendlimiet | maximum aantal berichten
                    """,
                sample: "451 4.7.1 Te veel berichten vanaf 192.0.2.1"),
            Rule(
                "too-large", .soft, .tooLarge,
                list: """
                    bericht is te groot | bericht te groot | te groot | berichtgrootte | maximale grootte | groter dan | overschrijdt de
                    limiet | bijlage is te
                    """,
                sample: "552 5.3.4 Bericht is te groot: maximale grootte overschreden"),
            Rule(
                "mailbox-full", .soft, .mailboxFull,
                list: """
                    postvak vol | postvak is vol | postvak van de geadresseerde is vol | postvak van de ontvanger is vol | postvak in is
                    vol | mailbox is vol | mailbox vol | mailbox van de ontvanger is vol | inbox is vol | inbox van de ontvanger is vol
                    | quota overschreden | quotum overschreden | quotum bereikt | opslaglimiet | opslagruimte | onvoldoende ruimte |
                    onvoldoende schijfruimte | geen ruimte meer | onvoldoende opslag | brievenbus vol | brievenbus is vol
                    """,
                sample: "552 5.2.2 Postvak van de ontvanger is vol"),
            Rule(
                "moved", .hard, .moved,
                list: """
                    is verhuisd | nieuw e-mailadres | nieuwe e-mailadres | heeft een nieuw adres | niet meer werkzaam | werkt niet meer
                    """,
                sample: "551 5.1.6 Ontvanger is verhuisd, nieuw e-mailadres bij de afzender bekend"),
            Rule(
                "disabled", .hard, .disabled,
                list: """
                    account is uitgeschakeld | account uitgeschakeld | account is geblokkeerd | account geblokkeerd | account is
                    gedeactiveerd | account gedeactiveerd | account is inactief | account inactief | account is opgeheven | account
                    opgeheven | account opgezegd | account is gesloten | account gesloten | account afgesloten | account verwijderd |
                    account is verlopen | mailbox is uitgeschakeld | mailbox uitgeschakeld | mailbox is geblokkeerd | mailbox
                    geblokkeerd | mailbox gedeactiveerd | mailbox is inactief | mailbox opgeheven | mailbox verwijderd | postvak is
                    uitgeschakeld | postvak uitgeschakeld | postvak geblokkeerd | postvak is gedeactiveerd | postvak is verwijderd |
                    gebruiker geblokkeerd | gebruiker gedeactiveerd | gebruiker uitgeschakeld | ontvanger uitgeschakeld | niet meer in
                    gebruik | niet meer actief | niet langer actief | niet langer in gebruik | niet meer geldig | niet langer geldig |
                    niet langer beschikbaar | niet meer beschikbaar | bestaat niet meer | is opgeheven
                    """,
                sample: "550 5.2.1 Account is uitgeschakeld"),
            Rule(
                "host-unknown", .hard, .hostUnknown,
                list: """
                    domein bestaat niet | onbekend domein | domein onbekend | domein is onbekend | domein niet gevonden | ongeldig
                    domein | domein is niet gevonden | domein kan niet worden gevonden | onbekende host | host niet gevonden | server
                    niet gevonden | omdat het domein | geen mx-record
                    """,
                sample: "550 5.1.2 Domein bestaat niet: example.invalid"),
            Rule(
                "unknown-user", .hard, .unknownUser,
                list: """
                    onbekende gebruiker | gebruiker onbekend | gebruiker is onbekend | gebruiker niet gevonden | gebruiker bestaat niet
                    | geen gebruiker | onbekende ontvanger | ontvanger onbekend | ontvanger bestaat niet | ontvanger niet gevonden |
                    ontvanger ongeldig | ongeldige ontvanger | onbekende geadresseerde | geadresseerde onbekend | geadresseerde niet
                    gevonden | bestaat niet | adres niet gevonden | adres onbekend | adres is onbekend | adres is ongeldig | adres
                    ongeldig | ongeldig adres | onjuist adres | adres is niet gevonden | adres kon niet worden gevonden | onbekend adres
                    | onbekend e-mailadres | ongeldig e-mailadres | is niet gevonden | niet worden gevonden | niet aangetroffen | niet
                    is gevonden | niet gevonden | mailbox niet gevonden | mailbox onbekend | mailbox niet beschikbaar | onbekende
                    mailbox | postvak niet gevonden | postvak onbekend | postvak niet beschikbaar | account niet gevonden | account
                    onbekend | onbekend account | geen account | geen mailbox | geen postvak | niet bekend bij | niet bekend op
                    """,
                sample: "550 5.1.1 Onbekende gebruiker"),
            Rule(
                "policy", .block, .policy,
                list: """
                    wegens beleid | vanwege beleid | beleidsredenen | in strijd met het beleid | beveiligingsbeleid | om
                    veiligheidsredenen | toegang geweigerd | toegang ontzegd | bericht geweigerd | bericht geblokkeerd | bericht
                    afgewezen | mail geweigerd | geweigerd door de server | geweigerd door de ontvanger | geweigerd door de beheerder |
                    bezorging aan deze geadresseerde is beperkt | bezorging geweigerd
                    """,
                sample: "550 5.7.1 Bericht geweigerd om veiligheidsredenen"),
            Rule(
                "expired", .soft, .expired,
                list: """
                    niet bezorgd binnen | niet worden bezorgd binnen | niet afgeleverd binnen | bezorgtijd | bericht is verlopen |
                    bericht verlopen | tijdslimiet | maximale aantal pogingen | maximum aantal pogingen | bezorgpogingen | na meerdere
                    pogingen
                    """,
                sample: "4.4.7 Bericht is verlopen na meerdere pogingen"),
            Rule(
                "network", .soft, .network,
                list: """
                    verbinding geweigerd | verbinding verbroken | verbinding mislukt | geen verbinding | kan geen verbinding | reageert
                    niet | niet bereikbaar | onbereikbaar
                    """,
                sample: "4.4.1 Verbinding geweigerd door mx.example.org"),
            Rule(
                "temporary", .soft, .temporary,
                list: """
                    tijdelijk niet beschikbaar | tijdelijk geweigerd | tijdelijk geblokkeerd | tijdelijk niet | tijdelijke fout |
                    tijdelijke storing | tijdelijk probleem | probeer het later | later opnieuw | momenteel niet | server overbelast |
                    server bezet | onderhoud | interne fout
                    """,
                sample: "451 4.3.0 Tijdelijke fout, probeer het later opnieuw"),
        ])
}
