import Deliverability
import MailSyntax
import Tokens

/// Keys that are no secret: for tests and fixtures, the same on every machine.
package enum TestKeys {
    /// Day on which fixtures were made.
    package static let day = CivilDate(year: 2026, month: 11, day: 2)

    package static let ring: TokenKeyRing? = TokenKeyRing(
        recipientSecret: [UInt8](repeating: 0x52, count: TokenKeyRing.secretBytes),
        secret: (0..<UInt8(TokenKeyRing.secretBytes)).map { $0 &* 7 &+ 3 }, on: day)

    /// A token of these keys, made on `day`.
    package static func token(
        _ purpose: TokenPurpose, _ recipient: String, campaign: String? = nil, scope: SuppressionScope = .all,
        form: TokenMint.Form = .automatic, on day: CivilDate = day, room: Int = 512
    ) throws -> String {
        guard let ring, let address = EmailAddress(recipient) else { throw Broken(recipient: recipient) }
        return try TokenMint(keys: ring, on: day).token(purpose, for: address, campaign: campaign, scope: scope, form: form, room: room)
    }

    private struct Broken: Error { let recipient: String }
}
