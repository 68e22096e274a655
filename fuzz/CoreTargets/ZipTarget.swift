import MailSyntax
import Unpacking

/// Zip archives: no lie of a directory costs more than the limits allow, and what was packed comes out.
package enum ZipTarget: FuzzTarget {
    package static func seeds(in mail: [UInt8]) -> [[UInt8]] { mail.attachments.filter { ContentKind.of($0) == .zip } }

    package static var seeds: [[UInt8]] { [Wrapping.zip(Array("<feedback/>".utf8), isStored: true), Wrapping.zip([], isStored: false)] }

    package static func check(_ bytes: [UInt8]) throws {
        try Unpacked.checkTwice(bytes)
        _ = ContentKind.endsLikeZip(bytes)
        for isStored in [true, false] {
            let archive = try Unpacked(Wrapping.zip(bytes, isStored: isStored), Limits())
            // Content that holds a second end record makes two archives of one: refused on purpose.
            if isStored, bytes.find([0x50, 0x4B, 5, 6], in: 0..<bytes.count) != nil, archive.contents.isEmpty { continue }
            try law("what was packed does not come out: \(archive.refused)", archive.contents == [.bytes(bytes)])
        }
    }
}
