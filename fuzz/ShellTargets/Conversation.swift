import CoreTargets
import Deliverability
import LookupServer
import MailSyntax

/// A whole conversation with a dialogue: what was asked and answered, and how it ended.
struct Conversation: Equatable {
    var answers: [UInt8] = []
    var fault: LookupFault?
    var keys: [[UInt8]] = []
    var answered = 0

    /// - Parameter piece: bytes that come at a time.
    init<Dialogue: LookupDialogue>(_: Dialogue.Type, _ bytes: [UInt8], piece: Int) {
        var dialogue = Dialogue(), start = 0
        while start < bytes.count, fault == nil {
            let end = start + min(piece, bytes.count - start)
            dialogue.append(bytes[start..<end])
            start = end
            steps: while true {
                let step = dialogue.step(
                    { key in
                        keys.append(key); return Self.verdict(key)
                    }, into: &answers)
                switch step {
                case .answered: answered += 1
                case .needsMore: break steps
                case .ends(let fault):
                    self.fault = fault
                    break steps
                }
            }
        }
    }

    /// Every verdict there is, by the key's first letter.
    private static func verdict(_ key: [UInt8]) -> LookupVerdict {
        switch key.first {
        case 117: .unreadable
        case 98: .busy
        case 115: .suppressed(.complaint)
        default: .free
        }
    }

    /// In pieces the same is said; keys are read with care.
    static func check<Dialogue: LookupDialogue>(_ type: Dialogue.Type, _ bytes: [UInt8], keyBytesMax: Int) throws -> Conversation {
        let whole = Conversation(type, bytes, piece: .max)
        for piece in [1, 5] { try law("in pieces of \(piece) something else is said", Conversation(type, bytes, piece: piece) == whole) }
        for key in whole.keys {
            try law("a key of \(key.count) bytes", key.count <= keyBytesMax)
            try LookupKeys.check(key)
        }
        return whole
    }
}

/// Addresses that a key may mean.
enum LookupKeys {
    static func check(_ key: [UInt8]) throws {
        let addresses = LookupKey.addresses(key)
        try law("more addresses than ways to spell one", addresses.count <= 3)
        for address in addresses {
            try law("`\(address)` is another address when it is read again", EmailAddress(address.description) == address)
        }
    }
}
