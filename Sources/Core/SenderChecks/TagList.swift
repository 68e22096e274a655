import MailSyntax

/// `v=1; a=rsa-sha256; …`: names with values, in a DKIM-Signature field and in a key record (RFC 6376 §3.2).
///
/// Values stay ranges of the bytes that they came in. Errors: `DKIMRefusal.malformed`, also for a name that stands twice,
/// because two readers could then see two signatures.
struct TagList {
    /// RFC 6376 §3.5 has fourteen; unknown ones are passed over.
    private static let tagsMax = 64

    private let source: [UInt8]
    /// What stands between `=` and the next `;`, blanks and line ends included.
    private var values: [String: Range<Int>] = [:]

    init(_ source: [UInt8], _ range: Range<Int>) throws(DKIMRefusal) {
        self.source = source
        var start = range.lowerBound
        while start < range.upperBound {
            let end = source.find(59, in: start..<range.upperBound)
            let tag = start..<end
            start = end + 1
            guard !source.trimmed(tag).isEmpty else {
                guard end == range.upperBound else { throw .malformed }
                return
            }
            let equals = source.find(61, in: tag)
            let name = source.trimmed(tag.lowerBound..<equals)
            guard equals < end, source[name].first?.isLetter ?? false,
                source[name].allSatisfy({ $0.isLetter || $0.isDigit || $0 == 95 }), values.count < Self.tagsMax,
                values.updateValue((equals + 1)..<end, forKey: source.text(name)) == nil
            else { throw .malformed }
        }
    }

    /// As it stands, for whoever must cut it out.
    func raw(_ name: String) -> Range<Int>? { values[name] }

    /// Without blanks and line ends at its sides.
    func text(_ name: String) -> String? { values[name].map { source.text(source.trimmed($0)) } }

    /// Blanks and line ends inside are part of the way it is written (§2.10).
    func base64(_ name: String) -> [UInt8]? { values[name].map { Base64.decode(source, $0) } }

    /// `h=from : to`: names in lower case.
    func names(_ name: String) -> [[UInt8]]? {
        values[name].map { range in
            source[range].split(separator: 58, omittingEmptySubsequences: false).map { word in
                source[source.trimmed(word.startIndex..<word.endIndex)].map(\.asciiLowercased)
            }
        }
    }
}
