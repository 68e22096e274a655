import MailSyntax

/// Bytes of a text: tests read like mail.
func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

func message(_ text: String, limits: Limits = Limits()) throws -> Message { try Message.read(bytes(text), limits: limits) }

extension BodyPart {
    /// The tree in one line: `multipart/mixed(text/plain, message/rfc822(text/plain))`.
    var outline: String {
        parts.isEmpty ? mediaType.essence : "\(mediaType.essence)(\(parts.map(\.outline).joined(separator: ", ")))"
    }

    func bodyText() throws -> String { try text(Limits()) }
}

extension [UInt8] {
    var asText: String { String(decoding: self, as: UTF8.self) }
}

/// Mails of the shapes that reports have. The line-ending and the mutation tests start from these.
enum MailSamples {
    static let all = [
        plain, encodedHeaders, deliveryStatus, feedback, aggregate, nested, nestedInBase64, digest, quotedPrintable, latin,
    ]

    static let plain = """
        From: Postmaster <postmaster@mx.example.net>
        To: bounces@example.com
        Subject: hello
        Date: Tue, 24 Nov 2026 07:44:47 +0100

        Just a line.

        """

    static let encodedHeaders = """
        Received: from a.example.net (a.example.net [192.0.2.7])
        \tby mx.example.com with ESMTPS id 4X;
        \tTue, 24 Nov 2026 06:44:47 +0000 (UTC)
        Authentication-Results: mx.example.com; dkim=pass header.d=example.net
        From: =?utf-8?B?UG9zdG3DpHN0ZXI=?= <postmaster@example.net>
        Subject: =?iso-8859-1?Q?R=FCckl=E4ufer?= =?iso-8859-1?Q?_heute?=
        Content-Type: text/plain; charset*=utf-8''utf-8; name*0="a"; name*1="b.txt"

        x
        """

    static let deliveryStatus = """
        From: MAILER-DAEMON@mx.example.net
        Content-Type: multipart/report; report-type=delivery-status; boundary="=_b/1"

        This is MIME.
        --=_b/1
        Content-Type: text/plain

        user unknown
        --=_b/1
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.net

        Final-Recipient: rfc822; user@example.org
        Action: failed
        Status: 5.1.1
        Diagnostic-Code: smtp; 550 5.1.1 <user@example.org>... User unknown

        --=_b/1
        Content-Type: text/rfc822-headers

        Message-ID: <1@example.com>

        --=_b/1--
        bye
        """

    static let feedback = """
        From: fbl@example.net
        Content-Type: multipart/report; report-type=feedback-report;
         boundary=part

        --part

        no header here
        --part
        Content-Type: message/feedback-report

        Feedback-Type: abuse
        Version: 1

        --part
        Content-Type: message/rfc822

        From: news@example.com
        To: user@example.org
        Subject: offer

        body
        --part--

        """

    static let aggregate = """
        Subject: Report Domain: example.com
        Content-Type: application/gzip; name="a.example!example.com!1!2.xml.gz"
        Content-Transfer-Encoding: base64
        Content-Disposition: attachment; filename="a.example!example.com!1!2.xml.gz"

        H4sIAAAAAAAAA7PJSM3JyVcozy/KSbGzAQAn
        vWJ1DwAAAA==

        """

    static let nested = """
        Content-Type: multipart/mixed; boundary=outer

        --outer
        Content-Type: multipart/alternative; boundary=outer-inner

        --outer-inner
        Content-Type: text/plain

        one
        --outer-inner
        Content-Type: text/html

        <p>two</p>
        --outer-inner--
        --outer
        Content-Type: message/rfc822

        Content-Type: multipart/mixed; boundary=third

        --third

        three
        --third--
        --outer--

        """

    static let nestedInBase64 = """
        Content-Type: multipart/mixed; boundary=b

        --b
        Content-Type: message/rfc822
        Content-Transfer-Encoding: base64

        RnJvbTogYUBleGFtcGxlLmNvbQpTdWJqZWN0OiBpbnNpZGUKCmRlZXAgdGV4dAo=
        --b--

        """

    static let digest = """
        Content-Type: multipart/digest; boundary=d

        --d

        From: a@example.com

        first
        --d

        From: b@example.com

        second
        --d--

        """

    static let quotedPrintable = """
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: quoted-printable

        gr=C3=BC=C3=9Fe, soft=
        break

        """

    static let latin = """
        Content-Type: text/plain; charset=koi8-r
        Content-Transfer-Encoding: base64

        8NLJ18XU

        """
}
