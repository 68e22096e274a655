import MailSyntax
import TestKit
import Testing
import Unpacking

@Suite struct ZipArchiveTests {
    private let report = Array("<feedback>a report</feedback>".utf8)
    private let text = "<feedback>a report</feedback>"

    private func entry(_ change: (inout Archives.Entry) -> Void) -> Archives.Entry {
        var entry = Archives.Entry("report.xml", report)
        change(&entry)
        return entry
    }

    @Test func `stored, deflated, described and zip64 entries are read`() {
        let archives = [
            Archives.zip([entry { $0.method = 0 }]), Archives.zip([entry { _ in }]), Archives.zip([entry { $0.hasDescriptor = true }]),
            Archives.zip([entry { $0.isZip64 = true }]), Archives.zip([entry { _ in }], isZip64: true),
            Archives.zip([entry { $0.isZip64 = true }], isZip64: true),
            Archives.zip([entry { _ in }], comment: Array("made by a gateway".utf8)),
        ]
        for (index, archive) in archives.enumerated() {
            let unpacked = Unpacked(archive)
            #expect(unpacked.contents == [text] && unpacked.names == ["report.xml"] && unpacked.reasons.isEmpty, "archive \(index)")
        }
        #expect(Unpacked(Archives.zip([Archives.Entry("big.xml", longText)])).contents == [String(decoding: longText, as: UTF8.self)])
    }

    @Test func `every entry is read, folders and resource forks are not`() {
        let archive = Archives.zip([
            Archives.Entry("reports/", [], method: 0), Archives.Entry("reports/a.xml", Array("<a/>".utf8)),
            Archives.Entry("__MACOSX/reports/._a.xml", Array("junk".utf8)), Archives.Entry("b.xml", Array("<b/>".utf8), method: 0),
        ])
        #expect(Unpacked(archive).contents == ["<a/>", "<b/>"])
    }

    @Test func `a name that leaves its folder is only a name`() {
        #expect(Unpacked(Archives.zip([Archives.Entry("../../etc/passwd", report)])).names == ["../../etc/passwd"])
    }

    @Test func `bytes before the archive move its offsets`() {
        // The first bytes decide that it is an archive, so the prefix has to look like one.
        let prefix: [UInt8] = [0x50, 0x4B, 3, 4] + Array("a gateway wrote this".utf8)
        #expect(Unpacked(prefix + Archives.zip([entry { _ in }])).contents == [text])
    }

    @Test func `bytes behind the archive are passed over`() {
        #expect(Unpacked(Archives.zip([entry { _ in }]) + Array("\r\nscanned by a gateway".utf8)).contents == [text])
    }

    @Test func `an entry that cannot be read does not cost the others`() {
        let archive = Archives.zip([
            entry { $0.flags = 1 }, entry { $0.flags = 0x40 }, entry { $0.method = 99 }, entry { $0.method = 14 }, entry { $0.crc = 7 },
            Archives.Entry("good.xml", report),
        ])
        let unpacked = Unpacked(archive)
        #expect(unpacked.contents == [text])
        #expect(unpacked.reasons == [.zipEncrypted, .zipEncrypted, .zipEncrypted, .zipMethod, .zipDamaged])
    }

