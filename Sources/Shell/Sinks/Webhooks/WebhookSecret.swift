import Glibc
import MailSyntax
import Rendering
import Tokens

/// The secrets of one endpoint, by the Standard Webhooks specification: `whsec_` and base64 of 24 to 64 random bytes. One
/// file, one secret a line; while they are changed over, both sign.
package struct WebhookSecret: Hashable, Sendable {
    let keys: [[UInt8]]

    package struct Fault: Error, Hashable, CustomStringConvertible {
        package let description: String
    }

    private static let prefix = "whsec_"
    private static let keysMax = 4

    package init(_ text: String) throws(Fault) {
        var keys: [[UInt8]] = []
        for line in text.split(whereSeparator: \.isNewline) {
            let word = String(line).trimmedASCII
            guard !word.isEmpty else { continue }
            let digits = Array((word.hasPrefix(Self.prefix) ? word.dropFirst(Self.prefix.count) : word[...]).utf8)
            let key = Base64.decode(digits, 0..<digits.count)
            guard (24...64).contains(key.count), base64(key).utf8.elementsEqual(digits) else {
                throw Fault(description: "a secret is `whsec_` and base64 of 24 to 64 bytes: whsec_$(openssl rand -base64 32)")
            }
            keys.append(key)
        }
        guard (1...Self.keysMax).contains(keys.count) else {
            throw Fault(description: "one secret is needed, a line each, and at most \(Self.keysMax)")
        }
        self.keys = keys
    }

    /// Errors: `Fault` with the file's name, also for a file that others can read.
    package static func read(path: String) throws(Fault) -> WebhookSecret {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Fault(description: "\(path) cannot be read: \(String(cString: strerror(errno)))") }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_mode & 0o077 == 0 else {
            throw Fault(description: "\(path) must be a file for its owner alone; chmod it to 600")
        }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        do {
            return try WebhookSecret(String(decoding: bytes.prefix(max(0, count)), as: UTF8.self))
        } catch {
            throw Fault(description: "\(path): \(error.description)")
        }
    }

    /// The value of `webhook-signature`: one signature for each secret, the newest first.
    func signature(id: String, timestamp: Int64, body: [UInt8]) -> String {
        let signed = Array("\(id).\(timestamp).".utf8) + body
        return keys.map { "v1," + base64(HMACSHA256.of(signed, key: $0)) }.joined(separator: " ")
    }
}
