import Deliverability
import Interpretation
import MailSyntax
import Testing

@Suite struct ProviderRecognitionTests {
    @Test(
        arguments: [
            ("dns; gmail-smtp-in.l.google.com", "example.org", "gmail"), ("aspmx.l.google.com (192.0.2.1)", nil, "gmail"),
            ("example-org.mail.protection.outlook.com", "example.org", "microsoft"), (nil, "hotmail.com", "microsoft"),
            ("mta5.am0.yahoodns.net", nil, "yahoo"), (nil, "aol.com", "yahoo"), ("mx00.gmx.net", nil, "united-internet"),
            (nil, "web.de", "united-internet"),
            (nil, "qq.com", "tencent"), (nil, "163.com", "netease"), ("mxs.mail.ru", nil, "mailru"), ("MX.YANDEX.RU.", nil, "yandex"),
        ] as [(String?, String?, String)])
    func `host and domain name the provider`(host: String?, domain: String?, provider: String) {
        #expect(ProviderRecognition.provider(remoteHost: host, domain: domain.flatMap { DomainName($0) })?.slug == provider)
    }

    @Test(arguments: ["notgmail.com", "gmail.com.example.org", "example.org"])
    func `a name that only looks alike is nobody's`(domain: String) {
        #expect(ProviderRecognition.provider(remoteHost: nil, domain: DomainName(domain)) == nil)
    }
}
