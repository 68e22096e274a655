import Deliverability

extension PhraseTable {
    /// German sentences. What refuses the message as a whole stands behind what names the recipient's trouble.
    static let german = PhraseTable(
        "de", language: "de", source: "own translations of what mail servers say", date: "2026-11",
        rules: [
            Rule(
                "relay", .block, .relayDenied,
                list: """
                    weiterleitung nicht erlaubt | weiterleiten nicht erlaubt | weiterleitung verweigert | relay nicht erlaubt | relaying
                    nicht erlaubt | relaying verweigert | kein relay | für diese domain nicht zuständig | fuer diese domain nicht
                    zustaendig
                    """,
                sample: "554 5.7.1 <user@example.org>: Relaying verweigert"),
            Rule(
                "loop", .soft, .loop,
                list: """
                    mailschleife | mail-schleife | nachrichtenschleife | weiterleitungsschleife | zu viele hops | schleife erkannt | zu
                    viele weiterleitungen
                    """,
                sample: "554 5.4.6 Mailschleife erkannt, zu viele Hops"),
            Rule(
                "virus", .block, .virus,
                list: """
                    enthält einen virus | enthaelt einen virus | virus gefunden | virus erkannt | schadsoftware | schadcode
                    """,
                sample: "550 5.7.1 Ihre Nachricht enthält einen Virus"),
            Rule(
                "spam", .block, .content,
                list: """
                    nachricht als spam eingestuft | als spam erkannt | als spam eingestuft | als spam abgelehnt | als spam klassifiziert
                    | als spam markiert | als spam identifiziert | wegen spamverdacht | spamverdacht | unerwünschte werbung |
                    unerwuenschte werbung | unerwünschte nachricht | spam-filter abgelehnt | spamfilter abgelehnt | inhalt der nachricht
                    abgelehnt
                    """,
                sample: "550 5.7.1 Nachricht als Spam eingestuft", source: "GMX and web.de postmaster pages; own translations"),
            Rule(
                "blocklist", .block, .blocklist,
                list: """
                    auf einer schwarzen liste | auf einer blacklist | auf einer sperrliste | auf unserer sperrliste | auf unserer
                    blacklist | steht auf einer rbl | ip-adresse ist gesperrt | ip-adresse gesperrt | ip gesperrt | ip-adresse wurde
                    gesperrt | ihre ip-adresse wurde blockiert
                    """,
                sample: "554 5.7.1 Ihre IP-Adresse ist gesperrt (192.0.2.1)"),
            Rule(
                "sender", .block, .senderRejected,
                list: """
                    absender unbekannt | absender abgelehnt | absender nicht erlaubt | absender nicht zugelassen | absender gesperrt |
                    absenderadresse abgelehnt | absenderadresse existiert nicht | absenderadresse ungültig | absenderdomain |
                    absender-domain | domain des absenders | absender existiert nicht | absender ungültig | unbekannter absender |
                    ungültiger absender | ungueltiger absender | absender ist nicht berechtigt | keine berechtigung, nachrichten an |
                    nicht berechtigt, an diesen empfänger zu senden | nicht zum senden an diesen empfänger berechtigt | nimmt nur
                    nachrichten von | akzeptiert nur nachrichten von
                    """,
                sample: "550 5.1.8 Absenderadresse abgelehnt: Domain des Absenders existiert nicht"),
            Rule(
                "rate", .block, .rateLimited,
                list: """
                    zu viele nachrichten | zu viele e-mails | zu viele mails | zu viele empfänger | zu viele empfaenger | versandlimit |
                    sendelimit | anzahl der nachrichten überschritten | zu schnell hintereinander
                    """,
                sample: "451 4.7.1 Zu viele Nachrichten von 192.0.2.1, bitte später erneut versuchen"),
            Rule(
                "connections", .block, .tooManyConnections,
                "zu viele verbindungen", "zu viele gleichzeitige verbindungen", "maximale anzahl verbindungen",
                sample: "421 4.7.0 Zu viele Verbindungen von 192.0.2.1"),
            Rule(
                "too-large", .soft, .tooLarge,
                list: """
                    nachricht ist zu groß | nachricht ist zu gross | nachricht zu groß | nachricht zu gross | e-mail ist zu groß | mail
                    ist zu groß | mail zu gross | nachrichtengröße überschreitet | nachrichtengroesse | maximale nachrichtengröße |
                    überschreitet die maximale größe | maximal zulässige größe | größer als die | groesser als die | anhang ist zu groß
                    | größenbeschränkung | überschreitet die größenbegrenzung
                    """,
                sample: "552 5.3.4 Nachricht ist zu groß: maximale Nachrichtengröße überschritten"),
            Rule(
                "mailbox-full", .soft, .mailboxFull,
                list: """
                    postfach voll | postfach ist voll | postfach des empfängers ist voll | postfach des empfaengers ist voll | postfach
                    des empfängers voll | postfach überfüllt | postfach ueberfuellt | postfach ist überfüllt | mailbox voll | mailbox
                    ist voll | mailbox des empfängers ist voll | posteingang des empfängers ist voll | posteingang ist voll |
                    speicherplatz des kontos | speicherplatz überschritten | speicherplatz ueberschritten | speicherplatz erschöpft |
                    speicherplatz voll | speicherplatz des empfängers | kein speicherplatz | nicht genügend speicher | nicht genuegend
                    speicher | nicht genug speicherplatz | speicherlimit | speicherkontingent | speichervolumen | quota überschritten |
                    quota ueberschritten | quota ist überschritten | kontingent überschritten | kontingent ueberschritten | kontingent
                    erschöpft | hat sein speicherlimit | konto ist voll | zuviele mails auf dem server | kann derzeit keine nachrichten
                    mehr empfangen | kann zurzeit keine nachrichten annehmen
                    """,
                sample: "552 5.2.2 Das Postfach des Empfängers ist voll", source: "replies of German providers; own translations"),
            Rule(
                "moved", .hard, .moved,
                list: """
                    ist umgezogen | neue e-mail-adresse lautet | neue adresse lautet | hat eine neue e-mail-adresse | hat das
                    unternehmen verlassen | nicht mehr im unternehmen | nicht mehr bei uns beschäftigt | nicht mehr bei uns tätig |
                    arbeitet nicht mehr
                    """,
                sample: "551 5.1.6 Empfänger ist umgezogen, die neue E-Mail-Adresse lautet anders"),
            Rule(
                "disabled", .hard, .disabled,
                list: """
                    postfach ist gesperrt | postfach gesperrt | postfach wurde gesperrt | postfach ist deaktiviert | postfach
                    deaktiviert | postfach wurde deaktiviert | postfach ist inaktiv | postfach inaktiv | postfach wurde gelöscht |
                    postfach wurde geschlossen | postfach wurde gekündigt | postfach nicht mehr aktiv | konto ist deaktiviert | konto
                    deaktiviert | konto wurde deaktiviert | konto gesperrt | konto ist gesperrt | konto wurde gesperrt | konto inaktiv |
                    konto ist inaktiv | konto wurde gelöscht | konto ist nicht mehr aktiv | empfänger deaktiviert | empfänger ist
                    deaktiviert | empfänger gesperrt | empfaenger gesperrt | benutzer deaktiviert | benutzer gesperrt | benutzer ist
                    gesperrt | benutzer ist inaktiv | nicht mehr gültig | nicht mehr gueltig | nicht mehr erreichbar | nicht mehr
                    verfügbar | nicht mehr in gebrauch | wird nicht mehr verwendet | wird nicht mehr genutzt | existiert nicht mehr |
                    ist stillgelegt | abgeschaltet
                    """,
                sample: "550 5.2.1 Das Postfach ist gesperrt"),
            Rule(
                "host-unknown", .hard, .hostUnknown,
                list: """
                    domain existiert nicht | domäne existiert nicht | domain wurde nicht gefunden | domain konnte nicht gefunden werden
                    | domäne wurde nicht gefunden | domain nicht gefunden | unbekannte domain | unbekannter host | host unbekannt | host
                    nicht gefunden | server nicht gefunden | rechner nicht gefunden | domain ist ungültig | ungültige domain | kein
                    mailserver | die domain ist nicht bekannt | domain unbekannt | kein mx-eintrag | kein mx-record | domänenname
                    existiert nicht | da die domain
                    """,
                sample: "550 5.1.2 Domain existiert nicht: example.invalid"),
            Rule(
                "unknown-user", .hard, .unknownUser,
                list: """
                    empfaenger unbekannt | empfänger unbekannt | empfänger ist unbekannt | empfänger nicht gefunden | empfänger
                    existiert nicht | empfaenger existiert nicht | empfänger nicht bekannt | empfänger ungültig | empfängeradresse
                    ungültig | empfängeradresse unbekannt | empfängeradresse existiert nicht | empfängeradresse abgelehnt | empfänger
                    konnte nicht gefunden | unbekannter empfänger | unbekannter empfaenger | ungültiger empfänger | ungueltiger
                    empfaenger | ungültige empfängeradresse | ungültige adresse | falsche adresse | adresse nicht gefunden | adresse
                    existiert nicht | adresse unbekannt | adresse ist unbekannt | adresse ungültig | adresse ist ungültig | adresse ist
                    ungueltig | adresse wurde nicht gefunden | adresse konnte nicht gefunden | existiert nicht | benutzer unbekannt |
                    benutzer nicht bekannt | benutzer ist unbekannt | benutzer nicht gefunden | benutzer nicht vorhanden | unbekannter
                    benutzer | unbekannter nutzer | nutzer unbekannt | teilnehmer unbekannt | kunde unbekannt | kein solcher benutzer |
                    kein benutzer | kein postfach | keine mailbox | kein konto | postfach nicht gefunden | postfach nicht vorhanden |
                    postfach unbekannt | postfach nicht verfügbar | mailbox nicht vorhanden | mailbox nicht gefunden | mailbox unbekannt
                    | ist nicht bekannt | nicht vorhanden | konto existiert nicht | konto nicht gefunden | konnte nicht gefunden werden
                    | wurde nicht gefunden | nicht gefunden wurde | konnte nicht ermittelt werden | gibt es nicht | unter dieser adresse
                    nicht bekannt | überprüfen sie die e-mail-adresse | nicht gefunden
                    """,
                sample: "550 5.1.1 Empfänger unbekannt: user@example.org existiert nicht",
                source: "replies of German providers, Gmail's notice in German; own translations"),
            Rule(
                "policy", .block, .policy,
                list: """
                    aus richtliniengründen | wegen richtlinien | gegen die richtlinien | aufgrund einer richtlinie | aufgrund unserer
                    richtlinien | richtlinienverstoß | verstößt gegen | annahme verweigert | annahme der nachricht verweigert | annahme
                    abgelehnt | zugriff verweigert | zugriff abgelehnt | nachricht wurde abgelehnt | nachricht abgelehnt | nachricht
                    zurückgewiesen | vom empfängerserver abgelehnt | vom administrator gesperrt | die zustellung dieser nachricht ist
                    eingeschränkt | zustellung wurde verweigert | zustellung verweigert
                    """,
                sample: "550 5.7.1 Annahme verweigert: Nachricht verstößt gegen die Richtlinien"),
            Rule(
                "expired", .soft, .expired,
                list: """
                    zustellung abgebrochen | zustellzeit überschritten | zustellung innerhalb von | konnte nicht innerhalb | konnte seit
                    | zeitlimit überschritten | zeitüberschreitung bei der zustellung | wird nicht weiter versucht | zustellversuche
                    eingestellt | versuche wurden eingestellt | erfolglos versucht | tagen nicht zugestellt werden | stunden nicht
                    zugestellt werden | nachricht ist abgelaufen | nachricht abgelaufen | maximale anzahl der zustellversuche | mehreren
                    zustellversuchen | nach mehreren versuchen
                    """,
                sample: "4.4.7 Die Nachricht konnte seit 5 Tagen nicht zugestellt werden"),
            Rule(
                "network", .soft, .network,
                list: """
                    verbindung fehlgeschlagen | verbindung verweigert | verbindung abgelehnt | verbindung unterbrochen | verbindung
                    abgebrochen | verbindung wurde zurückgesetzt | keine verbindung | verbindungsaufbau | zeitüberschreitung | server
                    antwortet nicht | host antwortet nicht | nicht erreichbar
                    """,
                sample: "4.4.1 Verbindung verweigert: keine Verbindung zu mx.example.org"),
            Rule(
                "temporary", .soft, .temporary,
                list: """
                    vorübergehend nicht | voruebergehend nicht | vorübergehender fehler | vorübergehende störung | temporärer fehler |
                    temporaerer fehler | derzeit nicht verfügbar | zurzeit nicht verfügbar | momentan nicht verfügbar | zur zeit nicht |
                    versuchen sie es später | später erneut | spaeter erneut | später noch einmal | server überlastet | wartungsarbeiten
                    | interner fehler
                    """,
                sample: "451 4.3.0 Der Server ist vorübergehend nicht verfügbar, versuchen Sie es später"),
        ])
}
