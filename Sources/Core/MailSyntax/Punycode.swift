/// The Punycode encoding of internationalised labels (RFC 3492), in the one direction that comparing domains needs.
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
