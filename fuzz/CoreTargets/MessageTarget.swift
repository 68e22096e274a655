import MailSyntax

/// Structure of a mail: parts lie inside of each other and within the bounds, and nothing grows when it is decoded.
package enum MessageTarget: FuzzTarget {
    package static func seeds(in mail: [UInt8]) -> [[UInt8]] { [mail] }

    package static func check(_ bytes: [UInt8]) throws {
        for limits in [Limits(), .narrow] {
            guard let message = try? Message.read(bytes, limits: limits) else { continue }
            try law("more than \(limits.mimeParts.value) parts", message.root.walk.count <= limits.mimeParts.value)
            try check(message.root, depth: 1, limits)
        }
        try SameReading.check(bytes)
    }

    private static func check(_ part: BodyPart, depth: Int, _ limits: Limits) throws {
        try law("deeper than \(limits.mimeDepth.value)", depth <= limits.mimeDepth.value)
        try law("more fields than \(limits.headerFields.value)", part.header.fields.count <= limits.headerFields.value)
        try law("a body outside of its bytes", part.body.lowerBound >= part.header.end && part.body.upperBound <= part.source.count)
        if let body = try? part.decoded(limits) { try law("a body grew", body.count <= part.body.count) }
        _ = try? part.text(limits)
        _ = part.label
        for inner in part.parts { try check(inner, depth: depth + 1, limits) }
    }
}
