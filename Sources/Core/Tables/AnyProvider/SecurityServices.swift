import Deliverability

extension PhraseTable {
    /// Products and services that filter in front of mailboxes: their wording is the same whoever runs them.
    static let securityServices = PhraseTable(
        "filter", source: "replies and help pages of the products", date: "2025-06",
        rules: [
            Rule(
                "identity-not-verified", .block, .senderRejected, "email address is not verified",
                remedy: "verify the sending identity with the relay service",
                sample: "554 Message rejected: Email address is not verified."),
            Rule("messagelabs-rejected", .hard, .unknownUser, "rejected", reply: 542, sample: "542 user@example.org Rejected"),
            Rule(
                "suppression-list", .other, .suppressedByUs, "address is on the suppression list", "amazon ses has suppressed",
                "suppression list",
                sample: "554 Address is on the suppression list for your account"),
            Rule(
                "batv", .other, .undetermined, "batv validation failure", remedy: "a bounce of a bounce: nothing to do",
                sample: "550 BATV validation failure"),
            Rule(
                "challenge", .other, .undetermined, "sender not pre-approved", remedy: "a challenge for the sender, not a bounce",
                sample: "4.7.0 Sender not pre-approved"),
            Rule(
                "barracuda-bulk", .block, .content, "blocked by our bulk email filter",
                sample: "550 Message you sent blocked by our bulk email filter"),
            Rule(
                "barracuda-reputation", .block, .blocklist, "blocked using barracuda reputation", "barracudanetworks.com/reputation",
                "b.barracudacentral.org",
                "barracudacentral.org", sample: "554 Service unavailable; Client host [192.0.2.3] blocked using Barracuda Reputation"),
            Rule("barracuda-banned", .block, .content, "rejecting banned content", sample: "550 rejecting banned content"),
            Rule(
                "barracuda-recipients", .block, .policy, ":blocked)",
                sample: "550 permanent failure for one or more recipients (user@example.org:blocked)"),
            Rule(
                "proofpoint-address", .block, .blocklist, "ipcheck.proofpoint.com", "support.proofpoint.com/dnsbl-lookup",
                "proofpoint.com/us/ip",
                sample: "554 5.7.0 Blocked - see https://ipcheck.proofpoint.com/?ip=192.0.2.5"),
            Rule(
                "cloudmark", .block, .blocklist, "csi.cloudmark.com", "cloudmark csi-global", "cloudmark sender intelligence", "cmsmtp",
                sample: "554 5.7.1 listed on Cloudmark CSI-Global"),
            Rule("trend-block", .block, .policy, "block permanently", sample: "521 5.7.1 Block permanently"),
            Rule(
                "trend-temporary", .block, .reputation, "temporary denial of connection", "blocked using trend micro",
                sample: "450 Temporary denial of connection from 192.0.2.1"),
            Rule(
                "symantec-authentication", .block, .authentication, "please turn on smtp authentication in your mail client",
                sample: "550 Please turn on SMTP Authentication in your mail client"),
            Rule("symantec-zodiac", .block, .reputation, "symantec zodiac", sample: "500 5.7.1 Symantec Zodiac"),
            Rule("hornet-spam-address", .block, .reputation, "spam ip rejected", sample: "554 5.5.4 Spam IP rejected"),
            Rule("hornet-virus", .block, .virus, "virus e-mail blocked", sample: "554 5.6.4 Virus E-Mail Blocked"),
            Rule("hornet-spam", .block, .content, "e-mail rejected spam", "early spam detection", sample: "450 4.5.5 early spam detection"),
            Rule("coremail-sender", .block, .senderRejected, "fake sender", sample: "550 Fake sender"),
            Rule("spamassassin", .block, .content, "blocked by spamassassin", "spamassassin score", sample: "550 Blocked by SpamAssassin"),
            Rule(
                "outbound-spam-filter", .block, .content, "outbound spam filter", "detected as spam", "classified as spam",
                "considered spam",
                sample: "550 5.7.1 Message was detected as SPAM"),
            Rule(
                "ironport", .block, .reputation, "senderbase", "talosintelligence.com",
                sample:
                    "554 Your access to this mail system has been rejected due to the sending MTA's poor reputation, see talosintelligence.com"
            ),
            Rule("fortinet", .block, .blocklist, "fortiguard", sample: "554 5.7.1 Client host is listed by FortiGuard"),
            Rule("sophos", .block, .blocklist, "sophos.com/", "sxl.sophos", sample: "550 listed, see www.sophos.com/delist"),
            Rule("mcafee", .block, .content, "mcafee email gateway rejected", "denied by policy", sample: "554 Denied by policy"),
            Rule("mailchannels", .block, .content, "mailchannels", sample: "550 5.7.1 [SA] Mail rejected by MailChannels"),
        ])
}
