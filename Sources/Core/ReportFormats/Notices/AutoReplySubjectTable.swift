extension AutoReplySubjects {
    /// The first language that claims a subject names it.
    static let all: [AutoReplySubjects] = [
        AutoReplySubjects(
            "en",
            [
                "automatic reply", "automatic response", "auto reply", "auto-reply", "autoreply", "auto response", "auto-response",
                "autoresponse", "autoresponder", "auto:", "auto :", "automated reply", "automated response", "out of office",
                "out-of-office", "out of the office", "ooo:", "i am out of", "i'm out of", "i am away", "i'm away", "away from my",
                "away from the office", "away from office", "on vacation", "on annual leave", "on maternity leave", "on paternity leave",
                "on parental leave", "on leave", "on holiday", "vacation reply", "vacation message", "vacation notice", "vacation response",
                "maternity leave", "annual leave", "[auto", "(auto", "thank you for your e", "thank you for contacting",
                "thank you for your message", "thanks for contacting", "we have received your", "we've received your",
                "your message has been received", "your email has been received", "acknowledgement of receipt",
            ],
            words: ["vacation", "away", "ooo", "holidays"],
            samples: [
                "Automatic reply: Bulbs for the spring", "Out of Office: Re: Bulbs", "Auto-Reply: away", "OOO: back on Monday",
                "Re: [EXTERNAL] Out of the office", "Vacation", "Thank you for contacting us [#4711]", "On leave until 3 May",
            ]),
        AutoReplySubjects(
            "de",
            [
                "abwesenheit", "automatische antwort", "automatische rückmeldung", "automatische rückantwort",
                "automatische e-mail-antwort",
                "automatische empfangsbestätigung", "eingangsbestätigung", "abwesend", "nicht im büro", "ich bin nicht im büro",
                "außer haus", "im urlaub", "ich bin im urlaub", "urlaubsbedingt", "vielen dank für ihre e",
                "vielen dank für ihre nachricht",
                "vielen dank für ihre anfrage",
            ],
            words: ["urlaub", "elternzeit", "mutterschutz", "betriebsferien"],
            samples: [
                "Abwesenheitsnotiz: Frühling", "Automatische Antwort: Frühling", "AW: Abwesend bis 30.11.", "Urlaub 3. bis 14. August",
                "Vielen Dank für Ihre Nachricht",
            ]),
        AutoReplySubjects(
            "fr",
            [
                "réponse automatique", "reponse automatique", "réponse d'absence", "message d'absence", "message automatique",
                "notification d'absence", "absence du bureau", "absent du bureau", "absente du bureau", "je suis absent", "absent jusqu",
                "absente jusqu", "en congé",
                "en vacances", "hors du bureau", "accusé de réception", "nous avons bien reçu votre",
            ],
            words: ["absence", "absent", "absente", "congés", "congé maternité"],
            samples: [
                "Réponse automatique : Printemps", "Absence du bureau", "Absent jusqu'au 30 novembre", "Message d'absence",
                "Accusé de réception de votre message",
            ]),
        AutoReplySubjects(
            "es",
            [
                "respuesta automática", "respuesta automatica", "respuesta de ausencia", "respuesta fuera de", "fuera de la oficina",
                "fuera de oficina", "estoy fuera", "mensaje automático", "mensaje automatico", "auto respuesta", "autorespuesta",
                "de vacaciones", "hemos recibido su", "acuse de recibo", "gracias por contactar",
            ],
            words: ["vacaciones", "ausente"],
            samples: ["Respuesta automática: Primavera", "Fuera de la oficina", "RV: Fuera de oficina hasta el lunes", "Vacaciones"]),
        AutoReplySubjects(
            "it",
            [
                "risposta automatica", "messaggio automatico", "fuori ufficio", "fuori sede", "assenza dall'ufficio",
                "assente dall'ufficio",
                "sono assente", "in ferie", "conferma di ricezione",
            ],
            words: ["ferie", "assente", "assenza"],
            samples: ["Risposta automatica: Primavera", "Fuori ufficio: Primavera", "R: Fuori sede", "Assente 3-14 agosto"]),
        AutoReplySubjects(
            "pt",
            [
                "resposta automática", "resposta automatica", "mensagem automática", "mensagem automatica", "ausência do escritório",
                "ausência temporária", "fora do escritório", "fora do escritorio", "estou de férias", "de férias", "em férias",
                "recebemos sua mensagem", "recebemos a sua mensagem", "confirmação de recebimento",
            ],
            words: ["ausência", "ausencia", "férias", "licença"],
            samples: ["Resposta automática: Primavera", "RES: Ausência", "Fora do escritório", "Férias - volto dia 3"]),
        AutoReplySubjects(
            "nl",
            [
                "automatisch antwoord", "automatisch bericht", "automatische beantwoording", "afwezig", "niet aanwezig", "niet op kantoor",
                "buiten kantoor", "met vakantie", "op vakantie", "met verlof", "ontvangstbevestiging", "bedankt voor uw bericht",
            ],
            words: ["vakantie", "zwangerschapsverlof"],
            samples: ["Automatisch antwoord: Lente", "Antw: Afwezigheidsbericht", "Niet aanwezig tot 3 mei", "Vakantie!"]),
        AutoReplySubjects(
            "pl",
            [
                "automatyczna odpowiedź", "automatyczna odpowiedz", "odpowiedź automatyczna", "odpowiedz automatyczna", "autoodpowiedź",
                "autoodpowiedz", "poza biurem", "nieobecn", "jestem na urlopie", "na urlopie", "dziękujemy za kontakt",
                "dziękujemy za wiadomość", "potwierdzenie otrzymania",
            ],
            words: ["urlop"],
            samples: ["Automatyczna odpowiedź: Wiosna", "Odp: Nieobecność w biurze", "Autoodpowiedź", "Urlop 3-14 sierpnia"]),
        AutoReplySubjects(
            "ru",
            [
                "автоответ", "автоматический ответ", "автоматическое уведомление", "автоматическое сообщение",
                "отсутствие на рабочем месте", "отсутствую", "нет на месте", "вне офиса", "я в отпуске", "нахожусь в отпуске", "в отпуске",
                "ваше письмо получено", "ваше сообщение получено",
            ],
            words: ["отпуск"],
            samples: ["Автоматический ответ: Весна", "Автоответ", "Ответ: Я в отпуске до 3 мая", "Отпуск"]),
        AutoReplySubjects(
            "zh",
            [
                "自动回复", "自動回覆", "自动答复", "自動回復", "自动应答", "外出", "不在办公室", "不在辦公室", "休假通知", "我正在休假", "我正在度假",
                "系统自动回复", "已收到您的",
            ],
            samples: ["自动回复: 春天", "自動回覆：春天", "回复：自动回复:春天", "不在办公室"]),
        AutoReplySubjects(
            "ja",
            [
                "自動応答", "自動返信", "自動送信", "【自動返信】", "不在通知", "不在のお知らせ", "不在連絡", "不在", "休暇のお知らせ", "休業のお知らせ",
                "お問い合わせありがとうございます", "外出中", "夏季休業", "年末年始休業",
            ],
            samples: ["自動応答: 春の球根", "【自動返信】お問い合わせありがとうございます", "不在通知", "Re: 自動返信"]),
        AutoReplySubjects(
            "tr",
            [
                "otomatik yanıt", "otomatik yanit", "otomatik cevap", "otomatik mesaj", "ofis dışında", "ofis disinda", "ofis dışındayım",
                "izindeyim", "yıllık izin", "tatildeyim",
            ],
            samples: ["Otomatik Yanıt: Bahar", "Ynt: Ofis dışındayım", "Otomatik cevap"]),
        // Without accents Slovak writes the same words.
        AutoReplySubjects(
            "cs",
            [
                "automatická odpověď", "automaticka odpoved", "mimo kancelář", "mimo kancelar", "nepřítomnost", "nepritomnost",
                "oznámení o nepřítomnosti", "jsem na dovolené", "jsem mimo kancelář", "potvrzení o přijetí",
            ],
            words: ["dovolená"],
            samples: ["Automatická odpověď: Jaro", "Nepřítomnost do 3. května", "Re: Mimo kancelář", "Automatická odpoveď: Jar"]),
        AutoReplySubjects(
            "sv",
            [
                "autosvar", "automatiskt svar", "automatiskt meddelande", "frånvaro", "frånvarande", "ej på kontoret", "inte på kontoret",
                "på semester", "semester v.", "semester till", "tack för ditt meddelande", "tack för ditt mejl",
            ],
            words: ["semester", "föräldraledig"],
            samples: ["Automatiskt svar: Vår", "SV: Autosvar: Vår", "Frånvaromeddelande", "Semester v. 30"]),
        AutoReplySubjects(
            "da", ["automatisk svar", "fraværende", "ikke på kontoret", "ikke til stede", "på ferie"], words: ["fravær", "ferie"],
            samples: ["Automatisk svar: Forår", "Fraværende til 3. maj"]),
        AutoReplySubjects(
            "no", ["fraværsmelding", "fraværsassistent", "autosvar fra", "borte fra kontoret"], samples: ["Fraværsmelding: Vår"]),
        AutoReplySubjects(
            "fi", ["poissa", "automaattinen vastaus", "poissaoloilmoitus", "lomalla"], words: ["loma"],
            samples: ["Automaattinen vastaus: Kevät", "Poissa toimistosta"]),
        AutoReplySubjects(
            "hu", ["automatikus válasz", "házon kívül", "irodán kívül", "szabadságon"], words: ["szabadság"],
            samples: ["Automatikus válasz: Tavasz", "Házon kívül"]),
        AutoReplySubjects(
            "uk", ["автоматична відповідь", "автовідповідь", "я у відпустці", "поза офісом"], samples: ["Автоматична відповідь: Весна"]),
        AutoReplySubjects(
            "lv", ["atbilde automātiski", "automātiskā atbilde", "automātiska atbilde", "prombūtn", "esmu atvaļinājumā"],
            samples: ["Automātiskā atbilde: Pavasaris", "Prombūtnē līdz 3. maijam"]),
        AutoReplySubjects("lt", ["automatinis atsakymas", "atostogauju"], samples: ["Automatinis atsakymas: Pavasaris"]),
        AutoReplySubjects("et", ["automaatvastus", "automaatne vastus"], samples: ["Automaatvastus: Kevad"]),
        AutoReplySubjects("ro", ["răspuns automat", "raspuns automat", "în concediu"], samples: ["Răspuns automat: Primăvara"]),
        AutoReplySubjects("el", ["αυτόματη απάντηση", "Αυτόματη απάντηση", "εκτός γραφείου"], samples: ["Αυτόματη απάντηση: Άνοιξη"]),
        AutoReplySubjects("ko", ["자동 회신", "자동회신", "자동 응답", "부재중", "외출 중"], samples: ["자동 회신: 봄"]),
        AutoReplySubjects("he", ["תשובה אוטומטית", "מענה אוטומטי"], samples: ["תשובה אוטומטית: אביב"]),
        AutoReplySubjects("ar", ["رد تلقائي", "الرد التلقائي"], samples: ["رد تلقائي: الربيع"]),
    ]
}