    @Test func `sizes that lie are damage`() {
        #expect(Unpacked(Archives.zip([entry { $0.size = 5 }])).reasons == [.zipDamaged])
        #expect(Unpacked(Archives.zip([entry { $0.size = 500 }])).reasons == [.zipDamaged])
        #expect(
            Unpacked(
                Archives.zip([
                    entry {
                        $0.method = 0; $0.compressedSize = 10
                    }
                ])
            ).reasons == [.zipDamaged])
        #expect(Unpacked(Archives.zip([entry { $0.compressedSize = 10 }])).reasons == [.zipTruncated])
        #expect(Unpacked(Archives.zip([entry { $0.size = .max - 1 }])).reasons == [.zipTooLarge])
    }

    @Test(arguments: [UInt32.max - 1, 1 << 31, 1_000_000, 60, 1])
    func `an entry that points elsewhere is damage`(offset: UInt32) {
        #expect(Unpacked(Archives.zip([entry { $0.offset = offset }])).reasons == [.zipDamaged])
    }

    @Test func `an entry longer than the archive is damage`() {
        for size in [UInt32.max - 1, 1_000_000] {
            #expect(Unpacked(Archives.zip([entry { $0.compressedSize = size }])).reasons == [.zipDamaged])
        }
    }

    @Test func `entries that share bytes are refused`() {
        let archive = Archives.zip([
            entry { _ in },
            entry {
                $0.name = "again.xml"; $0.offset = 0
            },
        ])
        #expect(Unpacked(archive).reasons == [.zipOverlap])
    }

    @Test func `an archive that is cut anywhere gives nothing`() {
        let whole = Archives.zip([entry { _ in }, Archives.Entry("second.xml", report)])
        for length in 4..<whole.count {
            let cut = Unpacked(Array(whole[..<length]))
            #expect(cut.contents.isEmpty && cut.reasons == [.zipTruncated], "cut to \(length) of \(whole.count)")
        }
    }

    @Test func `no byte that is turned over crashes or gives wrong content`() {
        for whole in [
            Archives.zip([entry { _ in }], isZip64: true),
            Archives.zip([
                entry {
                    $0.isZip64 = true; $0.method = 0
                }
            ]),
        ] {
            for position in whole.indices {
                for mask: UInt8 in [0x01, 0x80, 0xFF] {
                    var bytes = whole
                    bytes[position] ^= mask
                    for content in Unpacked(bytes).contents where position >= 4 { #expect(content == text, "byte \(position)") }
                }
            }
        }
    }

    @Test func `an end record in the comment makes two archives of one`() {
        let inner = Archives.zip([Archives.Entry("other.xml", Array("<other/>".utf8))])
        #expect(Unpacked(Archives.zip([entry { _ in }], comment: inner)).reasons == [.zipAmbiguous])
        let fake: [UInt8] = [0x50, 0x4B, 5, 6] + [UInt8](repeating: 0, count: 18)
        #expect(
            Unpacked(Archives.zip([entry { _ in }], comment: fake + Array("and more".utf8))).contents == [text],
            "only one ends with the file")
    }

    @Test func `a flood of entries is refused before it is read`() {
        let limits = Limits()
        let many = (0...limits.archiveEntries.value).map { Archives.Entry("\($0)", [], method: 0) }
        #expect(Unpacked(Archives.zip(many)).reasons == [.zipTooManyEntries])
        #expect(Unpacked(Archives.zip(Array(many.prefix(limits.archiveReadable.value)))).reasons.isEmpty)
        #expect(Unpacked(Archives.zip(Array(many.prefix(limits.archiveReadable.value + 1)))).reasons == [.zipTooManyEntries])
        #expect(Unpacked(Archives.zip([entry { _ in }], count: 900)).reasons == [.zipDamaged], "a count without its entries")
    }

    @Test func `an empty archive holds nothing`() {
        let unpacked = Unpacked(Archives.zip([]))
        #expect(unpacked.contents.isEmpty && unpacked.reasons.isEmpty)
    }

    @Test func `a bomb in an entry is stopped by its ratio`() {
        var bytes = Archives.zip([
            entry {
                $0.method = 0; $0.content = Archives.deflatedZeros(runs: 20_000); $0.size = 5_160_001
            }
        ])
        bytes[8] = 8  // the entry is said to be deflated after all, in both headers
        guard let central = bytes.indices.last(where: { bytes[$0...].starts(with: [0x50, 0x4B, 1, 2]) }) else { return }
        bytes[central + 10] = 8
        #expect(Unpacked(bytes).reasons == [.zipRatio])
    }
}
