import MailSyntax

/// Ways in which gateways, clients and MTAs write the same notice differently. None of them changes what it says, so none
/// may change what is made of it.
package struct BounceMutation: Sendable, CustomStringConvertible {
    package let name: String
    /// Least share of mails for which the answer stays the same.
    package let leastShare: Double
    /// nil: the mail has nothing that this would change.
    package let apply: @Sendable ([UInt8]) -> [UInt8]?

    package var description: String { name }

    private init(_ name: String, leastShare: Double = 0.98, _ apply: @escaping @Sendable ([UInt8]) -> [UInt8]?) {
        self.name = name
        self.leastShare = leastShare
        self.apply = apply
    }

    package static let all: [BounceMutation] = [
        BounceMutation("CRLF line ends") { withLineEnds($0, [13, 10]) },
        BounceMutation("bare CR line ends") { $0.allSatisfy { $0 < 0x80 } ? withLineEnds($0, [13]) : nil },
        BounceMutation("values folded after their type") { inMachinePart($0, folded) },
        BounceMutation("dates removed") { withDates($0) { _ in nil } },
        BounceMutation("dates that nobody can read") { withDates($0) { $0 + ": the day before yesterday" } },
        BounceMutation("machine part in base64") { reencoded($0, "base64", base64) },
        BounceMutation("machine part in quoted-printable") { reencoded($0, "quoted-printable", quotedPrintable) },
        BounceMutation("a byte order mark first") { [0xEF, 0xBB, 0xBF] + $0 },
        BounceMutation("no returned message") { withoutReturnedPart($0) },
        BounceMutation("forwarded as an attachment") { forwarded($0) },
        BounceMutation("another subject, encoded") { withField($0, "subject", "=?utf-8?B?0J/QuNGB0YzQvNC+INC80LDRgdGC0LXRgNCw?=") },
        BounceMutation("another From") { withField($0, "from", "noreply@mail.example") },
        BounceMutation("RFC 6533 global-delivery-status") { global($0) },
        BounceMutation("field names in capitals") { withFieldNames($0) { $0.map(\.asciiUppercased) } },
        BounceMutation("field names in small letters") { withFieldNames($0) { $0.map(\.asciiLowercased) } },
        BounceMutation("no blank after the colon") { withoutBlanks($0) },
        BounceMutation("cut at 70 %", leastShare: 0.9) { Array($0.prefix($0.count * 7 / 10)) },
    ]

    // MARK: lines

    private static func lines(_ bytes: some Collection<UInt8>) -> [[UInt8]] {
        bytes.split(separator: 10, omittingEmptySubsequences: false).map { Array($0.last == 13 ? $0.dropLast() : $0) }
    }

    private static func joined(_ lines: [[UInt8]]) -> [UInt8] { Array(lines.joined(separator: [10])) }

    private static func withLineEnds(_ bytes: [UInt8], _ end: [UInt8]) -> [UInt8]? {
        let lines = lines(bytes)
        return lines.contains { $0.contains(13) } ? nil : Array(lines.joined(separator: end))
    }

    /// The lower-case name of the field that begins on the line.
    private static func fieldName(_ line: [UInt8]) -> String? {
        guard let colon = line.firstIndex(of: 58), colon > 0, line[..<colon].allSatisfy({ $0 > 32 && $0 < 127 }) else { return nil }
        return String(decoding: line[..<colon], as: UTF8.self).lowercased()
    }

    private static let dateFields: Set = [
        "date", "arrival-date", "last-attempt-date", "will-retry-until", "resent-date", "delivery-date", "x-original-arrival-date",
    ]

    private static func withDates(_ bytes: [UInt8], _ written: (String) -> String?) -> [UInt8]? {
        var out: [[UInt8]] = [], inside = false, changed = false
        for line in lines(bytes) {
            if inside, line.first?.isBlank ?? false { continue }
            inside = false
            guard let name = fieldName(line), dateFields.contains(name) else {
                out.append(line)
                continue
            }
            (inside, changed) = (true, true)
            if let text = written(name) { out.append(Array(text.utf8)) }
        }
        return changed ? joined(out) : nil
    }

    // MARK: the header

    private static func header(_ bytes: [UInt8]) -> Header? {
        guard let message = try? Message.read(bytes), message.header.source == bytes else { return nil }
        return message.header
    }

    private static func withField(_ bytes: [UInt8], _ name: String, _ value: String) -> [UInt8]? {
        guard let header = header(bytes), let field = header.fields.first(where: { header.name($0).lowercased() == name }) else {
            return nil
        }
        return Array(bytes[..<field.value.lowerBound]) + Array((" " + value).utf8) + Array(bytes[field.value.upperBound...])
    }

    private static func withFieldNames(_ bytes: [UInt8], _ written: (ArraySlice<UInt8>) -> [UInt8]) -> [UInt8]? {
        guard let header = header(bytes) else { return nil }
        var out = bytes
        for field in header.fields { out.replaceSubrange(field.name, with: written(bytes[field.name])) }
        return inMachinePart(out) { lines in
            lines.map { line in
                guard let name = fieldName(line) else { return line }
                return written(line[..<name.utf8.count]) + line[name.utf8.count...]
            }
        } ?? out
    }

    private static func withoutBlanks(_ bytes: [UInt8]) -> [UInt8]? {
        guard let header = header(bytes) else { return nil }
        var out = bytes
        for field in header.fields.reversed() where field.value.count > 1 && bytes[field.value.lowerBound] == 32 {
            // A value on the next line keeps its blank: nothing stands after the colon there.
            if bytes[field.value.lowerBound + 1] > 32 { out.remove(at: field.value.lowerBound) }
        }
        return inMachinePart(out) { lines in
            lines.map { line in
                guard let name = fieldName(line) else { return line }
                return Array(line[...name.utf8.count]) + line[(name.utf8.count + 1)...].drop { $0 == 32 }
            }
        } ?? out
    }

    // MARK: parts

    private static func isMachine(_ part: BodyPart) -> Bool {
        ["message/delivery-status", "message/global-delivery-status"].contains(part.mediaType.essence)
    }

    /// The machine part, where it stands in the mail as it will be sent.
    private static func machinePart(_ bytes: [UInt8]) -> BodyPart? {
        guard let message = try? Message.read(bytes), message.header.source == bytes, let part = message.root.first(where: isMachine),
            part.source == bytes, part.encoding == .identity
        else { return nil }
        return part
    }

    private static func inMachinePart(_ bytes: [UInt8], _ change: ([[UInt8]]) -> [[UInt8]]) -> [UInt8]? {
        guard let part = machinePart(bytes) else { return nil }
        let crlf = bytes[part.body].contains(13)
        let changed = change(lines(bytes[part.body])).joined(separator: crlf ? [13, 10] : [10])
        return Array(bytes[..<part.body.lowerBound]) + Array(changed) + Array(bytes[part.body.upperBound...])
    }

    private static func folded(_ lines: [[UInt8]]) -> [[UInt8]] {
        lines.flatMap { line -> [[UInt8]] in
            guard let name = fieldName(line), ["final-recipient", "original-recipient", "diagnostic-code", "remote-mta"].contains(name),
                let semicolon = line.firstIndex(of: 59), semicolon < line.count - 1
            else { return [line] }
            return [Array(line[...semicolon]), [32, 32, 32, 32] + line[(semicolon + 1)...].drop { $0.isBlank }]
        }
    }

    private static func reencoded(_ bytes: [UInt8], _ encoding: String, _ encode: ([UInt8]) -> [UInt8]) -> [UInt8]? {
        guard let part = machinePart(bytes), let first = part.header.fields.first else { return nil }
        var fields = "Content-Transfer-Encoding: \(encoding)\n"
        for field in part.header.fields where part.header.name(field).lowercased() != "content-transfer-encoding" {
            fields += part.header.name(field) + ":" + String(decoding: bytes[field.value], as: UTF8.self) + "\n"
        }
        return Array(bytes[..<first.name.lowerBound]) + Array((fields + "\n").utf8) + encode(Array(bytes[part.body]))
            + Array(bytes[part.body.upperBound...])
    }

    private static func quotedPrintable(_ bytes: [UInt8]) -> [UInt8] {
        let digits = Array("0123456789ABCDEF".utf8)
        var out: [UInt8] = []
        for line in lines(bytes) {
            var column = 0
            for (number, byte) in line.enumerated() {
                let isPlain = byte > 32 && byte < 127 && byte != 61 || (byte == 32 && number < line.count - 1)
                if column > 70 {
                    out += [61, 10]
                    column = 0
                }
                out += isPlain ? [byte] : [61, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
                column += isPlain ? 1 : 3
            }
            out.append(10)
        }
        return out.dropLast()
    }

    private static func base64(_ bytes: [UInt8]) -> [UInt8] {
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var out: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let three = bytes[start..<min(start + 3, bytes.count)]
            let value = three.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - three.count))
            for place in 0..<4 { out.append(place <= three.count ? digits[value >> (18 - 6 * place) & 63] : 61) }
            if start % 57 == 54 { out.append(10) }
        }
        return out
    }

    /// The returned message and its delimiter taken out of a multipart.
    private static func withoutReturnedPart(_ bytes: [UInt8]) -> [UInt8]? {
        guard let message = try? Message.read(bytes), message.header.source == bytes, message.root.mediaType.isMultipart else { return nil }
        let returned = ["message/rfc822", "message/global", "text/rfc822-headers", "message/rfc822-headers", "message/global-headers"]
        guard message.root.parts.count > 1,
            let part = message.root.parts.dropFirst().last(where: { returned.contains($0.mediaType.essence) }),
            let first = part.header.fields.first
        else { return nil }
        var start = first.name.lowerBound - 1
        while start > 0, bytes[start - 1] != 10 { start -= 1 }
        return Array(bytes[..<start]) + Array(bytes[part.body.upperBound...].drop { $0 == 10 || $0 == 13 })
    }

    private static func forwarded(_ bytes: [UInt8]) -> [UInt8] {
        let head = """
            From: Ada <ada@forwarder.example>
            To: bounces@mail.example
            Subject: Fwd: this came back
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary="=forwarded="

            --=forwarded=
            Content-Type: text/plain

            See below.

            --=forwarded=
            Content-Type: message/rfc822


            """
        return Array(head.utf8) + bytes + Array("\n--=forwarded=--\n".utf8)
    }

    /// RFC 6533 §2: the same report for internationalised mail.
    private static func global(_ bytes: [UInt8]) -> [UInt8]? {
        guard let part = machinePart(bytes), part.mediaType.essence == "message/delivery-status" else { return nil }
        let typed = inMachinePart(bytes) { lines in
            lines.map { line in
                guard let name = fieldName(line), ["final-recipient", "original-recipient"].contains(name) else { return line }
                return Array(replacing(String(decoding: line, as: UTF8.self), "rfc822;", "utf-8;").utf8)
            }
        }
        guard let typed else { return nil }
        let text = String(decoding: typed, as: UTF8.self)
        return Array(
            replacing(
                replacing(text, "message/delivery-status", "message/global-delivery-status"), "report-type=delivery-status",
                "report-type=global-delivery-status"
            ).utf8)
    }

    private static func replacing(_ text: String, _ old: String, _ new: String) -> String {
        var out: [UInt8] = [], i = 0
        let bytes = Array(text.utf8), needle = Array(old.utf8)
        while i < bytes.count {
            if i + needle.count <= bytes.count, bytes[i..<(i + needle.count)].map(\.asciiLowercased) == needle {
                out += Array(new.utf8)
                i += needle.count
            } else {
                out.append(bytes[i])
                i += 1
            }
        }
        return String(decoding: out, as: UTF8.self)
    }
}

extension UInt8 {
    fileprivate var asciiUppercased: UInt8 { self &- 97 < 26 ? self - 32 : self }
}
