/// Letters as phrases are compared: lower case and, in the Latin script, without accents, since servers write `boîte`,
/// `boite` and `BOÎTE` for the same thing. Cyrillic and Greek letters only lose their case (and `ё` its dots).
package enum LetterFolding {
    /// Appends the letter at `i` folded and gives the number of bytes that it took.
    @inline(__always)
    static func append(_ source: [UInt8], at i: Int, to out: inout [UInt8]) -> Int {
        let byte = source[i]
        if byte < 0x80 {
            out.append(byte &- 65 < 26 ? byte | 0x20 : byte)
            return 1
        }
        guard i + 1 < source.count else {
            out.append(byte)
            return 1
        }
        return appendLetter(byte, source[i + 1], source, at: i, to: &out)
    }

    /// A whole text, without regard to blanks.
    package static func folded(_ text: String) -> [UInt8] {
        var out: [UInt8] = []
        append(Array(text.utf8), to: &out)
        return out
    }

    static func append(_ source: [UInt8], to out: inout [UInt8]) {
        if source.allSatisfy({ $0 < 0x80 && $0 &- 65 >= 26 }) { return out += source }
        var i = 0
        while i < source.count { i += append(source, at: i, to: &out) }
    }

    private static func appendLetter(_ first: UInt8, _ second: UInt8, _ source: [UInt8], at i: Int, to out: inout [UInt8]) -> Int {
        switch first {
        case 0xC3...0xC5:
            let letter = Int(first - 0xC3) << 6 | Int(second & 0x3F)
            let plain = second & 0xC0 == 0x80 ? latin[letter] : 0
            switch plain {
            case 0: out += [first, second]
            case 1: out += [97, 101]  // æ
            case 2: out += [115, 115]  // ß
            case 3: out += [111, 101]  // œ
            case 4: out += [116, 104]  // þ
            default: out.append(plain)
            }
            return 2
        case 0xC8 where (0x98...0x9B).contains(second):  // Romanian ș and ț
            out.append(second < 0x9A ? 115 : 116)
            return 2
        case 0xCC where second >= 0x80, 0xCD where (0x80...0xAF).contains(second):  // combining marks (NFD)
            return 2
        case 0xCE where (0x91...0x9F).contains(second):
            out += [0xCE, second + 0x20]
            return 2
        case 0xCE where (0xA0...0xA9).contains(second):
            out += [0xCF, second - 0x20]
            return 2
        case 0xD0 where (0x90...0x9F).contains(second):
            out += [0xD0, second + 0x20]
            return 2
        case 0xD0 where (0xA0...0xAF).contains(second):
            out += [0xD1, second - 0x20]
            return 2
        case 0xD0 where second == 0x81, 0xD1 where second == 0x91:  // Ё and ё
            out += [0xD0, 0xB5]
            return 2
        case 0xD0 where (0x80...0x8F).contains(second):  // Ukrainian and Serbian capitals
            out += [0xD1, second + 0x10]
            return 2
        case 0xD2 where second == 0x90:  // Ґ
            out += [0xD2, 0x91]
            return 2
        case 0xE1 where i + 2 < source.count && (0xB8...0xBB).contains(second):
            return appendVietnamese(second, source[i + 2], to: &out)
        case 0xE2 where i + 2 < source.count && second == 0x80 && (source[i + 2] == 0x99 || source[i + 2] == 0x98):
            out.append(39)
            return 3
        default:
            out.append(first)
            return 1
        }
    }

    /// U+1E00…U+1EFF: the block of Vietnamese, from U+1EA0 on in runs of one base letter.
    private static func appendVietnamese(_ second: UInt8, _ third: UInt8, to out: inout [UInt8]) -> Int {
        let offset = (Int(second) - 0xB8) << 6 | Int(third & 0x3F)
        switch offset {
        case 0xA0...0xB7: out.append(97)
        case 0xB8...0xC7: out.append(101)
        case 0xC8...0xCB: out.append(105)
        case 0xCC...0xE3: out.append(111)
        case 0xE4...0xF1: out.append(117)
        case 0xF2...0xF9: out.append(121)
        default: out += [0xE1, second, third]
        }
        return 3
    }

    /// U+00C0…U+017F → its base letter in lower case; 0 stays as it is, 1 to 4 are two letters.
    private static let latin: [UInt8] = {
        let capitals: [UInt8] = Array("aaaaaa".utf8) + [1] + Array("ceeeeiiiidnooooo".utf8) + [0] + Array("ouuuuy".utf8) + [4, 2]
        var table = capitals + capitals
        table[63] = 121  // ÿ
        for run in ["aaaaaa", "cccccccc", "dddd", "eeeeeeeeee", "gggggggg", "hhhh", "iiiiiiiiii"] { table += Array(run.utf8) }
        table += [0, 0]  // ĳ
        for run in ["jj", "kkk", "llllllllll", "nnnnnnnnn", "oooooo"] { table += Array(run.utf8) }
        table += [3, 3]
        for run in ["rrrrrr", "ssssssss", "tttttt", "uuuuuuuuuuuu", "ww", "yyy", "zzzzzz", "s"] { table += Array(run.utf8) }
        return table
    }()
}
