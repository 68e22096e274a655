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

    @Test(
        arguments: [
            // The suffix list gives each name under github.io to another owner; the walk ended at github.io for all of them.
            ("github.io", "treewalk", "a.github.io", "b.github.io", AlignmentCause.dkimFails),
            ("github.io", "TreeWalk", "a.github.io", "deep.b.github.io.", .dkimFails),
            ("github.io", "psl", "a.github.io", "b.github.io", .unknownSource),
            // Not below the policy's domain, or only by letters.
            ("a.github.io", "treewalk", "a.github.io", "b.github.io", .unknownSource),
            ("ithub.io", "treewalk", "a.github.io", "b.github.io", .unknownSource),
            // A policy further down does not say where the organization ends: the list still holds.
            ("news.example.com", "treewalk", "news.example.com", "example.com", .dkimFails),
            // A registry's policy covers many organizations.
            ("co.uk", "treewalk", "example.co.uk", "other.co.uk", .unknownSource),
            ("co.uk", "treewalk", "example.co.uk", "mail.example.co.uk", .dkimFails),
            ("", "treewalk", "a.github.io", "b.github.io", .unknownSource),
        ])
    func `RFC 9989: names under the policy that a tree walk found are one organization`(
        policy: String, method: String, from: String, signer: String, cause: AlignmentCause
    ) {
        let row = AlignmentRow(from: from, raw: ["dkim d=\(signer) fail"])
        let found = AlignmentRow.tallies([row], policy: policy.isEmpty ? " . " : policy, method: method).map(\.cause)
        #expect(found == [cause])
    }

    @Test func `a policy that is stated behind the records comes too late for the walk`() {
        let row = AlignmentRow(from: "a.github.io", raw: ["dkim d=b.github.io fail"])
        #expect(AlignmentRow.tallies([row], policy: "github.io", method: "treewalk", policyLast: true).map(\.cause) == [.unknownSource])
    }

    @Test func `a source of the settings is ours in every report, an unnamed one by what the report shows`() {
        var context = OperatorContext()
        context.ownSources = ["192.0.2.9", "2001:db8::1"]
        let rows = ["192.0.2.9", "2001:DB8:0::1", "192.0.2.8"].map { AlignmentRow(ip: $0, raw: ["spf d=example.com fail"]) }
        #expect(AlignmentRow.tallies(rows, context).map(\.failureClass) == [.ownBroken, .ownBroken, .unauthenticated])
        let later = rows + [AlignmentRow(ip: "192.0.2.8", count: 50, spf: "pass")]
        #expect(AlignmentRow.tallies(later).map(\.failureClass) == [.unauthenticated, .unauthenticated, .ownBroken])
    }
}
