import MailSyntax

/// A system that reports failures in words of its own: the sentences that only it writes, and its own grammar where the
/// general rules of `FailureBlocks` do not read it. One file each in `Forms/`.
struct BounceForm: Sendable {
    typealias Grammar = @Sendable (FormText) -> [FailureBlocks.Found]

    /// The contract's word: `qmail`.
    let name: String
    /// Lower case with single blanks, as `ReplyText` folds. Any of them tells the form.
    let phrases: [String]
    /// nil: the general rules read it. An empty answer hands over to them as well.
    let grammar: Grammar?

    init(_ name: String, phrases: [String], grammar: Grammar? = nil) {
        self.name = name
        self.phrases = phrases
        self.grammar = grammar
    }

    /// None of the known ones.
    static let unknown = BounceForm("text", phrases: [])

    /// The first that matches counts: who builds on another's words stands before it.
    static let all: [BounceForm] = [
        .jamesServer, .qmail, .postfixTranscript, .mailRu, .zoho, .exim, .sendmail, .postfix, .courier, .mailEnable, .exchange, .domino,
        .groupWise, .gmail,
        .yahoo,
        .aol, .iMail, .communiGate, .mDaemon, .zMailer, .smail, .iPlanet, .interScan, .surfControl, .openSMTPD,
        .dragonFly, .ezweb, .japaneseCarrier, .mobileGateway, .mailingList, .mimecast, .tencent, .netEase,
        .sendGrid,
    ]
}

/// What a form's own grammar reads.
struct FormText {
    /// The words for people, up to the returned message.
    let bytes: [UInt8]
    /// Header of the notice.
    let envelope: Header
    /// Keys of addresses that did not fail: whose mail it was, and who writes.
    let excluded: Set<String>
    let limits: Limits
}
