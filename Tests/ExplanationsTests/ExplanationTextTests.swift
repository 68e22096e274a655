import Explanations
import MailSyntax
import TestKit
import Testing

@Suite struct ExplanationTextTests {
    @Test(
        arguments: [
            "aggregate/alder-gzip", "aggregate/yew-empty-source-ip", "feedback/arf-plain", "feedback/redacted-everything",
            "delivery/several-recipients-mixed", "delivery/gmail-dmarc-block", "tls/failure-details-two-policies", "malformed/gzip-half",
            "unrelated/newsletter",
        ])
    func `what a postmaster reads`(path: String) throws {
        let text = Explained(try Fixtures.bytes("\(path).eml"), name: "\(path).eml").text()
        let name = path.replacing("/", with: "-")
        #expect(Golden.difference(text, at: "Tests/ExplanationsTests/Goldens/\(name).txt") == nil)
    }

    @Test func `rows are shown when they are asked for`() throws {
        let text = Explained(try Fixtures.bytes("aggregate/ebony-several-signatures-and-reasons.eml"), name: "ebony.eml").text(
            records: true)
        #expect(Golden.difference(text, at: "Tests/ExplanationsTests/Goldens/aggregate-ebony-with-records.txt") == nil)
    }

    @Test(arguments: AllFixtures.mails)
    func `no control character of a mail reaches the terminal`(fixture: Fixture) {
        let text = Explained(fixture).text(records: true)
        #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || ($0.value >= 32 && !(0x7F...0x9F).contains($0.value)) }, "\(fixture)")
    }

    @Test func `colour only adds to the text`() {
        for fixture in AllFixtures.mails {
            let plain = Explained(fixture).text(), coloured = Explained(fixture).text(colour: true)
            #expect(coloured.replacing(/\u{1B}\[[0-9]+m/, with: "") == plain, "\(fixture)")
        }
    }

    @Test func `an escape sequence in a report's name is disarmed`() {
        let xml = """
            <feedback><report_metadata><org_name>Elder&#x9B;31m \u{202E}x</org_name><date_range><begin>1</begin><end>2</end></date_range></report_metadata>
            <policy_published><domain>example.com</domain></policy_published></feedback>
            """
        let text = Explained(Array(xml.utf8)).text()
        #expect(text.contains("Elder"))
        #expect(!text.unicodeScalars.contains { $0.value == 0x9B || $0.value == 0x202E })
    }
}
