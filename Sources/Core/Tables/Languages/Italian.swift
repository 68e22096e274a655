import Deliverability

extension PhraseTable {
    /// Italian sentences. What refuses the message as a whole stands behind what names the recipient's trouble.
    static let italian = PhraseTable(
        "it", language: "it", source: "own translations of what mail servers say", date: "2026-11",
        rules: [
            Rule(
                "relay", .block, .relayDenied,
                list: """
                    relay negato | relay non consentito | relay non permesso | inoltro non consentito | inoltro negato
                    """,
                sample: "554 5.7.1 <user@example.org>: Relay negato"),
            Rule(
                "loop", .soft, .loop,
                list: """
                    loop di posta | ciclo di posta | ciclo di inoltro | troppi passaggi | troppi salti | rilevato un loop
                    """,
                sample: "554 5.4.6 Loop di posta: troppi passaggi"),
            Rule(
                "virus", .block, .virus,
                list: """
                    contiene un virus | virus rilevato | virus trovato | contenuto dannoso | software dannoso | rilevato un virus
                    """,
                sample: "550 5.7.1 Virus rilevato nel messaggio"),
            Rule(
                "spam", .block, .content,
                list: """
                    considerato spam | ritenuto spam | identificato come spam | classificato come spam | rilevato come spam |
                    riconosciuto come spam | posta indesiderata | messaggio indesiderato | posta non richiesta | contenuto non accettato
                    | contenuto rifiutato | rifiutato per spam
                    """,
                sample: "550 5.7.1 Messaggio identificato come spam"),
            Rule(
                "blocklist", .block, .blocklist,
                list: """
                    lista nera | liste nere | in blacklist | black list | ip bloccato | indirizzo ip bloccato | ip risulta bloccato | ip
                    è presente in
                    """,
                sample: "554 5.7.1 Il vostro IP 192.0.2.1 risulta in blacklist"),
            Rule(
                "sender", .block, .senderRejected,
                list: """
                    mittente rifiutato | mittente non autorizzato | mittente sconosciuto | mittente non valido | mittente bloccato |
                    mittente inesistente | mittente non accettato | indirizzo del mittente | dominio del mittente | dominio mittente |
                    non è autorizzato a inviare | non autorizzato a inviare | non si dispone dell'autorizzazione
                    """,
                sample: "550 5.1.8 Mittente rifiutato: dominio del mittente inesistente"),
            Rule(
                "connections", .block, .tooManyConnections,
                list: """
                    troppe connessioni | numero di connessioni | connessioni simultanee | connessioni contemporanee
                    """,
                sample: "421 4.7.0 Troppe connessioni da 192.0.2.1"),
            Rule(
                "rate", .block, .rateLimited,
                list: """
                    troppi messaggi | troppe email | troppe e-mail | troppi destinatari | limite di invio | limite di messaggi | limite
                    orario | numero massimo di messaggi
                    """,
                sample: "451 4.7.1 Troppi messaggi da 192.0.2.1"),
            Rule(
                "too-large", .soft, .tooLarge,
                list: """
                    messaggio troppo grande | messaggio è troppo grande | troppo grande | troppo grandi | dimensione del messaggio |
                    dimensioni del messaggio | dimensione massima | dimensioni massime | supera la dimensione | supera le dimensioni |
                    eccede la dimensione | allegato troppo
                    """,
                sample: "552 5.3.4 Messaggio troppo grande: supera la dimensione massima"),
            Rule(
                "mailbox-full", .soft, .mailboxFull,
                list: """
                    casella piena | casella di posta piena | casella di posta è piena | casella è piena | casella postale piena |
                    casella del destinatario è piena | casella del destinatario piena | casella di posta del destinatario è piena |
                    posta in arrivo è piena | mailbox piena | cassetta postale piena | cassetta postale è piena | cassetta postale del
                    destinatario è piena | quota superata | quota esaurita | quota eccedente | superato la quota | superato il limite di
                    spazio | superato lo spazio | supera la quota | oltre quota | spazio esaurito | spazio insufficiente | spazio su
                    disco insufficiente | spazio di archiviazione | non ha spazio | senza spazio | destinatario è piena
                    """,
                sample: "552 5.2.2 La casella del destinatario è piena"),
            Rule(
                "moved", .hard, .moved,
                list: """
                    ha cambiato indirizzo | nuovo indirizzo e-mail | nuovo indirizzo email | nuovo indirizzo è | non lavora più | ha
                    lasciato l'azienda
                    """,
                sample: "551 5.1.6 Il destinatario ha cambiato indirizzo"),
            Rule(
                "disabled", .hard, .disabled,
                list: """
                    casella disabilitata | casella disattivata | casella sospesa | casella scaduta | casella bloccata | casella chiusa |
                    casella inattiva | casella cancellata | casella non attiva | casella non più attiva | casella di posta disabilitata
                    | casella di posta disattivata | casella di posta non attiva | casella di posta sospesa | casella di posta bloccata
                    | account disabilitato | account disattivato | account sospeso | account scaduto | account bloccato | account chiuso
                    | account inattivo | account non attivo | account è disabilitato | account è stato disattivato | account è stato
                    sospeso | utente disabilitato | utente disattivato | utente sospeso | utente bloccato | utente non attivo | utenza
                    disabilitata | utenza sospesa | utenza disattivata | utenza non attiva | indirizzo disabilitato | indirizzo
                    disattivato | indirizzo non più attivo | non più valido | non più attivo | non più attiva | non più in uso | non più
                    utilizzato | non esiste più | non è più attivo | non è più attiva | non è più valido | non è più disponibile
                    """,
                sample: "550 5.2.1 Casella di posta disabilitata"),
            Rule(
                "host-unknown", .hard, .hostUnknown,
                list: """
                    dominio inesistente | dominio sconosciuto | dominio non esiste | dominio non valido | dominio non trovato | dominio
                    del destinatario | impossibile trovare il dominio | host sconosciuto | server non trovato | nessun record mx |
                    poiché il dominio | perché il dominio
                    """,
                sample: "550 5.1.2 Dominio inesistente: example.invalid"),
            Rule(
                "unknown-user", .hard, .unknownUser,
                list: """
                    nessun utente simile in questo indirizzo | nessun utente | nessuna casella | utente sconosciuto | utente inesistente
                    | utente non trovato | utente non esiste | utente non valido | utente non presente | utente non esistente |
                    destinatario sconosciuto | destinatario inesistente | destinatario non trovato | destinatario non valido |
                    destinatario non esiste | destinatario errato | destinatario rifiutato | destinatario non esistente | indirizzo
                    inesistente | indirizzo sconosciuto | indirizzo non trovato | indirizzo non valido | indirizzo errato | indirizzo
                    non esiste | indirizzo non è stato trovato | indirizzo non esistente | indirizzo email non valido | casella
                    inesistente | casella sconosciuta | casella non trovata | casella non esiste | casella non esistente | casella di
                    posta inesistente | casella di posta non trovata | casella di posta non disponibile | casella di posta sconosciuta |
                    account inesistente | account sconosciuto | account non trovato | account non esiste | cassetta postale non trovata
                    | impossibile trovare l'indirizzo | impossibile trovare | non è stato trovato | non è stato possibile trovare | non
                    esiste in | non esiste su | non esiste
                    """,
                sample: "550 5.1.1 Utente sconosciuto", source: "replies of Italian providers; own translations"),
            Rule(
                "policy", .block, .policy,
                list: """
                    per motivi di sicurezza | criteri di sicurezza | politiche di sicurezza | politica di sicurezza | policy di
                    sicurezza | viola le policy | viola i criteri | accesso negato | messaggio rifiutato | messaggio respinto |
                    messaggio bloccato | posta rifiutata | rifiutato dal server | respinto dal server | rifiutato dal destinatario |
                    rifiutato dall'amministratore | consegna limitata | servizio negato
                    """,
                sample: "550 5.7.1 Messaggio respinto per motivi di sicurezza"),
            Rule(
                "expired", .soft, .expired,
                list: """
                    tempo di consegna | tempo massimo | tempo scaduto | messaggio scaduto | è scaduto | non è stato consegnato entro |
                    impossibile consegnare entro | numero massimo di tentativi | tentativi di consegna | dopo ripetuti tentativi
                    """,
                sample: "4.4.7 Messaggio scaduto: tempo massimo di consegna superato"),
            Rule(
                "network", .soft, .network,
                list: """
                    connessione rifiutata | connessione interrotta | connessione persa | connessione chiusa | connessione non riuscita |
                    impossibile connettersi | impossibile contattare | impossibile stabilire | non risponde | irraggiungibile | non
                    raggiungibile | timeout della connessione
                    """,
                sample: "4.4.1 Connessione rifiutata da mx.example.org"),
            Rule(
                "temporary", .soft, .temporary,
                list: """
                    temporaneamente non disponibile | temporaneamente | errore temporaneo | problema temporaneo | servizio non
                    disponibile | momentaneamente | riprovare più tardi | riprova più tardi | riprovare in seguito | server occupato |
                    sovraccarico | in manutenzione | errore interno
                    """,
                sample: "451 4.3.0 Servizio temporaneamente non disponibile, riprovare più tardi"),
        ])
}
