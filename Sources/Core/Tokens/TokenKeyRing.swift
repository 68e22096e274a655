import Deliverability
import MailSyntax

/// The keys under which tokens are made and recognised. The newest one signs, all of them verify.
///
/// Read from a text file, one line each, `#` begins a comment:
/// ```
/// recipients <64 hex digits>
/// key <id 0–255> <day of creation> <64 hex digits>
/// ```
/// `recipients` turns addresses into handles. It never changes: handles must stay what they are, and they prove nothing.
package struct TokenKeyRing: Hashable, Sendable, CustomStringConvertible {
    package struct Key: Hashable, Sendable {
        package let id: UInt8
        package let created: CivilDate
        let secret: [UInt8]
    }

    /// Bytes of one secret.
    package static let secretBytes = 32
    /// Days for which a key verifies after a newer one took its place: as long as a token is proof.
    package static let keptDays = Token.fullProofDays

    /// Oldest first; never empty.
    package let keys: [Key]
    let recipientSecret: [UInt8]

    /// Without the secrets, wherever it is shown.
    package var description: String { "\(keys.count) token keys, newest \(signing.id) of \(signing.created)" }

    package var signing: Key { keys[keys.count - 1] }

    package func key(_ id: UInt8) -> Key? { keys.first { $0.id == id } }

    /// The handle of an address under these keys.
    package func handle(of address: EmailAddress) -> RecipientHandle? {
        let code = HMACSHA256.of(Array("plumbline recipient\0".utf8) + Array(address.key.utf8), key: recipientSecret)
        return RecipientHandle(Array(code.prefix(RecipientHandle.sizeBytes)))
    }

    private init(keys: [Key], recipientSecret: [UInt8]) {
        self.keys = keys
        self.recipientSecret = recipientSecret
    }

    // MARK: making and changing

    /// nil unless both secrets have `secretBytes`.
    package init?(recipientSecret: [UInt8], secret: [UInt8], on day: CivilDate) {
        guard recipientSecret.count == Self.secretBytes, secret.count == Self.secretBytes else { return nil }
        self.init(keys: [Key(id: 1, created: day, secret: secret)], recipientSecret: recipientSecret)
    }

    /// With a new key that signs from now on. Keys that were replaced more than `keptDays` ago are left out.
    ///
    /// - Returns: nil where the secret has a wrong size, the day lies before the newest key, or no id is free.
    package func rotated(adding secret: [UInt8], on day: CivilDate) -> TokenKeyRing? {
        guard secret.count == Self.secretBytes, day >= signing.created else { return nil }
        var kept: [Key] = []
        for (position, key) in keys.enumerated() {
            let replaced = position + 1 < keys.count ? keys[position + 1].created : day
            if day.daysSince1970 - replaced.daysSince1970 <= Self.keptDays { kept.append(key) }
        }
        let used = Set(kept.map(\.id)), next = signing.id
        guard let id = (1...255).lazy.map({ next &+ UInt8($0) }).first(where: { !used.contains($0) }) else { return nil }
        return TokenKeyRing(keys: kept + [Key(id: id, created: day, secret: secret)], recipientSecret: recipientSecret)
    }

    /// The last day on which the key surely verifies; nil for the one that signs.
    package func end(of key: Key) -> CivilDate? {
        guard let position = keys.firstIndex(of: key), position + 1 < keys.count else { return nil }
        return CivilDate(daysSince1970: keys[position + 1].created.daysSince1970 + Self.keptDays)
    }

    // MARK: the file

    package var fileText: String {
        let head = "# Token keys of plumbline. Whoever has them can forge complaints: chmod 600.\n"
        let lines = ["recipients \(hexadecimal(recipientSecret))"] + keys.map { "key \($0.id) \($0.created) \(hexadecimal($0.secret))" }
        return head + lines.joined(separator: "\n") + "\n"
    }

    /// - Throws: `Fault`, which names the line and never its content.
    package init(fileText bytes: [UInt8]) throws(Fault) {
        var keys: [Key] = [], recipients: [UInt8]?, cursor = LineCursor(0..<bytes.count), number = 0
        while let line = cursor.next(in: bytes) {
            number += 1
            let words = bytes.text(line).split(separator: "#", omittingEmptySubsequences: false)[0].split { $0 == " " || $0 == "\t" }
            switch words.first {
            case nil: continue
            case "recipients" where words.count == 2 && recipients == nil:
                guard let secret = Self.secret(words[1]) else {
                    throw Fault(line: number, "the secret is not \(Self.secretBytes * 2) hex digits")
                }
                recipients = secret
            case "key" where words.count == 4:
                guard let id = UInt8(words[1]), !keys.contains(where: { $0.id == id }) else {
                    throw Fault(line: number, "the id is not a number from 0 to 255 of its own")
                }
                guard let day = Self.day(words[2]) else { throw Fault(line: number, "the day is not YYYY-MM-DD") }
                guard let secret = Self.secret(words[3]) else {
                    throw Fault(line: number, "the secret is not \(Self.secretBytes * 2) hex digits")
                }
                keys.append(Key(id: id, created: day, secret: secret))
            default: throw Fault(line: number, "neither `recipients SECRET`, once, nor `key ID DAY SECRET`")
            }
        }
        guard let recipients else { throw Fault(line: nil, "there is no line `recipients SECRET`") }
        guard !keys.isEmpty else { throw Fault(line: nil, "there is no line `key ID DAY SECRET`") }
        // Lines may be moved by hand: the newest signs wherever it stands, of two of one day the later line.
        let ordered = keys.enumerated().sorted { ($0.element.created, $0.offset) < ($1.element.created, $1.offset) }.map(\.element)
        self.init(keys: ordered, recipientSecret: recipients)
    }

    /// What is wrong with a file of keys.
    package struct Fault: Error, Hashable, Sendable, CustomStringConvertible {
        package let line: Int?
        package let message: String

        init(line: Int?, _ message: String) {
            self.line = line
            self.message = message
        }

        package var description: String { (line.map { "line \($0): " } ?? "") + message }
    }

    private static func secret(_ digits: Substring) -> [UInt8]? {
        let values = digits.utf8.map(\.hexValue)
        guard values.count == secretBytes * 2 else { return nil }
        var out: [UInt8] = []
        for i in stride(from: 0, to: values.count, by: 2) {
            guard let high = values[i], let low = values[i + 1] else { return nil }
            out.append(high << 4 | low)
        }
        return out
    }

    private static func day(_ text: Substring) -> CivilDate? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2] else { return nil }
        return Timestamp(year: year, month: month, day: day)?.civilDate
    }
}
