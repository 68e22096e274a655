import Deliverability
import Interpretation
import Testing

@Suite struct AlignmentCausesTests {
    @Test(
        arguments: [
            (AlignmentRow(dkim: "pass"), .aligned), (AlignmentRow(spf: "pass"), .aligned),
            // A pass stays a pass, whatever reason was given and whatever else failed.
            (AlignmentRow(dkim: "pass", reasons: ["forwarded"], raw: ["spf d=example.com fail"]), .aligned),
            // Indirect flows, by what the receiver says of them.
            (AlignmentRow(reasons: ["mailing_list"]), .mailingList), (AlignmentRow(reasons: ["forwarded"]), .forwarded),
            (AlignmentRow(reasons: ["trusted_forwarder"]), .forwarded),
            (AlignmentRow(reasons: ["Local_Policy: ARC=pass as.1"]), .forwarded),
            (AlignmentRow(reasons: ["other", "mailing_list"], raw: ["dkim d=example.com fail"]), .mailingList),
            // Ours, and broken.
            (AlignmentRow(raw: ["dkim d=example.com fail"]), .dkimFails), (AlignmentRow(raw: ["dkim d=example.com permerror"]), .dkimFails),
            (AlignmentRow(raw: ["dkim d=mail.EXAMPLE.com temperror"]), .dkimFails),
            (AlignmentRow(raw: ["spf d=example.com fail"]), .spfFails),
            (AlignmentRow(raw: ["spf d=bounce.example.com softfail"]), .spfFails),
            (AlignmentRow(raw: ["dkim d=example.com fail", "spf d=example.com fail"]), .dkimFails),
            (AlignmentRow(raw: ["dkim d=other.example pass", "dkim d=example.com fail"]), .dkimFails),
            (AlignmentRow(reasons: ["sampled_out"], raw: ["dkim d=example.com fail"]), .dkimFails),
            (AlignmentRow(reasons: ["policy_test_mode"], raw: ["spf d=example.com fail"]), .spfFails),
            // It passes for us and does not count: strict alignment.
            (AlignmentRow(raw: ["dkim d=mail.example.com pass"]), .dkimUnaligned),
            // Others that pass as themselves.
            (AlignmentRow(raw: ["dkim d=sender.example pass"]), .dkimUnaligned),
            (AlignmentRow(raw: ["spf d=sender.example pass"]), .spfUnaligned),
            (AlignmentRow(raw: ["dkim d=sender.example pass", "spf d=sender.example pass"]), .dkimUnaligned),
            // Nothing passes.
            (AlignmentRow(), .dkimAbsent), (AlignmentRow(raw: ["spf d=sender.example fail"]), .dkimAbsent),
            (AlignmentRow(raw: ["dkim d=example.com none"]), .dkimAbsent),
            (AlignmentRow(raw: ["dkim d=sender.example fail"]), .unknownSource),
            (AlignmentRow(raw: ["dkim d= pass"]), .unknownSource), (AlignmentRow(raw: ["spf d=example.com none"]), .dkimAbsent),
            (AlignmentRow(reasons: ["local_policy: whitelisted"]), .localPolicy),
            (AlignmentRow(reasons: ["local_policy"], raw: ["dkim d=example.com fail"]), .dkimFails),
            (AlignmentRow(reasons: ["other"]), .dkimAbsent), (AlignmentRow(reasons: ["something new"]), .dkimAbsent),
        ] as [(AlignmentRow, AlignmentCause)])
    func `every row has the cause that one can act on`(row: AlignmentRow, cause: AlignmentCause) {
        #expect(AlignmentRow.tallies([row]).map(\.cause) == [cause])
    }

    @Test func `what was done with the mail says nothing about alignment`() {
        for disposition in ["none", "quarantine", "reject", "pass"] {
            #expect(AlignmentRow.tallies([AlignmentRow(disposition: disposition)]).first?.counts.aligned == 0)
            #expect(AlignmentRow.tallies([AlignmentRow(dkim: "pass", disposition: disposition)]).first?.counts.aligned == 1)
        }
    }

    @Test(
        arguments: [
            ("example.com", "example.com"), ("mail.example.com", "example.com"), ("a.b.c.example.com", "example.com"),
            ("mail.example.co.uk", "example.co.uk"), ("co.uk", "co.uk"), ("com", "com"),
            ("news.example.blogspot.example", "blogspot.example"),
            ("www.example.github.io", "example.github.io"),
        ])
    func `an organizational domain is the public suffix and one label`(domain: String, organization: String) {
        #expect(OrganizationalDomain.of(domain) == organization)
    }

    @Test(
        arguments: [
            ("mail.example.co.uk", "example.co.uk", AlignmentCause.dkimFails), ("other.co.uk", "example.co.uk", .unknownSource),
            ("co.uk", "example.co.uk", .unknownSource), ("example.com.", "example.com", .dkimFails),
            ("EXAMPLE.COM", "news.example.com", .dkimFails),
            ("example.com", "deep.news.example.com", .dkimFails),
        ])
    func `a signature is ours by organization, never by suffix`(signer: String, from: String, cause: AlignmentCause) {
        #expect(AlignmentRow.tallies([AlignmentRow(from: from, raw: ["dkim d=\(signer) fail"])]).map(\.cause) == [cause])
    }
}
