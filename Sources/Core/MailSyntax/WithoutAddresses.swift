/// The text with every mail address in it replaced by `[address]`: diagnostics quote the recipient, and the event log
/// keeps none (law 8). Whatever has an `@` inside a word counts as one, encoded return paths included.
package func withoutAddresses(_ text: String) -> String {
    let bytes = Array(text.utf8)
    guard bytes.contains(64) else { return text }
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var copied = 0, i = 0
    while i < bytes.count {
        guard bytes[i] == 64 else { i += 1; continue }
        let start = localPartStart(bytes, before: i, notBefore: copied)
        var end = i + 1
        while end < bytes.count, !endsAddress(bytes[end]) { end += 1 }
        // A full stop or hyphen behind it belongs to the sentence.
        while end > i + 1, bytes[end - 1] == 46 || bytes[end - 1] == 45 { end -= 1 }
        if start < i {
            out.append(contentsOf: bytes[copied..<start])
            out.append(contentsOf: Array("[address]".utf8))
            copied = end
        }
        i = max(end, i + 1)
    }
    out.append(contentsOf: bytes[copied...])
    return String(decoding: out, as: UTF8.self)
}

private func localPartStart(_ bytes: [UInt8], before at: Int, notBefore limit: Int) -> Int {
    var start = at
    if start > limit, bytes[start - 1] == 34 {  // a quoted local part (RFC 5321 §4.1.2) reaches to its opening quote
        var quote = start - 1
        while quote > limit, bytes[quote - 1] != 34 { quote -= 1 }
        if quote > limit { return quote - 1 }
    }
    while start > limit, !endsAddress(bytes[start - 1]) { start -= 1 }
    return start
}

private func endsAddress(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...32, 127, 34, 39, 40, 41, 44, 58, 59, 60, 62, 91, 93, 96, 123, 125: true
    default: false
    }
}
