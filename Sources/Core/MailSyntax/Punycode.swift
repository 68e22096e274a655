/// The Punycode encoding of internationalised labels (RFC 3492).
enum Punycode {
    /// A domain with U-labels in A-labels; nil where a label holds what no name may hold (controls, blanks, U+FFFD) or
    /// grows past 63 bytes. Upper case is folded; other mapping of UTS #46 is left to whoever wrote the name.
    static func aLabels(_ domain: String) -> String? {
        var out: [String] = []
        let dots: Set<Unicode.Scalar> = [".", "\u{3002}", "\u{FF0E}", "\u{FF61}"]  // RFC 3490 §3.1
        for label in domain.lowercased().unicodeScalars.split(omittingEmptySubsequences: false, whereSeparator: dots.contains) {
            guard label.count <= 63, label.allSatisfy(isNameScalar) else { return nil }
            if label.allSatisfy(\.isASCII) { out.append(String(label)); continue }
            guard let encoded = encode(label.map { Int($0.value) }) else { return nil }
            out.append("xn--" + encoded)
        }
        return out.joined(separator: ".")
    }

    /// Scalars that can stand in a name without hiding in it: no controls, separators, format marks but the joiners.
    static func isNameScalar(_ scalar: Unicode.Scalar) -> Bool {
        if scalar == "\u{FFFD}" { return false }
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .spaceSeparator, .privateUse, .surrogate, .unassigned: return false
        case .format: return scalar == "\u{200C}" || scalar == "\u{200D}"
        default: return true
        }
    }

    /// RFC 3492 §6.3. At most 63 scalars come in, so that no product can pass an `Int`.
    private static func encode(_ scalars: [Int]) -> String? {
        var out = scalars.filter { $0 < 128 }.map { UInt8($0) }
        let basic = out.count
        if basic > 0 { out.append(45) }
        var n = 128, delta = 0, bias = 72, handled = basic
        while handled < scalars.count {
            guard let next = scalars.filter({ $0 >= n }).min() else { return nil }
            delta += (next - n) * (handled + 1)
            n = next
            for scalar in scalars {
                if scalar < n { delta += 1 }
                guard scalar == n else { continue }
                var q = delta, k = 36
                while true {
                    let t = k <= bias ? 1 : (k >= bias + 26 ? 26 : k - bias)
                    if q < t { break }
                    out.append(digit(t + (q - t) % (36 - t)))
                    q = (q - t) / (36 - t)
                    k += 36
                }
                out.append(digit(q))
                bias = adapt(delta, handled + 1, first: handled == basic)
                delta = 0
                handled += 1
            }
            delta += 1
            n += 1
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// A domain with its A-labels as U-labels; nil where it has none, or one that is not the A-label of its U-label.
    static func uLabels(_ domain: String) -> String? {
        var hasDecoded = false
        let labels = domain.split(separator: ".", omittingEmptySubsequences: false).map { label -> String in
            guard label.hasPrefix("xn--"), let text = decode(Array(label.utf8.dropFirst(4))) else { return String(label) }
            hasDecoded = true
            return text
        }
        let decoded = labels.joined(separator: ".")
        return hasDecoded && aLabels(decoded) == domain ? decoded : nil
    }

    /// RFC 3492 §6.2. Ends before any number passes what a code point in a label of 63 can need.
    private static func decode(_ bytes: [UInt8]) -> String? {
        guard bytes.count <= 59 else { return nil }
        let dash = bytes.lastIndex(of: 45)
        var scalars = bytes[..<(dash ?? 0)].map { Unicode.Scalar($0) }
        var n = 128, i = 0, bias = 72, place = dash.map { $0 + 1 } ?? 0
        while place < bytes.count {
            let before = i
            var weight = 1, k = 36
            while true {
                guard place < bytes.count, let digit = value(bytes[place]) else { return nil }
                place += 1
                i += digit * weight
                guard i <= 0x11_0000 * 64 else { return nil }
                let t = k <= bias ? 1 : (k >= bias + 26 ? 26 : k - bias)
                if digit < t { break }
                weight *= 36 - t
                guard weight <= 0x11_0000 * 64 else { return nil }
                k += 36
            }
            let count = scalars.count + 1
            bias = adapt(i - before, count, first: before == 0)
            n += i / count
            i %= count
            guard let scalar = Unicode.Scalar(UInt32(min(n, 0x11_0000))) else { return nil }
            scalars.insert(scalar, at: i)
            i += 1
        }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        return String(text)
    }

    private static func value(_ byte: UInt8) -> Int? {
        switch byte {
        case 97...122: Int(byte) - 97
        case 48...57: Int(byte) - 22
        default: nil
        }
    }

    private static func digit(_ value: Int) -> UInt8 { UInt8(value < 26 ? value + 97 : value + 22) }

    /// RFC 3492 §6.1.
    private static func adapt(_ delta: Int, _ points: Int, first: Bool) -> Int {
        var delta = first ? delta / 700 : delta / 2
        delta += delta / points
        var k = 0
        while delta > 455 {
            delta /= 35
            k += 36
        }
        return k + 36 * delta / (delta + 38)
    }
}
