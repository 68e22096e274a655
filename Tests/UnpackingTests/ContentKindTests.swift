import Testing
import Unpacking

@Suite struct ContentKindTests {
    @Test(
        arguments: [
            ([0x1F, 0x8B, 8], .gzip), ([0x50, 0x4B, 3, 4], .zip), ([0x50, 0x4B, 5, 6], .zip), ([0x50, 0x4B, 1, 2], .other),
            ([0x78, 0x9C], .zlib), ([0x78, 0x01], .zlib), ([0x78, 0xDA], .zlib), ([0x37, 0x7A, 0xBC, 0xAF], .archive("7z")),
            ([0x52, 0x61, 0x72, 0x21], .archive("rar")), ([0xFD, 0x37], .archive("xz")), ([0x42, 0x5A, 0x68], .archive("bzip2")),
            ([0x28, 0xB5], .archive("zstd")), ([0xFF, 0xFE, 0x3C, 0], .xml), ([0xFE, 0xFF, 0, 0x3C], .xml), ([0, 0x3C], .xml),
            ([0x3C, 0], .xml),
            (Array("<feedback>".utf8), .xml), (Array("\u{FEFF}\r\n \t<?xml".utf8), .xml), (Array(" {\"a\":1}".utf8), .json),
            (Array("Subject: x".utf8), .other), ([], .other), ([0x3C], .other), ([0, 0, 0], .other), ([32, 32], .other),
        ] as [([UInt8], ContentKind)])
    func `what bytes are, their first bytes say`(bytes: [UInt8], kind: ContentKind) {
        #expect(ContentKind.of(bytes) == kind)
    }
}
