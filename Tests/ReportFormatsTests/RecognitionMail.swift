import MailSyntax
import TestKit

/// A mail with one or several parts, for tests of recognition.
struct RecognitionMail {
    var header = [
        "From: dmarc@elder.example", "To: reports@example.com",
        "Subject: Report Domain: example.com Submitter: elder.example Report-ID: <1>",
    ]
    var parts: [Part]

    struct Part {
        var header: [String]
        var body: [UInt8]

        /// A part in base64.
        init(_ type: String, name: String? = nil, _ body: [UInt8]) {
            header = ["Content-Type: \(type)", "Content-Transfer-Encoding: base64"]
            if let name { header.append("Content-Disposition: attachment; filename=\"\(name)\"") }
            self.body = Array(base64(body).utf8)
        }

        init(lines: [String], text: String) {
            header = lines
            body = Array(text.utf8)
        }
    }

    var bytes: [UInt8] {
        var out =
            Array((header + ["MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=\"=b\"", ""]).joined(separator: "\n").utf8) + [
                10
            ]
        for part in parts { out += Array(("--=b\n" + part.header.joined(separator: "\n") + "\n\n").utf8) + part.body + [10] }
        return out + Array("--=b--\n".utf8)
    }
}

private func base64(_ bytes: [UInt8]) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var out: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
        let three = bytes[start..<min(start + 3, bytes.count)]
        let value = three.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - three.count))
        for k in 0..<4 { out.append(k <= three.count ? digits[value >> (18 - 6 * k) & 63] : 61) }
        if start % 57 == 54 { out.append(10) }
    }
    return String(decoding: out, as: UTF8.self)
}
