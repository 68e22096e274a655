import MailSyntax

/// A list of texts in JSON: bare, or as one member of an object.
package enum JSONTextList {
    /// nil for anything else. Past `max` and one more, elements are not kept.
    package static func read(_ json: [UInt8], member: String, max: Int) -> [String]? {
        guard
            let value = try? JSONReader.read(json, wanted: [member], depthMax: Limits().jsonDepth, elementsMax: max + 1),
            case .array(let elements) = value[member] ?? value
        else { return nil }
        let texts = elements.compactMap { element in if case .string(let text) = element { text } else { nil } }
        return texts.count == elements.count ? texts : nil
    }
}
