import Deliverability
import MailSyntax
import ReportFormats
import Tokens

/// The tokens of ours that came back with a message, proven, and what only looked like one.
package struct TokenEvidence: Sendable {
    struct Proof: Sendable {
        let rung: Attribution.Rung
        let token: Token
    }

    /// Strongest place first.
    private(set) var proofs: [Proof] = []
    /// Why tokens were refused, each with how often.
    package private(set) var refusals: [TokenReader.Refusal: Int] = [:]

    /// Texts that are searched in one message. A code costs a microsecond; who writes to us must not choose how many.
    private static let textsMax = 96

    package init() {}

    package init(of report: FeedbackReport, _ context: OperatorContext) { search(report, TokenPlaces.complaints, context) }
    package init(of status: DeliveryStatus, _ context: OperatorContext) { search(status, TokenPlaces.bounces, context) }
    package init(of request: UnsubscribeRequest, _ context: OperatorContext) { search(request, TokenPlaces.unsubscribes, context) }

    private mutating func search<Carrier>(_ carrier: Carrier, _ places: [TokenPlace<Carrier>], _ context: OperatorContext) {
        guard let reader = context.tokens else { return }
        var left = Self.textsMax, seen: Set<[UInt8]> = []
        for place in places {
            for text in place.texts(carrier) {
                guard left > 0 else { return }
                left -= 1
                switch reader.token(in: text, for: place.purposes) {
                case .valid(let token): proofs.append(Proof(rung: place.rung, token: token))
                case .refused(.otherPurpose) where !place.isExact: break
                // The same address stands in several fields, with brackets and without: it is one refusal.
                case .refused(let reason):
                    if seen.insert(text.filter { $0 != 60 && $0 != 62 && !$0.isBlank }).inserted { refusals[reason, default: 0] += 1 }
                case nil: break
                }
            }
        }
    }

    /// The strongest proof.
    var best: Proof? { proofs.first }

    /// In words, for whoever explains the message.
    package var warnings: [String] {
        refusals.sorted { $0.key.rawValue < $1.key.rawValue }.map { reason, count in
            let what = count == 1 ? "a token" : "\(count) tokens"
            return switch reason {
            case .unknownKey: "\(what) of a key that is not in the ring: too old, or somebody else's"
            case .forged: "\(what) with a code that does not fit: forged or damaged"
            case .otherPurpose: "\(what) made for another purpose than the place where it stands"
            }
        }
    }
}

extension Token {
    /// How much a report is worth that carries it (tier A); an old one only says what is likely.
    func trust(at moment: Timestamp?) -> Attribution.Trust { moment.map(isOld(at:)) ?? false ? .d : .a }

    /// Whether it was made for this address.
    func names(_ address: EmailAddress, _ keys: TokenKeyRing?) -> Bool {
        switch recipient {
        case .address(let own): own.key == address.key
        case .handle(let handle): keys?.handle(of: address) == handle
        }
    }
}
