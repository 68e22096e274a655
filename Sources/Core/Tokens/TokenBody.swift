import Deliverability
import MailSyntax

/// The bytes of a token, before they are written in `Base32`:
///
/// | bytes | what |
/// |---|---|
/// | 1 | version (3 bits, now 1), purpose (2), form (1: opaque), scope (2: all, stream, list) |
/// | 1 | id of the key |
/// | 2 | day since 1970-01-01 |
/// | 8 | opaque form only: the recipient's handle |
/// | n | campaign in UTF-8; for a stream or list, zero and its name behind it |
/// | 10 | HMAC-SHA-256 over all of that and the recipient, cut to 80 bits |
struct TokenBody {
    static let version: UInt8 = 1
    static let codeBytes = 10
    private static let headBytes = 4

    /// Fewest signs of a token: a shorter run of signs is none.
    static let signsMin = Base32.length(of: headBytes + codeBytes)

    let token: Token
    /// Everything that is signed, the code left out.
    let signed: [UInt8]
    let code: ArraySlice<UInt8>

    // MARK: writing

    static func bytes(of token: Token) -> [UInt8] {
        var form: UInt8 = 0, handle: [UInt8] = []
        if case .handle(let value) = token.recipient { form = 1; handle = value.bytes }
        let scope: UInt8 =
            switch token.scope {
            case .all: 0
            case .stream: 1
            case .list: 2
            }
        let day = UInt16(clamping: token.day)
        var out = [version << 5 | token.purpose.rawValue << 3 | form << 2 | scope, token.keyID, UInt8(day >> 8), UInt8(day & 0xFF)]
        out += handle
        out += Array((token.campaign ?? "").utf8)
        if let name = token.scope.name { out += [0] + Array(name.utf8) }
        return out
    }

    /// Under one key, codes of tokens are told apart from everything else that is ever hashed with it.
    static func code(of signed: [UInt8], recipient: Token.Recipient, key: [UInt8]) -> ArraySlice<UInt8> {
        var text = Array("plumbline token\0".utf8) + signed
        if case .address(let address) = recipient { text += [0] + Array(address.key.utf8) }
        return HMACSHA256.of(text, key: key).prefix(codeBytes)
    }

    // MARK: reading

    /// What the signs say, unproven; nil for what is no token of this version.
    ///
    /// - Parameter address: reads the recipient that stands behind the signs of a readable token.
    init?(_ signs: ArraySlice<UInt8>, address: () -> EmailAddress?) {
        guard let bytes = Base32.decode(signs), bytes.count >= Self.headBytes + Self.codeBytes, bytes[0] >> 5 == Self.version,
            let purpose = TokenPurpose(rawValue: bytes[0] >> 3 & 3)
        else { return nil }
        signed = Array(bytes.dropLast(Self.codeBytes))
        code = bytes.suffix(Self.codeBytes)
        var rest = signed[Self.headBytes...]
        let recipient: Token.Recipient
        if bytes[0] >> 2 & 1 == 1 {
            guard let handle = RecipientHandle(Array(rest.prefix(RecipientHandle.sizeBytes))) else { return nil }
            recipient = .handle(handle)
            rest = rest.dropFirst(RecipientHandle.sizeBytes)
        } else {
            guard let address = address() else { return nil }
            recipient = .address(address)
        }
        guard let (campaign, scope) = Self.words(rest, scope: bytes[0] & 3) else { return nil }
        token = Token(
            purpose: purpose, recipient: recipient, campaign: campaign, scope: scope, day: Int(bytes[2]) << 8 | Int(bytes[3]),
            keyID: bytes[1])
    }

    private static func words(_ bytes: ArraySlice<UInt8>, scope: UInt8) -> (campaign: String?, scope: SuppressionScope)? {
        let end = bytes.firstIndex(of: 0)
        guard let campaign = String(validating: bytes[..<(end ?? bytes.endIndex)], as: UTF8.self), (end != nil) == (scope != 0) else {
            return nil
        }
        let shown = campaign.isEmpty ? nil : campaign
        guard let end else { return (shown, .all) }
        let name = String(decoding: bytes[(end + 1)...], as: UTF8.self)
        switch scope {
        case 1: return SuppressionScope("stream:" + name).map { (shown, $0) }
        case 2: return SuppressionScope("list:" + name).map { (shown, $0) }
        default: return nil
        }
    }
}
