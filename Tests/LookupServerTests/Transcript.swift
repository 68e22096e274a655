import Deliverability
import LookupServer
import MailSyntax

/// A whole conversation with a dialogue: what was answered, and how it ended.
struct Transcript: Equatable {
    var answers = ""
    var fault: LookupFault?
    var isInsideRequest = false
    /// Keys that were asked of the store.
    var keys: [String] = []

    /// - Parameter piece: bytes that come at a time.
    static func of<Dialogue: LookupDialogue>(
        _: Dialogue.Type, _ bytes: [UInt8], piece: Int = .max, _ verdict: (EmailAddress) -> LookupVerdict
    ) -> Transcript {
        var transcript = Transcript(), dialogue = Dialogue(), output: [UInt8] = [], start = 0
        func ask(_ key: [UInt8]) -> LookupVerdict {
            transcript.keys.append(String(decoding: key, as: UTF8.self))
            return LookupKey.addresses(key).lazy.map(verdict).first { $0 != .free } ?? .free
        }
        while start < bytes.count, transcript.fault == nil {
            let end = start + min(piece, bytes.count - start)
            dialogue.append(bytes[start..<end])
            start = end
            steps: while true {
                switch dialogue.step(ask, into: &output) {
                case .answered: continue
                case .needsMore: break steps
                case .ends(let fault):
                    transcript.fault = fault
                    break steps
                }
            }
        }
        transcript.answers = String(decoding: output, as: UTF8.self)
        transcript.isInsideRequest = transcript.fault == nil && dialogue.isInsideRequest
        return transcript
    }

    static func of<Dialogue: LookupDialogue>(
        _ type: Dialogue.Type, _ text: String, piece: Int = .max, suppressed: [String] = ["gone@example.net"]
    ) -> Transcript {
        let keys = Set(suppressed.compactMap { EmailAddress($0)?.key })
        return of(type, Array(text.utf8), piece: piece) { keys.contains($0.key) ? .suppressed(.complaint) : .free }
    }
}

func netstring(_ text: String) -> String { "\(text.utf8.count):\(text)," }

/// Reproducible bytes that look a little like the protocol.
struct Noise {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 2 &+ 1 }

    mutating func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(bound))
    }

    /// The sample with some bytes changed, taken away and repeated.
    mutating func mutate(_ sample: [UInt8]) -> [UInt8] {
        var bytes = sample
        for _ in 0...next(6) where !bytes.isEmpty {
            let place = next(bytes.count)
            switch next(4) {
            case 0: bytes[place] = UInt8(next(256))
            case 1: bytes.remove(at: place)
            case 2: bytes.insert(bytes[next(bytes.count)], at: place)
            default: bytes.insert(contentsOf: bytes[..<next(bytes.count)], at: place)
            }
        }
        return bytes
    }
}
