import Deliverability
import MailSyntax
import TestKit
import Testing
import Tokens

@Suite struct TokenTests {
    private let ring: TokenKeyRing
    private let reader: TokenReader
    private let mint: TokenMint

    init() throws {
        ring = try #require(TestKeys.ring)
        reader = TokenReader(keys: ring)
        mint = TokenMint(keys: ring, on: TestKeys.day)
    }

    private func address(_ text: String) throws -> EmailAddress { try #require(EmailAddress(text), "\(text)") }

    private func valid(_ text: String, _ purposes: Set<TokenPurpose> = Set(TokenPurpose.allCases)) -> Token? {
        guard case .valid(let token) = reader.token(in: text, for: purposes) else { return nil }
        return token
    }

    static let addresses = [
        "reader@example.org", "Reader.Name+Tag@Example.ORG", "o'neil@example.org", "a=b@example.org", "\"two words\"@example.org",
        "dots..odd@example.org", ".first@example.org", "bücher@example.org", "x@xn--bcher-kva.example", "under_score-@sub.example.org",
        "100%@example.org", "{x}|y@example.org", "a@b.example",
    ]

    @Test(arguments: addresses, TokenPurpose.allCases)
    func `what is minted is read, in both forms`(recipient: String, purpose: TokenPurpose) throws {
        let address = try address(recipient)
        for form in [TokenMint.Form.readable, .opaque] {
            let text = try mint.token(purpose, for: address, campaign: "Spring-7", scope: .list("weekly"), form: form, room: 200)
            let token = try #require(valid("fbl+\(text)@example.com"), "\(text)")
            #expect(token.purpose == purpose && token.campaign == "Spring-7" && token.scope == .list("weekly"))
            #expect(token.day == TestKeys.day.daysSince1970 && token.keyID == 1)
            switch token.recipient {
            case .address(let read): #expect(form == .readable && read.key == address.key)
            case .handle(let handle): #expect(form == .opaque && handle == ring.handle(of: address))
            }
        }
    }

    @Test(arguments: addresses)
    func `folding the case of a token changes nothing`(recipient: String) throws {
        for form in [TokenMint.Form.readable, .opaque] {
            let text = try mint.token(.bounce, for: address(recipient), campaign: "Spring-7", form: form, room: 200)
            let read = valid(text)
            #expect(read != nil && valid(text.uppercased()) == read && valid(text.lowercased()) == read)
            #expect(text == text.lowercased() && text.utf8.allSatisfy { $0 > 32 && $0 < 127 })
        }
    }

    @Test(arguments: addresses)
    func `where plus became minus the token still stands`(recipient: String) throws {
        for form in [TokenMint.Form.readable, .opaque] {
            let text = "bounces+" + (try mint.token(.bounce, for: address(recipient), form: form, room: 200))
            #expect(valid(text.replacing("+", with: "-")) == valid(text) && valid(text) != nil)
        }
    }

    @Test func `a forwarder's rewriting leaves the token whole`() throws {
        let text = try mint.token(.bounce, for: address("reader@example.org"))
        for around in [
            "SRS0=HHH=TT=example.com=b+\(text)@relay.example", "prvs=1234567890=b+\(text)@example.com", "<\(text)@example.com>",
            "https://example.com/u/\(text)?x=1",
        ] {
            #expect(valid(around) != nil, "\(around)")
        }
    }

    @Test(arguments: TokenPurpose.allCases, TokenPurpose.allCases)
    func `a token serves its own purpose and no other`(made: TokenPurpose, asked: TokenPurpose) throws {
        let text = try mint.token(made, for: address("reader@example.org"))
        if made == asked {
            #expect(valid(text, [asked]) != nil)
        } else {
            #expect(reader.token(in: text, for: [asked]) == .refused(.otherPurpose))
        }
    }

    @Test(arguments: [TokenMint.Form.readable, .opaque])
    func `a token with any bit changed proves nothing`(form: TokenMint.Form) throws {
        let text = Array(
            try mint.token(.complaint, for: address("reader@example.org"), campaign: "c7", scope: .stream("news"), form: form, room: 200)
                .utf8)
        let whole = valid(String(decoding: text, as: UTF8.self))
        #expect(whole != nil)
        for position in text.indices {
            for bit in 0..<8 {
                var changed = text
                changed[position] ^= 1 << UInt8(bit)
                // The other case of a letter is the same sign.
                if changed[position].asciiLowercased == text[position] { continue }
                guard case .valid(let token) = reader.token(in: changed, for: Set(TokenPurpose.allCases)) else { continue }
                // What stands between the signs and the address may be `=` as well as `-`.
                #expect(token == whole && form == .readable && changed[position] == 61, "\(String(decoding: changed, as: UTF8.self))")
            }
        }
    }

    @Test func `every sign of the code counts: none can be left out or added`() throws {
        let text = try mint.token(.complaint, for: address("reader@example.org"), form: .opaque)
        for end in 0..<text.count { #expect(valid(String(text.prefix(end))) == nil) }
        for sign in "abcdefghijklmnopqrstuvwxyz234567" { #expect(valid(text + String(sign)) == nil) }
    }

    @Test func `a token of one recipient cannot be put on another`() throws {
        let text = try mint.token(.complaint, for: address("reader@example.org"))
        let signs = text.prefix { $0 != "-" }
        #expect(reader.token(in: signs + "-other=example.org", for: [.complaint]) == .refused(.forged))
        #expect(reader.token(in: String(signs), for: [.complaint]) == nil, "signs of a readable token alone say nothing")
    }

    // MARK: length

    @Test(arguments: ["b", "fbl", "bounces", "longmailbox"])
    func `with its mailbox a token has at most 64 octets`(mailbox: String) throws {
        for length in 1...64 {
            let recipient = String(repeating: "x", count: length) + "@example.org"
            let room = TokenMint.localPartMax - mailbox.utf8.count - 1
            let text = try mint.token(.bounce, for: address(recipient), campaign: "c7a", room: room)
            #expect((mailbox + "+" + text).utf8.count <= 64)
            #expect(valid(mailbox + "+" + text) != nil)
        }
    }

    @Test func `an address that does not fit is carried by its handle`() throws {
        let short = try mint.token(.bounce, for: address("reader@example.org"))
        #expect(short.contains("-reader=example.org"))
        let long = try address("somebody.with.a.very.long.name.indeed@mail.example.org")
        let text = try mint.token(.bounce, for: long)
        #expect(!text.contains("somebody") && text.utf8.count <= TokenMint.usualRoom)
        #expect(valid(text)?.recipient == ring.handle(of: long).map { .handle($0) })
        #expect(throws: TokenMint.Fault.self) { try mint.token(.bounce, for: long, form: .readable) }
    }

    @Test func `a campaign that does not fit is refused with the numbers`() throws {
        let fault = #expect(throws: TokenMint.Fault.self) {
            try mint.token(.bounce, for: address("reader@example.org"), campaign: String(repeating: "c", count: 30))
        }
        #expect(fault?.description.contains("52 are left") ?? false)
        for campaign in ["", "two words", "reader@example.org", "line\n"] {
            #expect(throws: TokenMint.Fault.campaign(campaign)) { try mint.token(.bounce, for: address("a@b.example"), campaign: campaign) }
        }
    }

    // MARK: what is no token

    @Test(arguments: [
        "", "bounces", "bounces-reader=example.org", "efgh", "20261124.abcdefghijklmnop@mail.example.com",
        "CAFkq7xEfghijklmnopqrstuvwxyzabcdefg@mail.example.com", "e5b7c2a1-0d3f-4e21-9f4e-aaaaaaaaaaaa@example.com",
        "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz",
    ])
    func `other people's identifiers are no tokens`(text: String) { #expect(valid(text) == nil) }

    @Test func `bytes of any kind give a finding or none`() {
        var seed: UInt64 = 42
        for length in 0..<600 {
            let bytes = (0..<length).map { _ -> UInt8 in
                seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return length % 2 == 0 ? UInt8(truncatingIfNeeded: seed >> 33) : Array("efgha234567+-=.@".utf8)[Int(seed >> 40) % 16]
            }
            if case .valid = reader.token(in: bytes, for: Set(TokenPurpose.allCases)) { Issue.record("a token out of nothing") }
        }
    }

    @Test func `what is stored of an identifier names nobody (law 8)`() throws {
        let text = try mint.token(.messageID, for: address("reader@example.org"), campaign: "s7")
        let stored = withoutTokenRecipient(text + "@mail.example.com")
        #expect(!stored.contains("reader") && stored.hasSuffix("@mail.example.com") && stored.hasPrefix(text.prefix { $0 != "-" }))
        let opaque = try mint.token(.messageID, for: address("reader@example.org"), form: .opaque) + "@example.com"
        for plain in ["a-b=c@example.com", opaque, ""] { #expect(withoutTokenRecipient(plain) == plain) }
    }

    @Test func `age lowers the proof after 400 days`() throws {
        let token = try #require(valid(try mint.token(.bounce, for: address("a@b.example"))))
        let made = TestKeys.day.startOfDay
        #expect(!token.isOld(at: made.adding(seconds: 400 * 86400)))
        #expect(token.isOld(at: made.adding(seconds: 401 * 86400)))
    }
}
