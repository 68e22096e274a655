import Deliverability
import Interpretation
import MailSyntax
import Tables
import Testing

@Suite struct RuleSampleTests {
    @Test func `each rule claims its own sample`() {
        for rule in TableRule.all {
            let claimed = BounceClassifier.classify(provider: rule.provider, diagnostic: rule.rule.sample, status: nil)
            #expect(claimed.rule == rule.id, "the sample of \(rule.id) is claimed by \(claimed.rule): \(rule.rule.sample)")
        }
    }

    @Test func `a distinctive token claims without a known provider`() {
        for rule in TableRule.all where rule.provider != nil && rule.rule.isDistinctive && rule.rule.status == nil {
            let claimed = BounceClassifier.classify(provider: nil, diagnostic: rule.rule.sample, status: nil)
            #expect(claimed.bounceClass == rule.rule.bounceClass || claimed.bounceClass == .soft, "\(rule.id) becomes \(claimed.rule)")
        }
    }

    @Test func `rule ids are unique`() {
        var seen: Set<RuleID> = []
        for rule in TableRule.all { #expect(seen.insert(rule.id).inserted, "\(rule.id) stands twice") }
    }

    @Test func `phrases are written as they are searched`() {
        for rule in TableRule.all {
            for phrase in rule.rule.phrases {
                #expect(phrase.utf8.count >= 4, "\(rule.id): \(phrase) is too short to be found")
                let searched = String(decoding: LetterFolding.folded(phrase), as: UTF8.self)
                let folded = String(decoding: ReplyText(phrase).bytes, as: UTF8.self)
                #expect(folded.contains(searched), "\(rule.id): \(phrase) can never match")
                #expect(phrase == phrase.lowercased(), "\(rule.id): \(phrase) is not in lower case")
            }
        }
    }

    @Test func `a rule has a phrase or a status, a slug, a remedy and a sample`() {
        for rule in TableRule.all {
            #expect(!rule.rule.phrases.isEmpty || rule.rule.status != nil, "\(rule.id) matches nothing")
            #expect(!rule.rule.remedy.isEmpty && !rule.rule.remedy.contains("\n"), "\(rule.id) needs a remedy of one line")
            #expect(!rule.rule.sample.isEmpty, "\(rule.id) has no sample")
            #expect(rule.rule.slug.utf8.allSatisfy { $0.isDigit || $0 == 45 || ($0.isLetter && $0 >= 97) }, "\(rule.id) is no slug")
        }
    }

    @Test func `every status constraint can be read`() {
        for rule in TableRule.all where rule.rule.status != nil { #expect(rule.status != nil, "\(rule.id): \(rule.rule.status ?? "")") }
    }

    /// Law: a transient reply never makes a hard bounce.
    @Test func `no sample with a transient code is hard`() {
        for rule in TableRule.all {
            let claimed = BounceClassifier.classify(provider: rule.provider, diagnostic: "450 4.2.0 " + rule.rule.sample, status: nil)
            #expect(claimed.bounceClass != .hard, "\(rule.id)")
        }
    }

    @Test func `every provider table can be recognised and tells its source`() {
        var hosts: Set<String> = []
        for table in RuleTables.providers {
            #expect(!table.hosts.isEmpty || !table.domains.isEmpty, "\(table.provider)")
            #expect(!table.source.isEmpty && table.date.utf8.count == 7, "\(table.provider)")
            for host in table.hosts {
                #expect(DomainName(host)?.text == host, "\(table.provider): \(host)")
                #expect(hosts.insert(host).inserted, "\(host) belongs to two providers")
            }
        }
    }
}
