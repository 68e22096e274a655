import Deliverability

extension PhraseTable {
    /// A sentence or two for each of further languages. What refuses the message as a whole stands behind what names the recipient's trouble.
    static let otherLanguages = PhraseTable(
        "language", source: "own translations of what mail servers say", date: "2026-11",
        rules: [
            Rule(
                "he-full", .soft, .mailboxFull,
                list: """
                    תיבת הדואר מלאה | תיבת הדואר הנכנס | המכסה | חריגה ממכסה
                    """,
                sample: "552 תיבת הדואר מלאה"),
            Rule(
                "he-unknown", .hard, .unknownUser,
                list: """
                    הכתובת לא נמצאה | לא נמצאה | לא נמצא | לא קיים | לא קיימת | משתמש לא ידוע | נמען לא ידוע
                    """,
                sample: "550 הכתובת לא נמצאה"),
            Rule(
                "ar-full", .soft, .mailboxFull,
                list: """
                    صندوق البريد ممتلئ | علبة الوارد ممتلئة | صندوق الوارد ممتلئ | ممتلئ
                    """,
                sample: "552 صندوق البريد ممتلئ"),
            Rule(
                "ar-unknown", .hard, .unknownUser,
                list: """
                    لم يتم العثور على | تعذر العثور على | المستخدم غير معروف | غير موجود | المستلم غير معروف
                    """,
                sample: "550 لم يتم العثور على العنوان"),
            Rule(
                "el-full", .soft, .mailboxFull,
                list: """
                    γραμματοκιβώτιο είναι πλήρες | γραμματοκιβώτιο γεμάτο | εισερχόμενα είναι πλήρης | υπέρβαση ορίου
                    """,
                sample: "552 Το γραμματοκιβώτιο είναι πλήρες"),
            Rule(
                "el-unknown", .hard, .unknownUser,
                list: """
                    άγνωστος χρήστης | δεν υπάρχει | δεν βρέθηκε | άγνωστος παραλήπτης
                    """,
                sample: "550 άγνωστος χρήστης"),
            Rule(
                "ro-full", .soft, .mailboxFull,
                list: """
                    căsuța poștală este plină | căsuță plină | cutia poștală este plină | cota depășită | cotă depășită | spațiu
                    insuficient
                    """,
                sample: "552 5.2.2 Căsuța poștală este plină"),
            Rule(
                "ro-disabled", .hard, .disabled,
                list: """
                    cont dezactivat | contul este dezactivat | cont suspendat | contul este suspendat | cont blocat | cont inactiv | nu
                    mai există
                    """,
                sample: "550 5.2.1 Contul este dezactivat"),
            Rule(
                "ro-unknown", .hard, .unknownUser,
                list: """
                    utilizator necunoscut | utilizator inexistent | utilizatorul nu există | destinatar necunoscut | destinatar
                    inexistent | destinatar invalid | adresă inexistentă | adresa nu există | nu există | nu a fost găsit | adresă
                    invalidă | cont inexistent
                    """,
                sample: "550 5.1.1 Utilizator necunoscut"),
            Rule(
                "bg-full", .soft, .mailboxFull,
                list: """
                    кутия е пълна | кутията е пълна | пощенската кутия е препълнена | надвишена квота | превишена квота
                    """,
                sample: "552 Пощенската кутия е пълна"),
            Rule(
                "bg-unknown", .hard, .unknownUser,
                list: """
                    непознат потребител | неизвестен потребител | не съществува | няма такъв потребител | неизвестен получател | не е
                    намерен
                    """,
                sample: "550 Няма такъв потребител"),
            Rule(
                "lv-unknown", .hard, .unknownUser,
                list: """
                    neeksistē | nezināms lietotājs | lietotājs nav atrasts | nezināms saņēmējs | netika atrasts
                    """,
                sample: "550 Adrese neeksistē"),
            Rule(
                "lv-full", .soft, .mailboxFull, "pastkaste ir pilna", "pastkastīte ir pilna", "kvota pārsniegta",
                sample: "552 Pastkaste ir pilna"),
            Rule(
                "lt-unknown", .hard, .unknownUser,
                list: """
                    neegzistuoja | nežinomas vartotojas | vartotojas nerastas | nežinomas gavėjas | gavėjas nerastas
                    """,
                sample: "550 Adresas neegzistuoja"),
            Rule(
                "lt-full", .soft, .mailboxFull, "pašto dėžutė pilna", "dėžutė yra pilna", "viršyta kvota",
                sample: "552 Pašto dėžutė pilna"),
            Rule(
                "et-unknown", .hard, .unknownUser,
                list: """
                    kasutajat ei leitud | tundmatu kasutaja | tundmatu adressaat | ei eksisteeri | aadressi ei leitud | sellist
                    kasutajat
                    """,
                sample: "550 Tundmatu kasutaja"),
            Rule("et-full", .soft, .mailboxFull, "postkast on täis", "postkast täis", "kvoot ületatud", sample: "552 Postkast on täis"),
            Rule(
                "sr-unknown", .hard, .unknownUser,
                list: """
                    ne postoji | nepoznat korisnik | nepoznati korisnik | korisnik nije | nepoznat primalac | nepoznat primatelj |
                    primatelj nije | primalac nije | uporabnik ne obstaja | ne obstaja | neznan uporabnik | neznan prejemnik
                    """,
                sample: "550 Korisnik ne postoji"),
            Rule(
                "sr-full", .soft, .mailboxFull,
                list: """
                    sanduče je puno | sandučić je pun | pretinac je pun | prekoračena kvota | kvota prekoračena | nabiralnik je poln |
                    predal je poln
                    """,
                sample: "552 Sanduče je puno"),
            Rule(
                "vi-unknown", .hard, .unknownUser,
                list: """
                    không tồn tại | không tìm thấy | người dùng không | người nhận không
                    """,
                sample: "550 Người dùng không tồn tại"),
            Rule(
                "vi-full", .soft, .mailboxFull,
                list: """
                    hộp thư đã đầy | hộp thư đầy | vượt quá hạn mức | hết dung lượng
                    """,
                sample: "552 Hộp thư đã đầy"),
            Rule(
                "id-unknown", .hard, .unknownUser,
                list: """
                    tidak ditemukan | tidak dikenal | pengguna tidak ada | alamat tidak ada | penerima tidak ada | tidak terdaftar |
                    tidak wujud | tidak dijumpai
                    """,
                sample: "550 Alamat tidak ditemukan"),
            Rule(
                "id-full", .soft, .mailboxFull,
                list: """
                    kotak surat penuh | kotak masuk penuh | kotak pesan penuh | kotak mel penuh | kuota terlampaui | melebihi kuota
                    """,
                sample: "552 Kotak surat penuh"),
            Rule(
                "th-unknown", .hard, .unknownUser,
                list: """
                    ไม่พบที่อยู่ | ไม่พบผู้ใช้ | ไม่พบผู้รับ | ไม่มีผู้ใช้ | ไม่มีอยู่
                    """,
                sample: "550 ไม่พบผู้ใช้"),
            Rule(
                "th-full", .soft, .mailboxFull, "กล่องจดหมายเต็ม", "กล่องขาเข้าเต็ม", "กล่องจดหมายของผู้รับเต็ม",
                sample: "552 กล่องจดหมายเต็ม"),
            Rule(
                "ca-unknown", .hard, .unknownUser,
                list: """
                    usuari desconegut | no existeix | destinatari desconegut | no s'ha trobat
                    """,
                sample: "550 Usuari desconegut"),
            Rule(
                "ca-full", .soft, .mailboxFull, "bústia plena", "bústia és plena", "quota excedida de",
                sample: "552 La bústia és plena"),
        ])
}
