import Deliverability

/// All tables that are compiled in. Order inside a table is the order of decision; order here breaks ties.
package enum RuleTables {
    package static let providers: [ProviderTable] = [
        .gmail, .microsoft, .yahoo, .apple, .mailru, .yandex, .comcast, .unitedInternet, .tOnline, .orange, .free, .tencent, .netease,
        .sina,
        .cox, .spectrum, .attMail, .goDaddy, .facebook, .mimecast, .docomo, .kddi, .softBank, .iua,
        .italiaonline, .telecomItalia, .aruba, .telefonica, .terraBrasil, .uol, .locaweb, .ziggo, .kpn, .telenet, .wirtualnaPolska, .onet,
        .interia, .seznam, .centrum, .freemailHungary, .telia, .comHem, .elisa, .naver, .daum, .nifty, .ocn, .biglobe, .rakutenMobile,
        .zoho, .proton, .fastmail, .alibaba, .rackspace, .rambler, .ukrNet, .bluewin, .freenet,
    ]

    package static let phrases: [PhraseTable] =
        [
            .ownRefusals, .securityServices, .blocklists, .mailServers, .englishSender, .englishRecipient, .englishTransport,
        ] + languages + [.hints]

    /// One table for each language; those of which little is known share the last.
    package static let languages: [PhraseTable] = [
        .german, .french, .spanish, .italian, .portuguese, .dutch, .polish, .russian, .ukrainian, .japanese, .chinese, .korean, .turkish,
        .czech, .slovak, .swedish, .danish, .finnish, .hungarian, .otherLanguages,
    ]
}
