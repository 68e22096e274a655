import Glibc

/// Bytes in a named character set → text, by the C library's iconv. Never fails: what cannot be decoded is U+FFFD,
/// and an unknown name is read as UTF-8 where that fits, else as windows-1252.
package enum Charset {
    package static func decode(_ bytes: [UInt8], charset: String?) -> String {
        guard let charset else { return utf8OrWindows(bytes) }
        let name = charset.trimmedASCII.asciiLowercased
        switch name {
        case "", "us-ascii", "ascii", "utf-8", "utf8", "unknown-8bit", "x-unknown", "unicode-1-1-utf-8":
            return utf8OrWindows(bytes)
        case "windows-1252", "cp1252", "iso-8859-1", "latin1":  // WHATWG: who says Latin-1 means windows-1252
            return windows(bytes)
        default:
            let known = aliases[name] ?? name
            guard known.utf8.allSatisfy({ $0.isLetter || $0.isDigit || $0 == 45 || $0 == 95 || $0 == 58 || $0 == 46 }) else {
                return utf8OrWindows(bytes)
            }
            return convert(bytes, from: known) ?? utf8OrWindows(bytes)
        }
    }

    /// The same as UTF-8 bytes: plain ASCII, which most mail is, stays where it is.
    package static func utf8(_ bytes: [UInt8], charset: String?) -> [UInt8] {
        switch (charset ?? "").asciiLowercased {
        case "", "us-ascii", "ascii", "utf-8", "iso-8859-1", "windows-1252": if bytes.isASCII, !switchesToJapanese(bytes) { return bytes }
        default: break
        }
        return Array(decode(bytes, charset: charset).utf8)
    }

    /// 8-bit bytes without a true label are UTF-8 if they can be, else windows-1252: the two that mailers forget to name.
    /// ISO-2022-JP names itself.
    private static func utf8OrWindows(_ bytes: [UInt8]) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else { return windows(bytes) }
        return switchesToJapanese(bytes) ? convert(bytes, from: "iso-2022-jp") ?? text : text
    }

    /// `ESC $ B` or `ESC $ @` (RFC 1468): no other text has these.
    private static func switchesToJapanese(_ bytes: [UInt8]) -> Bool {
        let escape = bytes.find(27, in: 0..<bytes.count)
        guard escape + 2 < bytes.count else { return false }
        return bytes[escape + 1] == 36 && (bytes[escape + 2] == 66 || bytes[escape + 2] == 64)
    }

    /// windows-1252 by its table: the usual way out, so it is total and linear. The five unassigned bytes are U+FFFD.
    private static func windows(_ bytes: [UInt8]) -> String {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count + bytes.count / 8)
        for byte in bytes {
            let value = (0x80...0x9F).contains(byte) ? upper[Int(byte) - 0x80] : UInt16(byte)
            if value < 0x80 {
                out.append(byte)
            } else if value < 0x800 {
                out.append(UInt8(truncatingIfNeeded: 0xC0 | value >> 6))
                out.append(UInt8(truncatingIfNeeded: 0x80 | value & 0x3F))
            } else {
                out.append(UInt8(truncatingIfNeeded: 0xE0 | value >> 12))
                out.append(UInt8(truncatingIfNeeded: 0x80 | value >> 6 & 0x3F))
                out.append(UInt8(truncatingIfNeeded: 0x80 | value & 0x3F))
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// 0x80–0x9F of windows-1252 (Unicode's CP1252.TXT).
    private static let upper: [UInt16] = [
        0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
        0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
    ]

    /// Character sets that mail is written in (the WHATWG's list, and what old systems left), as iconv calls them.
    private static let usual = [
        "iso-8859-2", "iso-8859-3", "iso-8859-4", "iso-8859-5", "iso-8859-6", "iso-8859-7", "iso-8859-8", "iso-8859-9", "iso-8859-10",
        "iso-8859-13", "iso-8859-14", "iso-8859-15", "iso-8859-16", "windows-1250", "windows-1251", "windows-1253", "windows-1254",
        "windows-1255", "windows-1256", "windows-1257", "windows-1258", "windows-874", "tis-620", "koi8-r", "koi8-u", "macintosh",
        "mac-cyrillic", "cp437", "cp850", "cp852", "cp855", "cp866", "gbk", "gb18030", "big5", "big5-hkscs", "euc-tw", "iso-2022-cn",
        "euc-jp", "iso-2022-jp", "cp932", "euc-kr", "cp949", "iso-2022-kr", "johab", "utf-7", "utf-16", "utf-32",
    ]

    /// Loads them for good: the C library keeps each in a file of its own, and a process may soon be one that opens no files.
    /// There a set beyond these counts as unknown.
    package static func keepReady() {
        for name in usual { _ = iconv_open("UTF-8", name) }
    }

    /// Undecodable bytes after which the label counts as wrong: each costs a call of iconv.
    private static let replacementsMax = 10_000

    /// Names that mail uses and iconv does not know.
    private static let aliases = [
        "x-sjis": "cp932", "shift-jis": "cp932", "shift_jis": "cp932", "ks_c_5601-1987": "cp949", "ks_c_5601": "cp949",
        "iso-8859-8-i": "iso-8859-8", "iso-8859-8-e": "iso-8859-8", "unicode-1-1-utf-7": "utf-7", "gb2312": "gb18030", "x-gbk": "gbk",
        "x-mac-roman": "macintosh", "x-euc-jp": "euc-jp",
    ]

    private static func convert(_ input: [UInt8], from charset: String) -> String? {
        let descriptor = iconv_open("UTF-8", charset)
        guard Int(bitPattern: descriptor) != -1 else { return nil }
        defer { iconv_close(descriptor) }
        var source = input, out: [UInt8] = [], replaced = 0
        out.reserveCapacity(input.count * 2)
        var buffer = [UInt8](repeating: 0, count: 4096)
        source.withUnsafeMutableBytes { raw in
            var pointer = raw.baseAddress?.assumingMemoryBound(to: CChar.self)
            var left = raw.count
            var flushing = left == 0
            while true {
                let (written, failed) = buffer.withUnsafeMutableBytes { space -> (Int, Bool) in
                    var target = space.baseAddress?.assumingMemoryBound(to: CChar.self)
                    var room = space.count
                    let result = flushing ? iconv(descriptor, nil, nil, &target, &room) : iconv(descriptor, &pointer, &left, &target, &room)
                    return (space.count - room, result == -1)
                }
                let code = failed ? errno : 0
                out.append(contentsOf: buffer[..<written])
                if code == E2BIG { continue }
                if flushing { break }
                if failed, left > 0 {  // EILSEQ or EINVAL: one byte is replaced, the rest goes on
                    out.append(contentsOf: [0xEF, 0xBF, 0xBD])
                    pointer = pointer.map { $0 + 1 }
                    left -= 1
                    replaced += 1
                    if replaced > replacementsMax { break }
                }
                if left == 0 { flushing = true }
            }
        }
        return replaced > replacementsMax ? nil : String(decoding: out, as: UTF8.self)
    }
}
