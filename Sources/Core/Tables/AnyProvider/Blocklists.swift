import Deliverability

extension PhraseTable {
    /// Names of blocklists and the sentences in which servers quote them.
    static let blocklists = PhraseTable(
        "blocklist", source: "the lists' own pages; replies of mail servers", date: "2025-06",
        rules: [
            Rule(
                "grey-list-zone", .soft, .greylisted, "blocked using grey.", sample: "421 4.7.1 blocked using grey.rbl.example"),
            Rule(
                "spamhaus-domain", .block, .blocklist, "dbl.spamhaus.org",
                remedy: "the domain in the message is listed: look it up and clean it", sample: "554 5.7.1 Blocked by dbl.spamhaus.org"),
            Rule(
                "spamhaus", .block, .blocklist, "spamhaus", "[shxbl]",
                sample: "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org"),
            Rule(
                "spamcop", .block, .blocklist, "spamcop.net", sample: "550 5.7.1 Blocked - see https://www.spamcop.net/bl.shtml?192.0.2.1"),
            Rule("sorbs", .block, .blocklist, "sorbs.net", "currently sending spam see", sample: "550 5.7.1 blocked using dnsbl.sorbs.net"),
            Rule(
                "uribl", .block, .blocklist, "uribl.com", "surbl.org", remedy: "a link in the message is listed: look it up and remove it",
                sample: "554 5.7.1 listed at multi.uribl.com"),
            Rule("hostkarma", .block, .blocklist, "hostkarma", sample: "550 Black listed at hostkarma"),
            Rule("invaluement", .block, .blocklist, "invaluement", sample: "550 5.5.4 listed by Invaluement"),
            Rule("cobion", .block, .blocklist, "dnsbl.cobion.com", sample: "550 5.7.1 rejected, see dnsbl.cobion.com"),
            Rule("spamrl", .block, .blocklist, "spamrl.com", sample: "550 listed on https://spamrl.com"),
            Rule("uceprotect", .block, .blocklist, "uceprotect", sample: "550 listed at dnsbl-1.uceprotect.net"),
            Rule("abuseat", .block, .blocklist, "cbl.abuseat.org", sample: "550 5.7.1 Blocked, see cbl.abuseat.org"),
            Rule(
                "njabl", .block, .blocklist,
                list: """
                    njabl.org | ordb.org | mail-abuse.org | mail-abuse.com | dsbl.org | five-ten-sg | blackholes.
                    """, sample: "550 5.7.1 Mail from 192.0.2.1 refused by dnsbl.njabl.org"),
            Rule("manitu", .block, .blocklist, "ix.dnsbl.manitu.net", "nixspam", sample: "550 5.7.1 blocked using ix.dnsbl.manitu.net"),
            Rule("psbl", .block, .blocklist, "psbl.surriel.com", "psbl.org", sample: "550 blocked using psbl.surriel.com"),
            Rule(
                "senderscore", .block, .blocklist, "senderscore.", "returnpath.net", "bl.score.",
                sample: "554 5.7.1 refused, see www.senderscore.org"),
            Rule("mailspike", .block, .blocklist, "mailspike", sample: "550 5.7.1 blocked using bl.mailspike.net"),
            Rule(
                "blocked-using", .block, .blocklist,
                list: """
                    blocked using_ | blocked by rbl | found in one or more rbl | listed in rbl | rejected by rbl | rbl restriction | in
                    dns blacklist | in rbl_ | an rbl_ | real-time blacklist | realtime blackhole | real time black list | dnsbl
                    """, sample: "550 5.7.1 Client host [192.0.2.1] blocked using bl.example.org"),
            Rule(
                "our-block-list", .block, .blocklist,
                list: """
                    on our block list | on our blocklist | on our blacklist | on our black list | in our blacklist | on a blacklist | on a
                    block list | is blacklisted | been blacklisted | is blocklisted | are blacklisted | blacklisted by | is black listed |
                    was blacklisted | in a black list | on the blacklist | in a blacklist | is listed as an exploited | on one or more
                    blacklists | ip blacklisted | blacklisted ip | in local blacklist
                    """, sample: "550 Your address 192.0.2.1 is on our blocklist"),
        ])
}
