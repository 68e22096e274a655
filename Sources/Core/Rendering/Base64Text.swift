/// Base64 (RFC 4648 §4), with padding and without line ends.
package func base64(_ bytes: [UInt8]) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var out: [UInt8] = []
    out.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
        let three = (0..<3).map { start + $0 < bytes.count ? UInt32(bytes[start + $0]) : 0 }
        let bits = three[0] << 16 | three[1] << 8 | three[2]
        let known = min(3, bytes.count - start) + 1
        for place in 0..<4 { out.append(place < known ? digits[Int(bits >> UInt32(18 - 6 * place) & 63)] : UInt8(ascii: "=")) }
    }
    return String(decoding: out, as: UTF8.self)
}
