import Deliverability
import MailSyntax
import Summaries
import Testing

@Suite struct TodoTests {
    private func todo(_ facts: WeekFacts, _ context: SummaryContext = SummaryContext()) -> [Todo] {
        AuthenticationSummary.summarize(facts, week: SampleWeek.week, domain: SampleWeek.domain, context: context).todo
    }

    private func facts(_ tallies: AlignmentTally...) -> WeekFacts {
        var facts = WeekFacts()
        facts.tallies = tallies
        facts.reports = 1
        return facts
    }

    @Test func `what must be acted on stands before what is to check and to know`() {
        let order = todo(SampleWeek.facts(), SampleWeek.context()).map { Todo.Severity.allCases.firstIndex(of: $0.severity) ?? 9 }
        #expect(order == order.sorted())
        #expect(Set(order).count == 3)
    }

    @Test(arguments: [
        (AlignmentCause.dkimFails, nil, "Repair DKIM for example.com at 192.0.2.7: the signature of 120 messages from it failed."),
        (.dkimUnaligned, "esp.example", "Sign as example.com at 192.0.2.7: 120 messages from it carried a signature of esp.example alone."),
        (
            .spfUnaligned, "esp.example",
            "Use a return path under example.com at 192.0.2.7: SPF of 120 messages passed for esp.example alone."
        ),
        (.spfFails, nil, "Cover 192.0.2.7 in the SPF record of the return path of example.com: 120 messages from it failed."),
    ])
    func `each fault of own mail has its own repair`(cause: AlignmentCause, identity: String?, sentence: String) {
        let found = todo(facts(SampleWeek.tally("r", "192.0.2.7", day: 0, messages: 120, dkim: 0, spf: 0, cause, as: identity))).first
        #expect(found?.text == sentence)
        #expect(found?.severity == .act)
        #expect(found?.numbers.first?.name == "messages" && found?.numbers.first?.value == 120)
    }

