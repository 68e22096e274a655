import Deliverability
import MailSyntax
import ReportFormats
import SenderChecks

/// What our own DKIM signature on the returned copy proves: that this mail went to its `To` (decision 17).
///
/// Whoever shows it holds the mail with its body, and can change neither recipient nor text. The machine part is signed by
/// nobody: what it says besides is no stronger for it.
package struct OwnSignature: Sendable {
    struct Proof: Sendable {
        let recipient: EmailAddress
        /// Of the mail, where the signature covers it: nobody put another in its place.
        let messageID: String?
    }

    private(set) var proof: Proof?
    /// Why a signature under a key of ours proves nothing; nil also where the copy bears none.
    private var doubt: Doubt?

    private enum Doubt: Hashable, Sendable {
        case refused(DKIMRefusal)
        case recipients
    }

    package init() {}

    package init(of report: FeedbackReport, _ context: OperatorContext) {
        guard !context.dkimKeys.isEmpty, let original = report.original, let body = report.originalBody else { return }
        switch DKIMVerification.of(original, body: body, keys: context.dkimKeys) {
        case .absent: break
        case .refused(let refusal): doubt = .refused(refusal)
        case .proven(let domain, let signed):
            guard let recipient = Self.recipient(original, signed), !recipient.domain.isAtOrBelow(domain) else {
                doubt = .recipients
                return
            }
            proof = Proof(recipient: recipient, messageID: Self.messageID(original, signed))
        }
    }

    /// The address in To, where it is signed and nobody else is named: of a mail to several, any may have complained. A second
    /// To, which a forger may put above the signed one, is no mail of ours (RFC 5322 §3.6).
    private static func recipient(_ original: Header, _ signed: [HeaderField]) -> EmailAddress? {
        let fields = original.all("to")
        guard fields.count == 1, let field = fields.first, signed.contains(field), !original.has("cc"), !original.has("bcc") else {
            return nil
        }
        let value = original.unfolded(field), addresses = EmailAddress.list(value, limit: 2)
        guard addresses.count == 1, !AddressScreen.speaksOfRedaction(value.text(0..<value.count)) else { return nil }
        return addresses.first
    }

    private static func messageID(_ original: Header, _ signed: [HeaderField]) -> String? {
        let fields = original.all("message-id")
        guard fields.count == 1, let field = fields.first, signed.contains(field) else { return nil }
        let value = original.unfolded(field)
        return value.first == 60 && value.last == 62 ? value.text(1..<(value.count - 1)) : nil
    }

    /// In words, for whoever explains the message.
    package var warnings: [String] {
        let reason: String? =
            switch doubt {
            case nil: nil
            case .recipients: "it does not cover a To that names one person outside of the domain that signs, with nobody in Cc"
            case .refused(.malformed): "it cannot be read"
            case .refused(.algorithm): "its algorithm is not that of the key, or no longer safe"
            case .refused(.partialBody): "it covers the body up to a length only (`l=`)"
            case .refused(.body): "the body is cut or changed"
            case .refused(.signature): "the header is changed, or it was made with another key"
            }
        return reason.map { ["a DKIM signature of ours on the copy proves nothing: \($0)"] } ?? []
    }
}
