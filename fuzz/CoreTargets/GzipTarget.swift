import MailSyntax
import Rendering
import Unpacking

/// gzip and zlib streams: what was packed comes out, also while it is still base64.
package enum GzipTarget: FuzzTarget {
    package static func seeds(in mail: [UInt8]) -> [[UInt8]] {
        mail.attachments.filter { [.gzip, .zlib].contains(ContentKind.of($0)) }
    }

    package static var seeds: [[UInt8]] {
        let once = Wrapping.gzip.compress(Array("<feedback/>".utf8))
        return [once, once + once, Wrapping.gzip.compress(once), Wrapping.zlib.compress([]), once + [0, 0, 0]]
    }

    package static func check(_ bytes: [UInt8]) throws {
        try Unpacked.checkTwice(bytes)
        for wrapping in [Wrapping.gzip, .zlib] {
            let archive = try Unpacked(wrapping.compress(bytes), Limits())
            try law("what was packed does not come out: \(archive.refused)", archive.contents == [.bytes(bytes)])
        }
        let text = Array(base64(bytes).utf8)
        for limits in [Limits(), .narrow] {
            guard let payload = Payload.payload(inBase64: text, 0..<text.count, name: nil), !payload.isPlain else { continue }
            var budget = Budget(limits: limits)
            let content = Unpacked.content(payload, &budget)
            try law("in base64 it holds something else", try [content] == Unpacked(bytes, limits).contents)
        }
    }
}
