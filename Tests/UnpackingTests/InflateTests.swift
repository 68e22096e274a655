import MailSyntax
import TestKit
import Testing
import Unpacking

@Suite struct InflateTests {
    private let text = Array("<feedback>a report</feedback>".utf8)

    @Test func `gzip and zlib give back what went in`() {
        for content in [text, [], longText] {
            #expect(Unpacked(Archives.gzip(content)).contents == [String(decoding: content, as: UTF8.self)])
        }
        #expect(Unpacked(Archives.zlib(text)).contents == ["<feedback>a report</feedback>"])
        #expect(Unpacked(Archives.zlib(longText)).contents == [String(decoding: longText, as: UTF8.self)])
    }

    @Test func `members of one gzip file are one content`() {
        let two = Archives.gzip(Array("<feedback>".utf8)) + Archives.gzip([]) + Archives.gzip(Array("</feedback>".utf8))
        #expect(Unpacked(two).contents == ["<feedback></feedback>"])
    }

    @Test(arguments: [[0], [0x1F], Array("trailing words".utf8), [UInt8](repeating: 0, count: 4096)])
    func `bytes behind the last member are passed over`(tail: [UInt8]) {
        #expect(Unpacked(Archives.gzip(text) + tail).contents == ["<feedback>a report</feedback>"])
    }

    @Test func `a gzip that is cut anywhere is truncated and gives nothing`() {
        let whole = Archives.gzip(text)
        for length in 2..<whole.count {
            let cut = Unpacked(Array(whole[..<length]))
            #expect(cut.contents.isEmpty && cut.reasons == [.gzipTruncated], "cut to \(length) of \(whole.count)")
        }
    }

    @Test func `a wrong checksum or length is damage`() {
        for back in 1...8 {
            var bytes = Archives.gzip(text)
            bytes[bytes.count - back] ^= 0x55
            #expect(Unpacked(bytes).reasons == [.gzipDamaged])
        }
        var zlib = Archives.zlib(text)
        zlib[zlib.count - 1] ^= 1
        #expect(Unpacked(zlib).reasons == [.gzipDamaged])
    }

    @Test func `no byte that is turned over gives wrong content`() {
        let whole = Archives.gzip(text)
        for position in whole.indices {
            for mask: UInt8 in [0x01, 0x80, 0xFF] {
                var bytes = whole
                bytes[position] ^= mask
                for content in Unpacked(bytes).contents where position >= 2 { #expect(content == "<feedback>a report</feedback>") }
            }
        }
    }

    @Test func `a bomb is stopped by its ratio long before its end`() {
        let bomb = Archives.gzipHeader + Archives.deflatedZeros(runs: 100_000)
        let limits = Limits()
        var budget = Budget(limits: limits)
        var produced = 0
        let payloads = Payload.payloads(in: bomb, name: nil, limits: limits) { _, _ in }
        #expect(throws: ReadError.self) {
            for payload in payloads {
                try payload.read(&budget) { (content) throws(ReadError) in
                    while true {
                        let chunk = try content.next()
                        guard !chunk.isEmpty else { return }
                        produced += chunk.count
                    }
                }
            }
        }
        #expect(Unpacked(bomb).reasons == [.gzipRatio])
        #expect(produced <= 2 << 20)
    }

    @Test func `a small file may be packed as well as it likes`() {
        let zeros = Unpacked(Archives.gzip([UInt8](repeating: 0, count: 1 << 20)))
        #expect(zeros.reasons.isEmpty && zeros.contents.first?.utf8.count == 1 << 20)
    }

    @Test func `output of all payloads of a message is counted together`() {
        let limits = Limits().with { $0.unpackedBytes.value = 100 }
        let entries = (0..<5).map { Archives.Entry("\($0).xml", [UInt8](repeating: 65, count: 40)) }
        let unpacked = Unpacked(Archives.zip(entries), limits: limits)
        #expect(unpacked.contents.count == 2)
        #expect(unpacked.reasons == [.zipTooLarge, .zipTooLarge, .zipTooLarge])
        #expect(unpacked.details[0].contains("limits.unpacked-bytes"), "law 5: the error names the setting")
    }

    @Test func `a flood of members is refused`() {
        let member = Archives.gzip([65])
        let limit = Limits().gzipMembers.value
        #expect(Unpacked(Array(repeatElement(member, count: limit).joined())).contents.count == 1)
        #expect(Unpacked(Array(repeatElement(member, count: limit + 1).joined())).reasons == [.gzipTooManyMembers])
    }

    @Test func `a preset dictionary of zlib is damage, not a crash`() {
        var bytes = Archives.zlib(text)
        bytes[1] = 0xBB  // 0x78BB: FDICT set, check bits right; not one of the beginnings that are taken for zlib
        #expect(Unpacked(bytes).reasons.isEmpty)
    }
}
