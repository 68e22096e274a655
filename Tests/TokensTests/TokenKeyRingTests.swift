import Deliverability
import MailSyntax
import TestKit
import Testing
import Tokens

@Suite struct TokenKeyRingTests {
    private func secret(_ seed: UInt8) -> [UInt8] { (0..<UInt8(TokenKeyRing.secretBytes)).map { $0 ^ seed } }

    private func day(_ days: Int) -> CivilDate { CivilDate(daysSince1970: TestKeys.day.daysSince1970 + days) }

    @Test func `a token verifies for 400 days after its key was replaced, and handles stay what they are`() throws {
        var ring = try #require(TestKeys.ring)
        let reader = try #require(EmailAddress("reader@example.org"))
        let handle = ring.handle(of: reader)
        let text = try TokenMint(keys: ring, on: day(0)).token(.complaint, for: reader)
        for days in stride(from: 30, through: 430, by: 100) {
            ring = try #require(ring.rotated(adding: secret(UInt8(days % 251)), on: day(days)))
            guard case .valid = TokenReader(keys: ring).token(in: text, for: [.complaint]) else {
                Issue.record("refused after \(days) days")
                continue
            }
            #expect(ring.handle(of: reader) == handle)
        }
        ring = try #require(ring.rotated(adding: secret(9), on: day(431)))
        #expect(TokenReader(keys: ring).token(in: text, for: [.complaint]) == .refused(.unknownKey))
    }

    @Test func `the newest key signs, and each has an id of its own`() throws {
        var ring = try #require(TestKeys.ring)
        for turn in 1...600 {
            let next = try #require(ring.rotated(adding: secret(UInt8(turn % 256)), on: day(turn * 2)))
            #expect(next.signing.id != ring.signing.id && Set(next.keys.map(\.id)).count == next.keys.count)
            #expect(next.end(of: next.signing) == nil && next.keys.count <= 202)
            ring = next
        }
        #expect(ring.rotated(adding: secret(1), on: day(0)) == nil, "a clock that went backwards makes no key")
    }

    @Test func `keys of one day take no id that is in use`() throws {
        var ring = try #require(TestKeys.ring)
        for _ in 1..<256 { ring = try #require(ring.rotated(adding: secret(1), on: day(0))) }
        #expect(ring.rotated(adding: secret(2), on: day(0)) == nil)
    }

    @Test func `another ring proves nothing`() throws {
        let other = try #require(TokenKeyRing(recipientSecret: secret(1), secret: secret(2), on: TestKeys.day))
        let text = try TestKeys.token(.complaint, "reader@example.org")
        #expect(TokenReader(keys: other).token(in: text, for: [.complaint]) == .refused(.forged))
    }

    @Test func `the file is read as it was written`() throws {
        var ring = try #require(TestKeys.ring)
        ring = try #require(ring.rotated(adding: secret(5), on: day(3)))
        #expect(try TokenKeyRing(fileText: Array(ring.fileText.utf8)) == ring)
        let moved = ring.fileText.split(separator: "\n").reversed().joined(separator: "\r\n")
        #expect(try TokenKeyRing(fileText: Array(moved.utf8)) == ring, "the order of the lines is of no matter")
    }

    @Test func `no secret is in what is shown of a ring`() throws {
        let ring = try #require(TestKeys.ring)
        #expect("\(ring)" == "1 token keys, newest 1 of 2026-11-02")
    }

    @Test(
        arguments: [
            ("", nil), ("recipients 00\n", 1), ("key 1 2026-11-02 \(String(repeating: "ab", count: 32))\n", nil),
            ("recipients \(String(repeating: "ab", count: 32))\nkey 256 2026-11-02 \(String(repeating: "ab", count: 32))\n", 2),
            ("recipients \(String(repeating: "ab", count: 32))\nkey 1 2026-13-02 \(String(repeating: "ab", count: 32))\n", 2),
            ("recipients \(String(repeating: "ab", count: 32))\nkey 1 2026-11-02 \(String(repeating: "ab", count: 31))zz\n", 2),
            ("hello\n", 1),
        ] as [(String, Int?)])
    func `a damaged file is refused with its line and without its content`(text: String, line: Int?) {
        let fault = #expect(throws: TokenKeyRing.Fault.self) { try TokenKeyRing(fileText: Array(text.utf8)) }
        #expect(fault?.line == line)
        #expect(!(fault?.description.contains("abab") ?? true))
    }
}
