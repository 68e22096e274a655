import MailSyntax

/// What an automatic reply says when nobody reads the mailbox any more: its person has left, or the address has changed.
///
/// A hint to validate the contact, never a bounce: the mail was delivered, and people write such notes for others, too
/// ("Ms Example has left; I look after her mail"). Phrases as `ReplyText` folds them, looked at 2026-11; a new phrase comes
/// with a sample that it claims.
enum AbandonedAddress {
    struct Language: Sendable {
        let language: String
        let phrases: [String]
        let sample: String
    }

    /// The language that says so; nil for other words.
    static func language(in text: ReplyText) -> String? {
        var best = Int.max
        index.search(text.bytes) { best = min(best, $0) }
        return best < all.count ? all[best].language : nil
    }

    private static let index = PhraseIndex(
        all.enumerated().flatMap { number, entry in entry.phrases.map { (NoticeText.folded($0), number) } })

    static let all: [Language] = [
        Language(
            language: "en",
            phrases: [
                "no longer with the ", "no longer with us", "is no longer with", "no longer works", "no longer work for",
                "no longer work at", "no longer working for", "no longer working at", "no longer employed", "has left the company",
                "have left the company", "left the organization", "left the organisation", "has left our ", "no longer in use",
                "no longer being used", "no longer monitored", "not monitored anymore", "mailbox is no longer", "inbox is no longer",
                "address is no longer", "account is no longer", "email address has changed", "e-mail address has changed",
                "my new email address", "my new e-mail address", "new email address is", "account has been closed",
                "mailbox has been closed", "i have retired", "has retired", "passed away",
            ], sample: "This mailbox is no longer in use."),
        Language(
            language: "de",
            phrases: [
                "nicht mehr im unternehmen", "nicht mehr für das unternehmen", "nicht mehr für unser", "nicht mehr bei uns",
                "nicht mehr in unserem", "das unternehmen verlassen", "die firma verlassen", "aus dem unternehmen ausgeschieden",
                "wird nicht mehr gelesen", "wird nicht mehr verwendet", "wird nicht mehr genutzt", "wird nicht mehr abgerufen",
                "nicht mehr gültig", "adresse ist nicht mehr", "postfach ist nicht mehr", "neue e-mail-adresse", "neue e-mail adresse",
                "e-mail-adresse hat sich geändert", "im ruhestand",
            ], sample: "Frau Beispiel arbeitet nicht mehr in unserem Hause."),
        Language(
            language: "fr",
            phrases: [
                "ne travaille plus", "ne fait plus partie", "ne fais plus partie", "a quitté la société", "a quitté l'entreprise",
                "ai quitté la société", "ai quitté l'entreprise", "n'est plus utilisée", "n'est plus valide", "n'est plus active",
                "n'est plus consultée", "nouvelle adresse mail", "nouvelle adresse e-mail", "nouvelle adresse électronique",
            ], sample: "Cette adresse n'est plus utilisée."),
        Language(
            language: "es",
            phrases: [
                "ya no trabaja", "ya no trabajo", "ya no labora", "ya no forma parte", "ya no pertenece", "ha dejado la empresa",
                "dejó de trabajar", "ya no está en uso", "ya no se utiliza", "ya no está activ", "nueva dirección de correo",
                "mi nuevo correo",
            ], sample: "La persona ya no trabaja en la empresa."),
        Language(
            language: "it",
            phrases: [
                "non lavora più", "non lavoro più", "non fa più parte", "ha lasciato l'azienda", "non è più attiv", "non è più in uso",
                "non è più utilizzat", "non più presidiata", "nuovo indirizzo email", "nuovo indirizzo e-mail",
                "nuovo indirizzo di posta",
            ], sample: "Questa casella non è più attiva."),
        Language(
            language: "pt",
            phrases: [
                "não trabalha mais", "já não trabalha", "não faz mais parte", "não faz parte do quadro", "deixou a empresa",
                "desligou-se da", "não está mais em uso", "não é mais utilizad", "foi desativad", "novo endereço de e-mail",
                "novo endereço de email",
            ], sample: "Este e-mail foi desativado."),
        Language(
            language: "nl",
            phrases: [
                "niet meer werkzaam", "niet langer werkzaam", "werkt niet meer", "werk niet meer", "niet meer in dienst",
                "niet meer in gebruik", "wordt niet meer gelezen", "niet langer in gebruik", "nieuwe e-mailadres", "nieuw e-mailadres",
            ], sample: "Dit e-mailadres is niet meer in gebruik."),
        Language(
            language: "pl",
            phrases: [
                "już nie pracuje", "nie pracuje już", "nie jest już pracownikiem", "zakończył pracę", "zakończyła pracę",
                "adres jest nieaktywny", "nie jest już używany", "nie jest już aktywn", "nowy adres e-mail", "nowy adres email",
            ], sample: "Pan Przykład już nie pracuje w firmie."),
        Language(
            language: "ru",
            phrases: [
                "больше не работает", "больше не работаю", "уже не работает", "больше не используется", "адрес изменился",
                "адрес не используется", "ящик не используется", "новый адрес электронной", "новый адрес почты", "покинул компанию",
                "покинула компанию",
            ], sample: "Этот адрес больше не используется."),
        Language(
            language: "ja",
            phrases: [
                "退職いたしました", "退職致しました", "退職しました", "退社いたしました", "退社しました", "現在使われておりません", "使用しておりません",
                "アドレスが変わりました", "アドレスを変更", "アドレスは廃止",
            ], sample: "担当の者は退職いたしました。"),
        Language(
            language: "zh",
            phrases: [
                "已离职", "已經離職", "已离开公司", "不再任职", "不再使用", "已停用", "邮箱已更换", "信箱已更換", "新的邮箱", "新的電子郵件",
            ], sample: "该员工已离职。"),
        Language(
            language: "tr",
            phrases: [
                "artık çalışmamaktadır", "artık çalışmıyor", "şirketimizden ayrıl", "görevinden ayrıl", "işten ayrıl",
                "artık kullanılmamaktadır", "kullanılmamaktadır", "yeni e-posta adres",
            ], sample: "Bu adres artık kullanılmamaktadır."),
        Language(
            language: "cs",
            phrases: [
                "již nepracuje", "už nepracuje", "již není zaměstnan", "není již používán", "již není aktivní", "ukončil pracovní poměr",
                "ukončila pracovní poměr", "nová e-mailová adresa",
            ], sample: "Kolega u nás již nepracuje."),
        Language(
            language: "sv",
            phrases: [
                "arbetar inte längre", "jobbar inte längre", "har slutat på", "har slutat hos", "används inte längre",
                "inte längre i bruk", "ny e-postadress", "nya e-postadress",
            ], sample: "Hon arbetar inte längre hos oss."),
        Language(
            language: "da",
            phrases: ["arbejder ikke længere", "ikke længere ansat", "er fratrådt", "bruges ikke længere"],
            sample: "Hun er ikke længere ansat."),
        Language(
            language: "no", phrases: ["jobber ikke lenger", "arbeider ikke lenger", "ikke lenger ansatt", "ikke lenger i bruk"],
            sample: "Adressen er ikke lenger i bruk."),
        Language(
            language: "fi", phrases: ["ei enää työskentele", "ei ole enää käytössä", "ei ole enää palveluksessa"],
            sample: "Osoite ei ole enää käytössä."),
    ]
}
