import Deliverability

extension PhraseTable {
    /// The same sentences in other languages than English (D05).
    static let otherLanguages = PhraseTable(
        "language", source: "localised notices of mail servers and providers; own translations", date: "2026-06",
        rules: [
            Rule(
                "es-unknown-or-full", .soft, .mailboxFull, "destinatario desconocido o mailbox lleno",
                sample: "550 Destinatario desconocido o mailbox lleno"),
            Rule(
                "de-full", .soft, .mailboxFull,
                list: """
                    postfach voll | postfach ist voll | postfach des empfängers ist voll | speicherplatz des kontos ueberschritten |
                    speicherplatz überschritten | quota überschritten | postfach überfüllt | hat sein speicherlimit
                    """, sample: "552 Postfach voll"),
            Rule(
                "de-spam", .block, .content, "nachricht als spam eingestuft", "als spam erkannt", "wegen spamverdacht",
                sample: "550 Nachricht als Spam eingestuft"),
            Rule(
                "de-unknown", .hard, .unknownUser,
                list: """
                    empfaenger unbekannt | empfänger unbekannt | existiert nicht | adresse nicht gefunden | benutzer unbekannt |
                    unbekannter empfänger | ist nicht bekannt | keine mailbox | konnte nicht gefunden werden | unbekannter benutzer |
                    wurde nicht gefunden
                    """, sample: "550 Benutzer existiert nicht"),
            Rule(
                "de-disabled", .hard, .disabled, "postfach ist gesperrt", "konto ist deaktiviert", "postfach deaktiviert",
                "konto deaktiviert", sample: "550 Konto deaktiviert"),
            Rule(
                "fr-full", .soft, .mailboxFull,
                list: """
                    boîte pleine | boite pleine | boîte aux lettres est pleine | boite aux lettres pleine | quota dépassé | quota depasse
                    | espace de stockage insuffisant | boîte de réception est pleine
                    """, sample: "552 Boite aux lettres pleine"),
            Rule(
                "fr-unknown", .hard, .unknownUser,
                list: """
                    utilisateur inconnu | n'existe pas | destinataire inconnu | adresse inconnue | adresse introuvable | est introuvable |
                    destinataire invalide | compte inexistant | inconnu à cette adresse
                    """, sample: "550 Utilisateur inconnu"),
            Rule(
                "fr-disabled", .hard, .disabled, "compte désactivé", "compte desactive", "compte suspendu", "boîte suspendue",
                sample: "550 Compte desactive"),
            Rule(
                "fr-spam", .block, .content, "considéré comme spam", "considere comme spam", "message indésirable",
                sample: "550 Message considere comme spam"),
            Rule(
                "es-full", .soft, .mailboxFull,
                list: """
                    espacio en casilla de mail agotado | buzón lleno | buzon lleno | casilla llena | cuota excedida | excedido la cuota |
                    bandeja de entrada está llena | buzón está lleno
                    """, sample: "552 Buzon lleno"),
            Rule(
                "es-disabled", .hard, .disabled, "ha expirado por falta de uso", "cuenta deshabilitada", "cuenta desactivada",
                "cuenta suspendida", "cuenta inactiva", sample: "550 Esta casilla ha expirado por falta de uso"),
            Rule(
                "es-unknown", .hard, .unknownUser,
                list: """
                    no existe dicha persona | no existe ese usuario | usuario desconocido | no existe el usuario | no existe la cuenta |
                    no existe el buzón | usuario no existe | destinatario desconocido | no se encontró la dirección | dirección no
                    encontrada | no se ha encontrado la dirección | usuario inexistente | cuenta inexistente | cuenta no existe | no
                    existe esa | no existe esta
                    """, sample: "550 No existe ese usuario"),
            Rule(
                "it-full", .soft, .mailboxFull, "casella piena", "casella di posta piena", "casella di posta è piena", "quota superata",
                sample: "552 Casella piena"),
            Rule(
                "it-unknown", .hard, .unknownUser,
                list: """
                    nessun utente simile in questo indirizzo | utente sconosciuto | destinatario sconosciuto | indirizzo inesistente |
                    utente inesistente | casella inesistente | impossibile trovare l'indirizzo
                    """, sample: "550 Utente sconosciuto"),
            Rule(
                "it-disabled", .hard, .disabled, "casella disabilitata", "casella sospesa", "account disabilitato",
                sample: "550 Casella disabilitata"),
            Rule(
                "pt-full", .soft, .mailboxFull,
                list: """
                    caixa postal cheia | caixa postal lotada | caixa de entrada cheia | cota excedida | quota excedida | caixa de correio
                    cheia
                    """, sample: "552 Caixa postal cheia"),
            Rule(
                "pt-unknown", .hard, .unknownUser,
                list: """
                    usuário inválido ou inexistente | usuario invalido ou inexistente | usuário desconhecido | usuario desconhecido |
                    usuario inexistente. | usuário inexistente | destinatário desconhecido | endereço não encontrado | conta inexistente |
                    não existe | caixa postal inexistente
                    """, sample: "554 5.2.1 Usuário Inválido ou Inexistente"),
            Rule(
                "pt-disabled", .hard, .disabled, "conta desativada", "conta bloqueada", "conta suspensa", "caixa postal desativada",
                sample: "550 Conta desativada"),
            Rule(
                "nl-unknown", .hard, .unknownUser, "onbekende gebruiker", "gebruiker onbekend", "bestaat niet", "adres niet gevonden",
                "onbekend adres", sample: "550 Onbekende gebruiker"),
            Rule(
                "nl-full", .soft, .mailboxFull, "postvak vol", "postvak is vol", "mailbox is vol", "mailbox vol",
                sample: "552 Postvak is vol"),
            Rule(
                "sv-unknown", .hard, .unknownUser, "det gick inte att hitta e-postadressen", "okänd mottagare", "finns inte",
                "okänd användare", sample: "Det gick inte att hitta e-postadressen"),
            Rule(
                "nordic-unknown", .hard, .unknownUser,
                list: """
                    findes ikke | ukendt modtager | ukendt bruger | finnes ikke | ukjent mottaker | ukjent bruker
                    """, sample: "550 Brugeren findes ikke"),
            Rule(
                "fi-unknown", .hard, .unknownUser, "tuntematon vastaanottaja", "ei löydy", "tuntematon käyttäjä",
                sample: "550 Tuntematon vastaanottaja"),
            Rule(
                "pl-full", .soft, .mailboxFull,
                list: """
                    skrzynka pełna | skrzynka pelna | skrzynka jest pełna | przekroczono limit | przepełniona | brak miejsca
                    """, sample: "552 Skrzynka pelna"),
            Rule(
                "pl-disabled", .hard, .disabled, "konto niedostepne", "konto niedostępne", "konto zablokowane", "konto nieaktywne",
                sample: "550 5.2.1 Konto niedostepne"),
            Rule(
                "pl-unknown", .hard, .unknownUser, "nie istnieje", "nieznany użytkownik", "nieznany uzytkownik", "nieznany odbiorca",
                "brak takiego", sample: "501 5.1.3 Odbiorca nie istnieje"),
            Rule(
                "cs-unknown", .hard, .unknownUser, "neexistuje", "neznámý uživatel", "neznámý příjemce", sample: "550 Schranka neexistuje"),
            Rule(
                "hu-unknown", .hard, .unknownUser, "nem létezik", "ismeretlen felhasználó", "ismeretlen címzett",
                sample: "550 Ismeretlen címzett"),
            Rule("lv-unknown", .hard, .unknownUser, "neeksistē", "neeksiste", sample: "550 Adrese neeksistē"),
            Rule(
                "tr-unknown", .hard, .unknownUser, "kullanıcı bulunamadı", "kullanici bulunamadi", "adres bulunamadı", "geçersiz alıcı",
                sample: "550 kullanıcı bulunamadı"),
            Rule("tr-full", .soft, .mailboxFull, "posta kutusu dolu", "kota aşıldı", sample: "552 posta kutusu dolu"),
            Rule(
                "ru-full", .soft, .mailboxFull, "ящик переполнен", "ящик полон", "превышена квота", "превышен лимит",
                sample: "552 Ящик переполнен"),
            Rule(
                "ru-unknown", .hard, .unknownUser,
                list: """
                    пользователь не найден | не существует | нет такого пользователя | адрес не найден | адрес получателя не найден |
                    неизвестный пользователь | ящик не найден | не зарегистрирован | получатель не найден
                    """, sample: "550 Пользователь не найден"),
            Rule(
                "ru-disabled", .hard, .disabled, "ящик заблокирован", "пользователь заблокирован", "аккаунт заблокирован", "ящик отключен",
                sample: "550 ящик заблокирован"),
            Rule(
                "uk-unknown", .hard, .unknownUser, "користувача не знайдено", "не існує", "користувач не знайдений",
                sample: "550 Користувача не знайдено"),
            Rule("ru-spam", .block, .content, "похоже на спам", "распознано как спам", sample: "550 распознано как спам"),
            Rule("ja-full", .soft, .mailboxFull, "メールボックスがいっぱい", "容量を超え", "容量オーバー", "受信容量", "満杯", sample: "552 メールボックスがいっぱいです"),
            Rule(
                "ja-unknown", .hard, .unknownUser,
                list: """
                    宛先が見つかりません | 宛先不明 | 存在しません | ユーザーが見つかりません | アドレスが見つかりません | 見つかりませんでした | 存在しない
                    """, sample: "550 宛先が見つかりません"),
            Rule("zh-full", .soft, .mailboxFull, "收件容量满", "邮箱已满", "信箱已满", "空间不足", "容量已滿", "信箱已滿", "超过邮箱", sample: "552 收件容量满"),
            Rule(
                "zh-unknown", .hard, .unknownUser,
                list: """
                    收件人不存在 | 邮箱不存在 | 用户不存在 | 地址不存在 | 不存在的用户 | 帐号不存在 | 使用者不存在 | 找不到
                    """, sample: "550 收件人不存在"),
            Rule("zh-spam", .block, .content, "垃圾邮件", "被拒收", sample: "550 垃圾邮件"),
            Rule("zh-size", .soft, .tooLarge, "邮件过大", "邮件太大", sample: "552 邮件过大"),
            Rule("ko-unknown", .hard, .unknownUser, "존재하지 않", "수신자를 찾을 수 없", "없는 사용자", sample: "550 존재하지 않는 사용자입니다"),
            Rule("ko-full", .soft, .mailboxFull, "용량 초과", "용량을 초과", "편지함이 가득", sample: "552 용량 초과"),
            Rule("he-unknown", .hard, .unknownUser, "לא נמצאה", "הכתובת לא נמצאה", sample: "550 הכתובת לא נמצאה"),
            Rule("ar-unknown", .hard, .unknownUser, "لم يتم العثور على", sample: "550 لم يتم العثور على العنوان"),
        ])
}
