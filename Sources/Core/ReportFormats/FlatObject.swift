import MailSyntax

/// The texts and whole numbers of one JSON object, by the names of its members: what a line of NDJSON says in its outermost level.
package enum FlatObject {
    private static let elementsMax = 256

    /// - Parameter wanted: names to keep, in lower case; names are told in lower case.
    /// - Throws: with the place of what is no JSON, or no object.
    package static func read(_ bytes: [UInt8], wanted: Set<String>, limits: Limits = Limits()) throws(ReadError) -> [String: String] {
        let value = try JSONReader.read(bytes, wanted: wanted, depthMax: limits.jsonDepth, elementsMax: elementsMax)
        guard case .object(let members) = value else { throw ReadError(.tlsMalformed, "no JSON object") }
        return members.compactMapValues(\.text)
    }
}
