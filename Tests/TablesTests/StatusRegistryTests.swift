import Deliverability
import MailSyntax
import Tables
import Testing

@Suite struct StatusRegistryTests {
    /// Law: no code of the security subject takes a contact off by itself.
    @Test func `a security code is never hard`() {
        for detail in 0...999 {
            guard let code = EnhancedStatusCode(classDigit: 5, subject: 7, detail: detail), let entry = StatusRegistry.entry(code) else {
                continue
            }
            #expect(entry.bounceClass != .hard, "5.7.\(detail)")
        }
    }

    @Test(arguments: [
        ("5.1.1", BounceClass.hard, BounceCause.unknownUser), ("5.2.1", .hard, .disabled), ("5.7.1", .block, .policy),
        ("4.2.2", .soft, .mailboxFull),
        ("5.2.2", .soft, .mailboxFull), ("4.4.1", .soft, .network), ("4.4.7", .soft, .expired), ("5.4.6", .soft, .loop),
        ("5.1.10", .hard, .noMailDomain),
        ("5.7.26", .block, .authentication), ("5.7.25", .block, .ptr),
    ])
    func `the named codes have their causes`(text: String, bounceClass: BounceClass, cause: BounceCause) throws {
        let entry = try #require(EnhancedStatusCode(text).flatMap { StatusRegistry.entry($0) })
        #expect(entry.bounceClass == bounceClass)
        #expect(entry.cause == cause)
    }

    @Test(arguments: ["5.0.0", "5.1.0", "5.2.0", "5.5.0", "5.9.9", "2.1.5"])
    func `codes that say nothing have no entry`(text: String) {
        #expect(EnhancedStatusCode(text).flatMap { StatusRegistry.entry($0) } == nil)
    }

    @Test(arguments: [
        (421, BounceClass.soft, BounceCause.temporary), (451, .soft, .systemError), (452, .soft, .mailboxFull), (550, .hard, .unknownUser),
        (521, .hard, .noMailDomain),
    ])
    func `reply codes speak when nothing else does`(value: Int, bounceClass: BounceClass, cause: BounceCause) throws {
        let entry = try #require(ReplyCode(value).flatMap { ReplyCodes.entry($0) })
        #expect(entry.bounceClass == bounceClass)
        #expect(entry.cause == cause)
    }

    @Test(arguments: [
        ("5.7.1", "5.7.1", true), ("x.7.1", "4.7.1", true), ("5.7.606-649", "5.7.620", true), ("5.7.606-649", "5.7.650", false),
        ("5.7.1", "4.7.1", false),
    ])
    func `a status range contains its codes`(range: String, code: String, contained: Bool) throws {
        #expect(try #require(StatusRange(range)).contains(try #require(EnhancedStatusCode(code))) == contained)
    }

    @Test(arguments: ["", "5.7", "7.1.1", "5.7.9-3", "5.x.1"])
    func `text of another form is no status range`(text: String) { #expect(StatusRange(text) == nil) }
}
