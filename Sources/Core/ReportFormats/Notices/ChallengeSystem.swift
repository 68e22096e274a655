import MailSyntax

/// A challenge-response system: it holds mail until its sender proves to be a person. What it sends is neither a bounce nor
/// a complaint, even where it has the form of a delivery status (Boxbe: `Action: failed`, `Status: 4.7.0`).
///
/// Seen in the mail of these systems, looked at 2026-11. A new system comes with a sample that it claims.
package struct ChallengeSystem: Sendable {
    let name: String
    /// Fields that its mail alone carries.
    let fields: [StaticString]
    /// What its subject holds.
    let subjects: [String]
    /// What its text holds, lower case, as `ReplyText` folds it.
    let texts: [String]
    /// A sentence or a subject of it.
    let sample: String

    init(_ name: String, fields: [StaticString] = [], subjects: [String] = [], texts: [String] = [], sample: String) {
        self.name = name
        self.fields = fields
        self.subjects = subjects
        self.texts = texts
        self.sample = sample
    }

    /// The system that wrote the message; nil for everybody else.
    static func author(of message: Message, subject: ReplyText) -> String? {
        let header = message.header
        for system in all where system.fields.contains(where: { header.has($0) }) { return system.name }
        if let hit = first(subjectIndex, subject) { return hit }
        if header.value("return-path") == "<>", subject.bytes.findIgnoringCase("confirm", in: 0..<subject.bytes.count) != nil {
            return "general"
        }
        return NoticeText.opening(of: message).flatMap { first(textIndex, $0) }
    }

    /// The system that speaks in a text; nil for other words.
    package static func named(in text: ReplyText) -> String? { first(textIndex, text) }

    private static func first(_ index: PhraseIndex, _ text: ReplyText) -> String? {
        var best = Int.max
        index.search(text.bytes) { best = min(best, $0) }
        return best < all.count ? all[best].name : nil
    }

    private static let subjectIndex = index(\.subjects)
    private static let textIndex = index(\.texts)

    private static func index(_ phrases: KeyPath<ChallengeSystem, [String]>) -> PhraseIndex {
        PhraseIndex(all.enumerated().flatMap { number, system in system[keyPath: phrases].map { (NoticeText.folded($0), number) } })
    }

    static let all: [ChallengeSystem] = [
        ChallengeSystem(
            "boxbe", fields: ["x-boxbe", "x-boxbe-msgid"],
            texts: ["boxbe", "sender not pre-approved", "was waitlisted", "add yourself to my guest list"],
            sample: "Your message about \"Spring\" was waitlisted. Please add yourself to my Guest List"),
        ChallengeSystem(
            "tmda", fields: ["x-tmda-fingerprint"], subjects: ["please confirm your message"],
            texts: ["to release your message for delivery"],
            sample: "To release your message for delivery, please send an empty message"),
        ChallengeSystem(
            "spamarrest", fields: ["x-spamarrest"], texts: ["spam arrest", "spamarrest.com"],
            sample: "I'm protecting myself from receiving junk mail. Spam Arrest will deliver your message"),
        ChallengeSystem(
            "uol", subjects: ["antispam uol", "anti-spam uol"],
            texts: ["antispam uol", "anti-spam uol", "anti-spam.uol", "antispam.uol"],
            sample: "ANTISPAM UOL » TIRA-TEIMA: confirme sua mensagem"),
        ChallengeSystem(
            "mailinblack", subjects: ["mailinblack"],
            texts: ["mailinblack", "protégé par la solution mail in black"], sample: "Mailinblack protège ma messagerie"),
        ChallengeSystem("qconfirm", fields: ["x-qconfirm"], texts: ["qconfirm"], sample: "This message was created by qconfirm"),
        ChallengeSystem(
            "ask", fields: ["x-askspam", "x-ask-version"], texts: ["active spam killer"],
            sample: "This mail is protected by Active Spam Killer"),
        ChallengeSystem(
            "earthlink", texts: ["only from senders i have approved", "earthlink spamblocker"],
            sample: "To control spam, I now allow incoming messages only from senders I have approved beforehand."),
        ChallengeSystem(
            "general", fields: ["x-challenge", "x-challenge-response"],
            subjects: [
                "confirm your message", "verification required", "sender verification", "confirm email delivery", "challenge response",
                "your email requires verification", "please verify your email to", "action required to deliver", "confirm your email to",
                "waiting for approval", "please confirm your email", "confirmation required to deliver", "confirmação de remetente",
                "confirme sua mensagem", "confirme su mensaje", "confirmez votre message", "veuillez confirmer votre envoi",
                "bitte bestätigen sie ihre nachricht", "bestätigung erforderlich: ihre nachricht", "conferma il tuo messaggio",
                "подтвердите отправку", "подтвердите, что вы не робот",
            ],
            texts: [
                "you have sent to is protected by", "to release your message", "added to my list of approved senders",
                "confirm that you are a human", "confirm you are a human", "prove that you are human", "prove you are a human",
                "your message is being held until", "your message is being held pending", "your email is being held until",
                "verify that you are a person", "is using challenge", "challenge-response system", "challenge/response",
                "this one-time verification", "one time confirmation", "click the link below to authenticate yourself",
                "nachricht wird zurückgehalten, bis", "votre message est en attente de validation", "votre message a été mis en attente",
                "sua mensagem está retida", "su mensaje está retenido", "ваше письмо будет доставлено после подтверждения",
            ], sample: "Your message is being held until you confirm that you are a human"),
    ]
}
