import Deliverability

extension PhraseTable {
    /// French sentences. What refuses the message as a whole stands behind what names the recipient's trouble.
    static let french = PhraseTable(
        "fr", language: "fr", source: "own translations of what mail servers say", date: "2026-11",
        rules: [
            Rule(
                "relay", .block, .relayDenied,
                list: """
                    relais refusé | relais interdit | relais non autorisé | relayage refusé | relayage interdit | relais de messagerie
                    refusé
                    """,
                sample: "554 5.7.1 <user@example.org>: Relais refusé"),
            Rule(
                "loop", .soft, .loop,
                list: """
                    boucle de messagerie | boucle de courrier | boucle détectée | boucle de mail | boucle infinie | trop de sauts | trop
                    de relais
                    """,
                sample: "554 5.4.6 Boucle de messagerie détectée, trop de sauts"),
            Rule(
                "virus", .block, .virus,
                list: """
                    contient un virus | virus détecté | virus trouvé | logiciel malveillant | contenu malveillant
                    """,
                sample: "550 5.7.1 Le message contient un virus"),
            Rule(
                "spam", .block, .content,
                list: """
                    considéré comme spam | considéré comme du spam | considéré comme indésirable | identifié comme spam | identifié
                    comme du spam | détecté comme spam | détecté comme du spam | classé comme spam | message indésirable | courrier
                    indésirable | courriel indésirable | message non sollicité | spam détecté | contenu du message refusé | contenu
                    refusé | contenu rejeté | pourriel
                    """,
                sample: "550 5.7.1 Message considéré comme spam"),
            Rule(
                "blocklist", .block, .blocklist,
                list: """
                    liste noire | liste de blocage | adresse ip bloquée | ip bloquée | ip est bloquée | ip est blacklistée | ip
                    blacklistée | adresse ip refusée | est blacklisté
                    """,
                sample: "554 5.7.1 Votre adresse IP bloquée: 192.0.2.1 est en liste noire"),
            Rule(
                "sender", .block, .senderRejected,
                list: """
                    expéditeur refusé | expéditeur rejeté | expéditeur inconnu | expéditeur invalide | expéditeur non autorisé |
                    expéditeur bloqué | adresse d'expéditeur | adresse de l'expéditeur | domaine de l'expéditeur | domaine expéditeur |
                    émetteur refusé | émetteur invalide | émetteur inconnu | n'êtes pas autorisé à envoyer | pas autorisé à envoyer |
                    autorisation d'envoyer
                    """,
                sample: "550 5.1.8 Expéditeur refusé: le domaine de l'expéditeur est introuvable"),
            Rule(
                "connections", .block, .tooManyConnections, "trop de connexions", "nombre de connexions", "connexions simultanées",
                sample: "421 4.7.0 Nombre de connexions simultanées dépassé pour 192.0.2.1"),
            Rule(
                "rate", .block, .rateLimited,
                list: """
                    trop de messages | trop de mails | trop de courriels | trop de destinataires | limite d'envoi | débit trop élevé |
                    nombre de messages dépassé | nombre maximal de messages | nombre maximum de messages | limite de débit
                    """,
                sample: "451 4.7.1 Trop de messages depuis 192.0.2.1"),
            Rule(
                "too-large", .soft, .tooLarge,
                list: """
                    message trop volumineux | message est trop volumineux | trop volumineux | message trop gros | message est trop gros
                    | message trop grand | taille du message dépasse | taille du message | taille limite | taille maximale | taille
                    maximum | dépasse la taille | dépasse la limite de taille | pièce jointe trop | trop lourd
                    """,
                sample: "552 5.3.4 Message trop volumineux: taille maximale dépassée"),
            Rule(
                "mailbox-full", .soft, .mailboxFull,
                list: """
                    boîte pleine | boîte est pleine | boîte aux lettres est pleine | boîte aux lettres pleine | boîte aux lettres du
                    destinataire est pleine | boîte aux lettres du destinataire pleine | boîte de réception est pleine | boîte de
                    réception pleine | boîte mail pleine | boîte mail est pleine | boîte du destinataire est pleine | boîte destinataire
                    pleine | boîte e-mail pleine | messagerie pleine | messagerie est pleine | quota dépassé | quota est dépassé | quota
                    atteint | dépassement de quota | dépassé son quota | dépasse son quota | a dépassé la taille de sa boîte | espace de
                    stockage insuffisant | espace insuffisant | espace disque insuffisant | plus d'espace | plus assez d'espace | espace
                    de stockage est plein | espace de stockage est saturé | boîte saturée | boîte aux lettres saturée | destinataire est
                    pleine | est pleine, ou
                    """,
                sample: "552 5.2.2 La boîte aux lettres du destinataire est pleine"),
            Rule(
                "moved", .hard, .moved,
                list: """
                    a changé d'adresse | nouvelle adresse e-mail | nouvelle adresse mail | nouvelle adresse est | a quitté la société |
                    a quitté l'entreprise | ne fait plus partie | ne travaille plus | a déménagé
                    """,
                sample: "551 5.1.6 Le destinataire a changé d'adresse"),
            Rule(
                "disabled", .hard, .disabled,
                list: """
                    compte désactivé | compte est désactivé | compte a été désactivé | compte suspendu | compte est suspendu | compte
                    fermé | compte clôturé | compte supprimé | compte inactif | compte est inactif | compte bloqué | compte expiré |
                    compte résilié | boîte suspendue | boîte désactivée | boîte inactive | boîte fermée | boîte supprimée | boîte
                    archivée | boîte aux lettres désactivée | boîte aux lettres est désactivée | boîte aux lettres inactive | boîte aux
                    lettres supprimée | boîte aux lettres fermée | boîte aux lettres suspendue | adresse désactivée | adresse a été
                    désactivée | adresse supprimée | adresse n'est plus | n'est plus valide | n'est plus valable | n'est plus active |
                    n'est plus utilisée | n'est plus disponible | n'est plus en service | n'existe plus | utilisateur désactivé |
                    utilisateur bloqué | destinataire désactivé | destinataire archivé | destinataire suspendu
                    """,
                sample: "550 5.2.1 Compte désactivé"),
            Rule(
                "host-unknown", .hard, .hostUnknown,
                list: """
                    domaine inconnu | domaine n'existe pas | domaine est inconnu | domaine introuvable | domaine inexistant | domaine
                    invalide | domaine est introuvable | hôte inconnu | hôte introuvable | serveur introuvable | nom de domaine inconnu
                    | nom de domaine invalide | domaine n'a pas été trouvé | pas d'enregistrement mx | aucun enregistrement mx | le
                    domaine du destinataire | car le domaine | pas de serveur de messagerie
                    """,
                sample: "550 5.1.2 Domaine inconnu: example.invalid"),
            Rule(
                "unknown-user", .hard, .unknownUser,
                list: """
                    utilisateur inconnu | utilisateur est inconnu | utilisateur inexistant | utilisateur introuvable | utilisateur non
                    trouvé | utilisateur invalide | usager inconnu | abonné inconnu | client inconnu | n'existe pas | destinataire
                    inconnu | destinataire est inconnu | destinataire invalide | destinataire inexistant | destinataire introuvable |
                    destinataire non trouvé | destinataire incorrect | destinataire refusé | destinataire rejeté | adresse inconnue |
                    adresse est inconnue | adresse introuvable | adresse invalide | adresse est invalide | adresse inexistante | adresse
                    incorrecte | adresse est incorrecte | adresse erronée | adresse e-mail invalide | adresse mail invalide | adresse
                    non trouvée | adresse n'a pas été trouvée | n'a pas pu être trouvée | n'a pas été trouvé | impossible de trouver |
                    impossible de localiser | est introuvable | compte inexistant | compte inconnu | compte introuvable | compte
                    invalide | boîte inexistante | boîte inconnue | boîte aux lettres inconnue | boîte aux lettres inexistante | boîte
                    aux lettres introuvable | boîte aux lettres indisponible | boîte aux lettres non disponible | aucun utilisateur |
                    aucun compte | aucune boîte | pas d'utilisateur | pas de compte | inconnu à cette adresse | inconnu sur ce serveur |
                    inconnu ici | vérifiez l'adresse
                    """,
                sample: "550 5.1.1 Utilisateur inconnu",
                source: "notices of Exchange and replies of French providers; own translations"),
            Rule(
                "policy", .block, .policy,
                list: """
                    refusé par la politique | raisons de politique | politique de sécurité | politique locale | contraire à notre
                    politique | raison de sécurité | accès refusé | message refusé | message rejeté | courrier refusé | courriel refusé
                    | mail refusé | mail rejeté | rejeté par le serveur | refusé par le serveur | refusé par le destinataire | refusé
                    par l'administrateur | service refusé | la remise à ce destinataire est limitée | remise refusée
                    """,
                sample: "550 5.7.1 Message refusé par la politique de sécurité"),
            Rule(
                "expired", .soft, .expired,
                list: """
                    n'a pas pu être remis dans | n'a pas pu être délivré dans | pas pu être remis depuis | délai de livraison dépassé |
                    délai de remise | délai d'expiration dépassé | délai dépassé | délai expiré | message expiré | a expiré | nombre
                    maximal de tentatives | nombre maximum de tentatives | tentatives de remise | tentatives de livraison | abandon
                    après | n'essaiera plus | depuis 5 jours
                    """,
                sample: "4.4.7 Délai de livraison dépassé: le message a expiré"),
            Rule(
                "network", .soft, .network,
                list: """
                    connexion refusée | connexion impossible | connexion interrompue | connexion perdue | connexion fermée | échec de la
                    connexion | impossible de se connecter | impossible de joindre | ne répond pas | injoignable | n'a pas répondu |
                    délai d'attente
                    """,
                sample: "4.4.1 Connexion refusée par mx.example.org"),
            Rule(
                "temporary", .soft, .temporary,
                list: """
                    temporairement indisponible | temporairement inaccessible | temporairement refusé | temporairement bloqué |
                    temporairement impossible | erreur temporaire | échec temporaire | problème temporaire | momentanément indisponible
                    | actuellement indisponible | service indisponible | réessayez plus tard | réessayer plus tard | essayer plus tard |
                    essayez plus tard | ultérieurement | serveur surchargé | serveur occupé | en maintenance | erreur interne
                    """,
                sample: "451 4.3.0 Service temporairement indisponible, réessayez plus tard"),
        ])
}
