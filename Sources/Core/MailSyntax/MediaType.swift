/// A Content-Type or Content-Disposition: the lower-case word (`text/xml`, `attachment`) and its parameters
/// (RFC 2045 §5.1, RFC 2183), continuations and encodings of RFC 2231 joined.
package struct MediaType: Hashable, Sendable {
    package let essence: String
    package let parameters: [Parameter]

    /// A name in lower case, once in each field, and its value as text. There are few: a list finds one faster than a table.
    package struct Parameter: Hashable, Sendable {
        package let name: String
        package let value: String
    }

    package init(essence: String, parameters: [Parameter] = []) {
        self.essence = essence
        self.parameters = parameters
    }

    package var type: Substring { Substring(essence.utf8.prefix { $0 != 47 }) }
    package var subtype: Substring { Substring(essence.utf8.drop { $0 != 47 }.dropFirst()) }
    package var isMultipart: Bool { essence.hasPrefix("multipart/") }

    package subscript(name: String) -> String? { parameters.first { $0.name == name }?.value }

    /// Reads a value that may be anything: an unreadable parameter is skipped, never the type.
    package static func read(_ value: [UInt8], limits: Limits) -> MediaType {
        var scanner = ParameterScanner(bytes: value)
        let essence = scanner.essence()
        var raw: [(name: String, value: [UInt8])] = []
        while limits.parameters.allows(raw.count + 1), let parameter = scanner.next() { raw.append(parameter) }
        return MediaType(essence: essence, parameters: joined(raw))
    }

    /// RFC 2231 §3 and §4: `name*0*=utf-8''a; name*1=b`. Sections are taken in their numbered order; a plain
    /// parameter of the same name yields to an encoded one.
    private static func joined(_ raw: [(name: String, value: [UInt8])]) -> [Parameter] {
        var parameters: [Parameter] = []
        parameters.reserveCapacity(raw.count)
        var sections: [String: [Int: (bytes: [UInt8], encoded: Bool)]] = [:]
        for (name, value) in raw {
            guard name.utf8.contains(42) else {
                if !parameters.contains(where: { $0.name == name }) {
                    parameters.append(Parameter(name: name, value: EncodedWord.decode(value)))
                }
                continue
            }
            let words = name.split(separator: "*", omittingEmptySubsequences: false)
            let encoded = words.last == ""
            let number = words.count > 1 ? Int(words[1]) ?? 0 : 0
            guard (0...63).contains(number), sections[String(words[0])]?[number] == nil else { continue }
            sections[String(words[0]), default: [:]][number] = (value, encoded)
        }
        guard !sections.isEmpty else { return parameters }
        for (name, parts) in sections.sorted(by: { $0.key < $1.key }) {
            var charset: String?, bytes: [UInt8] = []
            for (index, number) in parts.keys.sorted().enumerated() {
                guard let (written, encoded) = parts[number] else { continue }
                var value = written
                if encoded, index == 0 {
                    let quotes = value.indices.filter { value[$0] == 39 }
                    if quotes.count >= 2 {
                        charset = value.text(0..<quotes[0])
                        value = Array(value[(quotes[1] + 1)...])
                    }
                }
                bytes += encoded ? percentDecoded(value) : value
            }
            parameters.removeAll { $0.name == name }
            parameters.append(Parameter(name: name, value: Charset.decode(bytes, charset: charset)))
        }
        return parameters
    }

    private static func percentDecoded(_ value: [UInt8]) -> [UInt8] {
        var out: [UInt8] = [], i = 0
        while i < value.count {
            if value[i] == 37, i + 2 < value.count, let high = value[i + 1].hexValue, let low = value[i + 2].hexValue {
                out.append(high << 4 | low)
                i += 3
            } else {
                out.append(value[i])
                i += 1
            }
        }
        return out
    }
}

/// Walks `word; name=value; name="quoted value" (comment)` byte by byte, forward only.
private struct ParameterScanner {
    let bytes: [UInt8]
    var position = 0

    mutating func essence() -> String {
        let start = position
        while position < bytes.count, bytes[position] != 59 { position += 1 }
        // `text/plain charset=utf-8` without the semicolon: the type ends at the first blank.
        var range = bytes.trimmed(start..<position)
        if let blank = bytes[range].firstIndex(where: { $0.isBlank || $0 == 40 }) {
            range = range.lowerBound..<blank
            position = blank
        }
        return TransferEncoding.word(bytes[range])
    }

    mutating func next() -> (name: String, value: [UInt8])? {
        while position < bytes.count {
            while position < bytes.count, bytes[position] == 59 || bytes[position].isMailWhitespace { position += 1 }
            skipComment()
            let start = position
            while position < bytes.count, bytes[position] != 61, bytes[position] != 59 { position += 1 }
            guard position < bytes.count, bytes[position] == 61 else { continue }
            let name = bytes.text(bytes.trimmed(start..<position)).asciiLowercased
            position += 1
            let value = value()
            if !name.isEmpty { return (name, value) }
        }
        return nil
    }

    private mutating func value() -> [UInt8] {
        while position < bytes.count, bytes[position].isMailWhitespace { position += 1 }
        guard position < bytes.count, bytes[position] == 34 else {
            let start = position
            while position < bytes.count, bytes[position] != 59 { position += 1 }
            var range = bytes.trimmed(start..<position)
            if let comment = bytes[range].firstIndex(of: 40), comment > range.lowerBound, bytes[comment - 1].isBlank {
                range = bytes.trimmed(range.lowerBound..<comment)
            }
            return Array(bytes[range])
        }
        position += 1
        var out: [UInt8] = []
        out.reserveCapacity((bytes[position...].firstIndex(of: 34) ?? bytes.count) - position)
        while position < bytes.count, bytes[position] != 34 {
            if bytes[position] == 92, position + 1 < bytes.count { position += 1 }
            out.append(bytes[position])
            position += 1
        }
        position += 1
        return out
    }

    private mutating func skipComment() {
        guard position < bytes.count, bytes[position] == 40 else { return }
        var depth = 0
        while position < bytes.count {
            if bytes[position] == 40 { depth += 1 }
            if bytes[position] == 41 { depth -= 1 }
            position += 1
            if depth == 0 { return }
        }
    }
}
