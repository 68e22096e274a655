import Deliverability

extension PhraseTable {
    /// Turkish sentences. What refuses the message as a whole stands behind what names the recipient's trouble.
    static let turkish = PhraseTable(
        "tr", language: "tr", source: "own translations of what mail servers say", date: "2026-11",
        rules: [
            Rule(
                "relay", .block, .relayDenied,
                list: """
                    aktarma reddedildi | aktarıma izin | relay izni | röle reddedildi | iletim reddedildi
                    """,
                sample: "554 5.7.1 Aktarma reddedildi"),
            Rule(
                "loop", .soft, .loop,
                list: """
                    posta döngüsü | ileti döngüsü | döngü algılandı | çok fazla atlama
                    """,
                sample: "554 5.4.6 Posta döngüsü: döngü algılandı"),
            Rule(
                "virus", .block, .virus,
                list: """
                    virüs içeriyor | virüs bulundu | virüs tespit | virüs algılandı | zararlı içerik | zararlı yazılım
                    """,
                sample: "550 5.7.1 İleti virüs içeriyor"),
            Rule(
                "spam", .block, .content,
                list: """
                    spam olarak | istenmeyen posta | istenmeyen e-posta | istenmeyen ileti | önemsiz posta | içerik reddedildi
                    """,
                sample: "550 5.7.1 İleti spam olarak algılandı"),
            Rule(
                "blocklist", .block, .blocklist,
                list: """
                    kara listede | karalistede | kara liste | engelleme listesi | ip adresiniz engel | ip adresi engel
                    """,
                sample: "554 5.7.1 IP adresiniz kara listede"),
            Rule(
                "sender", .block, .senderRejected,
                list: """
                    gönderen reddedildi | gönderici reddedildi | gönderen adresi | gönderici adresi | gönderen etki alanı | gönderen
                    alan adı | gönderen bulunamadı | gönderme izniniz | göndermek için izniniz | gönderme yetkiniz
                    """,
                sample: "550 5.1.8 Gönderen adresi reddedildi"),
            Rule(
                "rate", .block, .rateLimited,
                list: """
                    çok fazla ileti | çok fazla e-posta | çok fazla mesaj | çok fazla alıcı | gönderim limiti | gönderim sınırı |
                    gönderme sınırı
                    """,
                sample: "451 4.7.1 Çok fazla ileti gönderildi"),
            Rule(
                "connections", .block, .tooManyConnections, "çok fazla bağlantı", "eş zamanlı bağlantı", "bağlantı sayısı",
                sample: "421 4.7.0 Çok fazla bağlantı"),
            Rule(
                "too-large", .soft, .tooLarge,
                list: """
                    ileti çok büyük | mesaj çok büyük | çok büyük | ileti boyutu | mesaj boyutu | boyut sınırı | boyutu aşıyor |
                    maksimum boyut
                    """,
                sample: "552 5.3.4 İleti boyutu sınırı aşıyor"),
            Rule(
                "mailbox-full", .soft, .mailboxFull,
                list: """
                    posta kutusu dolu | posta kutusu doldu | posta kutusu doludur | posta kutusunun dolu | gelen kutusu dolu | kutusu
                    dolu | kota aşıldı | kotası aşıldı | kotası dolu | kotasını aştı | kota dolu | kota sınırı | yeterli alan yok |
                    yetersiz alan | yer yok | depolama alanı | disk kotası
                    """,
                sample: "552 5.2.2 Alıcının posta kutusu dolu"),
            Rule(
                "disabled", .hard, .disabled,
                list: """
                    hesap devre dışı | hesabı devre dışı | hesap askıya | hesabı askıya | hesap kapatıl | hesabı kapatıl | hesap kapalı
                    | hesap pasif | hesabı pasif | hesap aktif değil | hesap kilitli | hesap silindi | kullanıcı pasif | kullanıcı aktif
                    değil | kullanıcı engellen | posta kutusu devre dışı | posta kutusu kapalı | posta kutusu pasif | artık kullanılm |
                    artık geçerli değil | devre dışı bırakıl
                    """,
                sample: "550 5.2.1 Hesap devre dışı"),
            Rule(
                "host-unknown", .hard, .hostUnknown,
                list: """
                    alan adı bulunamadı | etki alanı bulunamadı | alan adı mevcut değil | alan adı geçersiz | geçersiz alan adı | etki
                    alanı mevcut değil | sunucu bulunamadı | bilinmeyen alan | bilinmeyen sunucu | etki alanı
                    """,
                sample: "550 5.1.2 Alan adı bulunamadı: example.invalid"),
            Rule(
                "unknown-user", .hard, .unknownUser,
                list: """
                    kullanıcı bulunamadı | kullanıcı yok | kullanıcı mevcut değil | böyle bir kullanıcı | kullanıcı tanımlı değil |
                    kullanıcı bilinmiyor | bilinmeyen kullanıcı | bilinmeyen alıcı | geçersiz alıcı | geçersiz kullanıcı | geçersiz
                    adres | geçersiz e-posta | alıcı bulunamadı | alıcı geçersiz | alıcı adresi geçersiz | alıcı adresi reddedildi |
                    alıcı reddedildi | alıcı bilinmiyor | alıcı yok | adres bulunamadı | adresi bulunamadı | adres geçersiz | adresi
                    geçersiz | adres mevcut değil | adresi mevcut değil | posta kutusu bulunamadı | posta kutusu mevcut değil | posta
                    kutusu yok | hesap bulunamadı | hesap mevcut değil | böyle bir hesap | böyle bir adres | bulunamadı | mevcut değil
                    """,
                sample: "550 5.1.1 Kullanıcı bulunamadı"),
            Rule(
                "policy", .block, .policy,
                list: """
                    güvenlik nedeniyle | güvenlik politikası | politika nedeniyle | politikaya aykırı | erişim engellendi | erişim
                    reddedildi | ileti reddedildi | mesaj reddedildi | e-posta reddedildi | sunucu tarafından reddedildi | alıcı
                    tarafından reddedildi | teslim kısıtlı
                    """,
                sample: "550 5.7.1 İleti reddedildi: güvenlik politikası"),
            Rule(
                "expired", .soft, .expired,
                list: """
                    teslim süresi | süresi doldu | süre aşıldı | zaman aşımı | gün içinde teslim | deneme sayısı | birçok denemeden
                    """,
                sample: "4.4.7 Teslim süresi doldu"),
            Rule(
                "network", .soft, .network,
                list: """
                    bağlantı reddedildi | bağlantı kesildi | bağlantı kurulamadı | bağlanılamadı | bağlanamadı | yanıt vermiyor |
                    ulaşılamıyor
                    """,
                sample: "4.4.1 Bağlantı reddedildi: mx.example.org"),
            Rule(
                "temporary", .soft, .temporary,
                list: """
                    geçici olarak | geçici hata | geçici bir | daha sonra tekrar | tekrar deneyin | şu anda kullanılamıyor | sunucu
                    meşgul | bakım çalışması | iç hata
                    """,
                sample: "451 4.3.0 Geçici hata, daha sonra tekrar deneyin"),
        ])
}
