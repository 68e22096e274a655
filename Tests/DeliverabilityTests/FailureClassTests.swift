import Deliverability
import MailSyntax
import Testing

@Suite struct FailureClassTests {
    @Test func `every failure has a class, and what aligned has none`() {
        for ownership in SourceOwnership.allCases {
            for cause in AlignmentCause.allCases { #expect((cause.failureClass(ownership) == nil) == (cause == .aligned)) }
        }
    }

    @Test func `forwarders and lists are nobody's fault, whoever the source is`() {
        for ownership in SourceOwnership.allCases {
            #expect(AlignmentCause.forwarded.failureClass(ownership) == .indirect)
            #expect(AlignmentCause.mailingList.failureClass(ownership) == .indirect)
        }
    }

    @Test(arguments: AlignmentCause.allCases.filter { ![.aligned, .forwarded, .mailingList].contains($0) })
    func `what fails at a source of ours is ours to mend, elsewhere it is another's or nobody's`(cause: AlignmentCause) {
        #expect(cause.failureClass(.named) == .ownBroken)
        #expect(cause.failureClass(.signs) == .ownBroken)
        let isOthers = cause == .dkimUnaligned || cause == .spfUnaligned
        #expect(cause.failureClass(.unknown) == (isOthers ? .thirdPartyUnaligned : .unauthenticated))
    }

    private func tally(
        dkim: Int64 = 0, spf: Int64 = 0, failed: Int64 = 3, _ cause: AlignmentCause = .dkimFails, as name: String? = nil,
        knownAs: SourceOwnership = .unknown, refused: Dispositions = Dispositions()
    ) -> AlignmentTally {
        var counts = AlignmentCounts()
        counts.add(dkim, dkim: true, spf: false)
        counts.add(spf, dkim: false, spf: true)
        counts.add(failed, dkim: false, spf: false)
        return AlignmentTally(
            domain: "news.example.com", sourceIP: "192.0.2.1", reporter: "", begin: Timestamp(0), end: Timestamp(0), counts: counts,
            dispositions: refused, cause: cause, authenticatedAs: name, knownAs: knownAs)
    }

    @Test func `a report shows a source to be ours: surely by SPF, likely by a signature`() {
        #expect(tally(spf: 9).ownership == .named)
        #expect(tally(dkim: 9).ownership == .signs)
        #expect(tally().ownership == .unknown)
        #expect(tally(dkim: 9, knownAs: .named).ownership == .named)
        #expect(tally(dkim: 9).failureClass == .ownBroken && tally().failureClass == .unauthenticated)
    }

    @Test func `who passes as our domain is ours, where strict alignment does not count it`() {
        #expect(tally(.dkimUnaligned, as: "example.com").failureClass == .ownBroken)
        #expect(tally(.dkimUnaligned, as: "mail.news.example.com").failureClass == .ownBroken)
        #expect(tally(.dkimUnaligned, as: "badexample.com").failureClass == .thirdPartyUnaligned)
        #expect(tally(.dkimUnaligned, as: "com").failureClass == .thirdPartyUnaligned)
    }

    @Test func `refused are at most those that failed`() {
        #expect(tally(refused: Dispositions(quarantine: 1, reject: 1)).refused == 2)
        #expect(tally(spf: 9, refused: Dispositions(quarantine: .max, reject: .max)).refused == 3)
    }
}
