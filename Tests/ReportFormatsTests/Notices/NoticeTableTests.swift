import MailSyntax
import Testing

@testable import ReportFormats

/// Every phrase of the tables proves itself by a sample.
@Suite struct NoticeTableTests {
    @Test func `each language claims its own subjects`() {
        for table in AutoReplySubjects.all {
            #expect(!table.samples.isEmpty, "\(table.language) has no sample")
            for sample in table.samples {
                #expect(AutoReplySubjects.language(of: ReplyText(sample)) == table.language, "\(sample)")
            }
        }
    }

    @Test func `each system claims its own challenge`() {
        for system in ChallengeSystem.all {
            #expect(ChallengeSystem.named(in: ReplyText(system.sample)) == system.name, "\(system.sample)")
        }
    }

    @Test func `each language says that a mailbox is abandoned`() {
        for entry in AbandonedAddress.all {
            #expect(AbandonedAddress.language(in: ReplyText(entry.sample)) == entry.language, "\(entry.sample)")
        }
    }

    @Test func `no phrase is too short to be found`() {
        var searched = ChallengeSystem.all.flatMap(\.subjects)
        searched += ChallengeSystem.all.flatMap(\.texts)
        searched += AbandonedAddress.all.flatMap(\.phrases)
        for phrase in searched { #expect(phrase.utf8.count >= 4, "\(phrase)") }
    }

    /// The languages that the product promises.
    @Test(arguments: ["en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "ja", "zh", "tr", "cs", "sv"])
    func `replies and departures are known`(language: String) {
        #expect(AutoReplySubjects.all.contains { $0.language == language })
        #expect(AbandonedAddress.all.contains { $0.language == language })
    }

    @Test(arguments: [
        "Vacation rentals for the summer", "Urlaub an der Nordsee", "About the absence of cats", "Absenteeism at work", "Ferienhaus",
        "Away game on Saturday", "Semesterstart", "Lunch?", "Re: Lunch?",
    ])
    func `subjects that people write are none`(subject: String) {
        #expect(AutoReplySubjects.language(of: ReplyText(subject)) == nil)
    }
}
