import MailSyntax
import Testing

/// The fuzz contract: any bytes give a message or the one declared error, nothing else (law 4).
@Suite struct MessageFuzzTests {
    /// SplitMix64: the same mutations on every run and machine.
    struct Random: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }

    private static let tokens = [
        "--", "\n--", "=?", "?=", "=?utf-8?Q?", "\r", "\r\n", "\n\n", ";", "\"", "(", ")", "<", ">", "@", "*0*=", "%", "=", ":", "\0",
        "\u{FEFF}",
        "Content-Type: multipart/mixed; boundary=b\n\n--b\n", "Content-Type: message/rfc822\n\n", "Content-Transfer-Encoding: base64\n",
        "Content-Transfer-Encoding: quoted-printable\n", "From ", "5.1.1", "550-", "2026-11-24T", "999999999999999999999",
    ].map { Array($0.utf8) }

    private static func mutated(_ seed: [UInt8], _ random: inout Random) -> [UInt8] {
        var bytes = seed
        for _ in 0..<Int.random(in: 1...6, using: &random) {
            let at = Int.random(in: 0...bytes.count, using: &random)
            switch Int.random(in: 0..<6, using: &random) {
            case 0 where at < bytes.count: bytes[at] = UInt8.random(in: 0...255, using: &random)
            case 1 where at < bytes.count: bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 2: bytes.insert(contentsOf: tokens.randomElement(using: &random) ?? [], at: at)
            case 3: bytes.removeSubrange(at..<min(bytes.count, at + Int.random(in: 1...20, using: &random)))
            case 4: bytes.removeSubrange(at...)
            default:
                let end = min(bytes.count, at + Int.random(in: 1...60, using: &random))
                bytes.insert(contentsOf: Array(bytes[at..<end]), at: Int.random(in: 0...bytes.count, using: &random))
            }
        }
        return bytes
    }

    /// Everything a report reader would ask of a message.
    private static func walk(_ message: Message, _ limits: Limits) -> Int {
        var seen = 0
        for part in message.root.walk {
            seen += part.label.utf8.count
            seen += (try? part.decoded(limits))?.count ?? 0
            for field in part.header.fields {
                let value = part.header.unfolded(field)
                switch part.header.name(field).asciiLowercased {
                case "from", "to", "final-recipient": seen += EmailAddress.list(value).count + (EmailAddress(value) == nil ? 0 : 1)
                case "date", "arrival-date": seen += MailDate.read(value) == nil ? 0 : 1
                case "authentication-results": seen += AuthenticationResults(value)?.methods.count ?? 0
                case "diagnostic-code", "status": seen += SMTPReply(value.asText).text.utf8.count
                default: seen += EncodedWord.decode(value).utf8.count
                }
            }
        }
        return seen
    }

    @Test(arguments: 0..<10)
    func `law 4: any bytes give a message or the declared error`(seed: Int) {
        var random = Random(state: UInt64(seed) &* 7919 &+ 1)
        var limits = Limits()
        limits.mimeDepth.value = 8
        limits.mimeParts.value = 20
        let mail = Array(MailSamples.all[seed].utf8)
        var read = 0, refused = 0
        for round in 0..<2000 {
            let bytes = Self.mutated(round % 3 == 0 ? Array(mail.map { $0 == 10 ? [13, 10] : [$0] }.joined()) : mail, &random)
            do throws(ReadError) {
                let message = try Message.read(bytes, limits: limits)
                if round % 4 == 0 { _ = Self.walk(message, limits) }
                read += 1
            } catch {
                refused += 1
                #expect(error.reason.rawValue.contains("."))
            }
        }
        #expect(read + refused == 2000)
        #expect(read > 1500, "a mutation or two rarely makes a mail unreadable")
    }
}
