import Deliverability

extension PhraseTable {
    /// Finnish sentences. What refuses the message as a whole stands behind what names the recipient's trouble.
    static let finnish = PhraseTable(
        "fi", language: "fi", source: "own translations of what mail servers say", date: "2026-11",
        rules: [
            Rule(
                "relay", .block, .relayDenied,
                list: """
                    välitys kielletty | välitys estetty | välittäminen kielletty | edelleenlähetys estetty
                    """,
                sample: "554 5.7.1 Välitys kielletty"),
            Rule(
                "loop", .soft, .loop,
                list: """
                    postisilmukka | sähköpostisilmukka | silmukka havaittu | liian monta hyppyä
                    """,
                sample: "554 5.4.6 Sähköpostisilmukka: liian monta hyppyä"),
            Rule(
                "virus", .block, .virus, "sisältää viruksen", "virus löytyi", "haittaohjelma",
                sample: "550 5.7.1 Viesti sisältää viruksen"),
            Rule(
                "spam", .block, .content,
                list: """
                    roskapostiksi | roskapostia | roskaposti | luokiteltu spammiksi | spämmi
                    """,
                sample: "550 5.7.1 Viesti on luokiteltu roskapostiksi"),
            Rule(
                "blocklist", .block, .blocklist,
                list: """
                    mustalla listalla | mustalista | estolistalla | ip-osoite on estetty | ip-osoitteesi on estetty
                    """,
                sample: "554 5.7.1 IP-osoite on estetty: 192.0.2.1 mustalla listalla"),
            Rule(
                "sender", .block, .senderRejected,
                list: """
                    lähettäjä hylätty | lähettäjä estetty | tuntematon lähettäjä | lähettäjän osoite | lähettäjän verkkotunnus | ei ole
                    oikeutta lähettää | ei ole lupaa lähettää
                    """,
                sample: "550 5.1.8 Lähettäjän verkkotunnus puuttuu"),
            Rule(
                "rate", .block, .rateLimited,
                list: """
                    liian monta viestiä | liikaa viestejä | liian monta vastaanottajaa | lähetysraja
                    """,
                sample: "451 4.7.1 Liian monta viestiä osoitteesta 192.0.2.1"),
            Rule(
                "too-large", .soft, .tooLarge,
                list: """
                    viesti on liian suuri | liian suuri | viestin koko | enimmäiskoko | suurempi kuin
                    """,
                sample: "552 5.3.4 Viesti on liian suuri"),
            Rule(
                "mailbox-full", .soft, .mailboxFull,
                list: """
                    postilaatikko on täynnä | postilaatikko täynnä | postilaatikko on täysi | saapuneet-kansio on täynnä | kiintiö
                    ylitetty | kiintiö ylittynyt | kiintiö on ylittynyt | kiintiö täynnä | tallennustila | levytila | tila ei riitä
                    """,
                sample: "552 5.2.2 Vastaanottajan postilaatikko on täynnä"),
            Rule(
                "disabled", .hard, .disabled,
                list: """
                    tili on suljettu | tili suljettu | tili on poistettu | tili on lukittu | tili lukittu | tili on estetty | tili
                    poistettu käytöstä | tili ei ole käytössä | tili ei ole aktiivinen | postilaatikko on suljettu | postilaatikko
                    suljettu | postilaatikko poistettu | postilaatikko ei ole käytössä | ei ole enää käytössä | ei ole enää voimassa |
                    ei enää ole | käyttäjä on estetty | poistettu käytöstä
                    """,
                sample: "550 5.2.1 Tili on suljettu"),
            Rule(
                "host-unknown", .hard, .hostUnknown,
                list: """
                    verkkotunnusta ei löydy | verkkotunnusta ei löytynyt | verkkotunnus ei ole olemassa | toimialuetta ei löydy |
                    toimialuetta ei löytynyt | tuntematon verkkotunnus | tuntematon toimialue | palvelinta ei löydy | isäntää ei löydy
                    """,
                sample: "550 5.1.2 Verkkotunnusta ei löydy: example.invalid"),
            Rule(
                "unknown-user", .hard, .unknownUser,
                list: """
                    tuntematon vastaanottaja | vastaanottajaa ei löydy | vastaanottajaa ei löytynyt | vastaanottajaa ei ole |
                    virheellinen vastaanottaja | vastaanottaja hylätty | tuntematon käyttäjä | käyttäjää ei löydy | käyttäjää ei
                    löytynyt | käyttäjää ei ole | osoitetta ei löydy | osoitetta ei löytynyt | osoitetta ei ole | tuntematon osoite |
                    virheellinen osoite | postilaatikkoa ei löydy | postilaatikkoa ei ole | ei löydy | ei löytynyt | ei ole olemassa |
                    ei voitu löytää
                    """,
                sample: "550 5.1.1 Tuntematon vastaanottaja"),
            Rule(
                "policy", .block, .policy,
                list: """
                    turvallisuussyistä | tietoturvasyistä | käytännön vastainen | suojauskäytän | pääsy estetty | pääsy evätty | viesti
                    hylättiin | viesti on hylätty | viesti estettiin | viesti on estetty | hylkäsi viestin
                    """,
                sample: "550 5.7.1 Viesti hylättiin tietoturvasyistä"),
            Rule(
                "expired", .soft, .expired,
                list: """
                    toimitusaika | aikaraja | vanhentunut | ei voitu toimittaa | toimitusyritys | yritysten määrä
                    """,
                sample: "4.4.7 Viesti on vanhentunut"),
            Rule(
                "network", .soft, .network,
                list: """
                    yhteys evätty | yhteys katkesi | yhteyttä ei | yhteyden muodostaminen | ei vastaa | ei tavoitettavissa
                    """,
                sample: "4.4.1 Yhteyden muodostaminen palvelimeen mx.example.org epäonnistui"),
            Rule(
                "temporary", .soft, .temporary,
                list: """
                    tilapäisesti | väliaikaisesti | tilapäinen virhe | väliaikainen virhe | yritä myöhemmin | yritä uudelleen |
                    ylikuormit | huoltotyö | sisäinen virhe
                    """,
                sample: "451 4.3.0 Tilapäinen virhe, yritä myöhemmin uudelleen"),
        ])
}