    @Test func `mail that only SPF carries is to be signed`() {
        let found = todo(facts(SampleWeek.tally("r", "192.0.2.7", day: 0, messages: 120, dkim: 0, spf: 120, .aligned, as: "example.com")))
            .first
        #expect(
            found?.text
                == "Sign with DKIM for example.com at 192.0.2.7: 120 messages from it passed SPF only, and the first forwarder breaks SPF.")
    }

    @Test(arguments: [
        (BounceCause.loop, Todo.Severity.act, "Break the mail loop: 1 message ended in one; the contacts are not at fault."),
        (.tooLarge, .check, "Send smaller messages: 1 message was too large for their receivers."),
        (.tls, .check, "Offer TLS 1.2 or newer with a valid chain: 1 message failed for the encryption."),
    ])
    func `what cost no contact and is ours to mend is said`(cause: BounceCause, severity: Todo.Severity, sentence: String) {
        var facts = WeekFacts()
        facts.bounces = [
            SampleWeek.stored(
                .bounce(
                    Bounce(
                        recipient: nil, action: .failed, status: nil, replyCode: nil,
                        classification: Classification(.soft, cause, rule: RuleID("sample/rule"), remedy: "mend it"), provider: nil)), 1)
        ]
        let found = todo(facts).first { $0.rule == "ours-\(cause.rawValue)" }
        #expect(found?.text == sentence)
        #expect(found?.severity == severity)
    }

    @Test func `receivers that stopped own mail are counted in the sentence`() {
        let tally = SampleWeek.tally(
            "r", "192.0.2.7", day: 0, messages: 12, dkim: 0, spf: 0, .spfFails, as: nil, dispositions: Dispositions(none: 11, reject: 1))
        #expect(todo(facts(tally)).first?.text.hasSuffix(" 1 was quarantined or rejected.") == true)
    }

    @Test func `many small sources share a line`() {
        var facts = WeekFacts()
        facts.reports = 1
        facts.tallies = (1...200).map {
            SampleWeek.tally("r", "203.0.113.\($0)", day: 0, messages: 5, dkim: 0, spf: 0, .unknownSource, as: nil)
        }
        let found = todo(facts).filter { $0.rule == "unknown-source" }
        #expect(found.count == 2)
        #expect(found.last?.text == "Look over 199 further unknown sources: 995 messages, none of which aligned.")
    }

    @Test func `an open investigation names its size, its area and what not to do`() {
        let found = todo(SampleWeek.facts()).first
        #expect(
            found?.text
                == "Resolve investigation gmail / example.com: 12 blocks (authentication). Check DKIM alignment first, then SPF of the return "
                + "path, then the DMARC record; do not resume volume before a small batch is accepted.")
        #expect(found?.command == "plumbline investigation show 2")
    }

    @Test func `mail set aside and complaints without a contact are to look at`() {
        let texts = todo(SampleWeek.facts()).map(\.text)
        #expect(texts.contains("2 mails were set aside (xml.truncated): look with plumbline setaside list."))
        #expect(
            texts.contains("3 complaints could not be attributed: add a signed return path, so that the next one names its contact."))
    }

    @Test func `a complaint rate of 0.3 percent stops bulk mail to that provider alone`() {
        let found = todo(SampleWeek.facts(sending: SampleWeek.sending(yahoo: 4_000, microsoft: 100_000)))
            .filter { $0.rule == "complaint-rate" }
        #expect(found.map(\.text) == ["Stop bulk mail to yahoo: 0.375 % of 4,000 messages drew a complaint."])
        #expect(found.first?.severity == .act)
    }

    @Test func `complaints of a collector move the rate of all mail, where no provider's does`() {
        var sending = SampleWeek.sending()
        sending.complaints = [Provider("validity"): 75]
        let found = todo(SampleWeek.facts(sending: sending)).filter { $0.rule == "complaint-rate" }
        #expect(found.map(\.text) == ["Send less and better chosen mail: 0.149 % of 50,250 messages drew a complaint."])
    }

    @Test func `a hard bounce rate of 2 percent is told of all mail, and of the provider`() {
        var sending = SampleWeek.sending()
        sending.hardBounces = [Provider("microsoft"): 1_410, Provider("yahoo"): 3]
        let found = todo(SampleWeek.facts(sending: sending)).filter { $0.rule == "hard-bounce-rate" }
        #expect(
            found.map(\.text) == [
                "Clean the list before the next mailing: 2.007 % of 70,400 messages bounced hard.",
                "Look where addresses at microsoft come from: 5.351 % of 26,350 messages bounced hard.",
            ])
        #expect(found.map(\.severity) == [.act, .check])
    }

    @Test func `a campaign is to review by the thresholds alone, whatever the week brought`() {
        let context = SampleWeek.context()
        let found = todo(SampleWeek.facts(), context).filter { $0.rule == "campaign-review" }
        #expect(
            found.map(\.text) == [
                "Review campaign autumn-offer: 31 complaints of 9,400 messages. Look at its content, segment and frequency."
            ])
        #expect(found.first?.severity == .act)
        #expect(!todo(SampleWeek.facts()).contains { $0.rule == "campaign-review" })
    }

    @Test func `IPv6 that falls behind IPv4 is looked at apart`() {
        let found = todo(
            facts(
                SampleWeek.tally("r", "192.0.2.7", day: 0, messages: 1000, dkim: 1000, spf: 1000, .aligned, as: nil),
                SampleWeek.tally("r", "2001:db8::7", day: 0, messages: 200, dkim: 100, spf: 0, .dkimFails, as: nil))
        ).first { $0.rule == "family-behind" }
        #expect(found?.text.hasPrefix("Look at IPv6 apart: 50.0 % of its messages aligned, against 100.0 % over IPv4.") == true)
    }

    @Test func `a calm week has nothing to do`() {
        let calm = facts(SampleWeek.tally("r", "192.0.2.7", day: 0, messages: 1000, dkim: 1000, spf: 1000, .aligned, as: nil))
        #expect(todo(calm).isEmpty)
    }
}

@Suite struct BlindSpotTests {
    private func spots(_ facts: WeekFacts, _ context: SummaryContext = SummaryContext()) -> [String] {
        AuthenticationSummary.summarize(facts, week: SampleWeek.week, context: context).blindSpots.map(\.id)
    }

    @Test func `every summary says what no report can show`() {
        for facts in [WeekFacts(), SampleWeek.facts()] {
            #expect(Set(spots(facts)).isSuperset(of: ["coverage", "gmail-complaints", "apple-complaints", "no-denominator"]))
        }
    }

    @Test func `with a send log the blind spot is what its rates leave out`() {
        let spots = spots(SampleWeek.facts(sending: SampleWeek.sending()))
        #expect(spots.contains("rates-of-send-logs") && !spots.contains("no-denominator"))
    }

    @Test func `silent days and silent reporters are named`() {
        let summary = AuthenticationSummary.summarize(SampleWeek.facts(), week: SampleWeek.week, context: SampleWeek.context())
        let texts = summary.blindSpots.map(\.text)
        #expect(texts.contains("No aggregate report covers Sun 22 Nov."))
        #expect(texts.contains { $0.contains("gmx.example") })
    }

    @Test func `unproven reporters are a blind spot until authserv-ids are configured`() {
        #expect(spots(SampleWeek.facts()).contains("unauthenticated-reporters"))
        #expect(!spots(SampleWeek.facts(), SampleWeek.context()).contains("unauthenticated-reporters"))
    }

    @Test(arguments: [(Int64(-3600), "week-not-over"), (3600, "reports-still-arriving")])
    func `a summary made early says so`(offset: Int64, id: String) {
        var context = SummaryContext()
        context.asOf = SampleWeek.week.to.adding(seconds: offset)
        #expect(spots(SampleWeek.facts(), context).first == id)
    }
}
