import Deliverability

extension ProviderTable {
    /// Comcast.
    static let comcast = ProviderTable(
        "comcast", hosts: ["comcast.net"], domains: ["comcast.net", "xfinity.com"],
        limits: ProviderLimits(connections: 10, recipientsPerMessage: 100),
        source: "Comcast postmaster: error codes", date: "2025-06",
        rules: [
            Rule(
                "reputation", .block, .reputation, "bl000000", distinctive: true,
                sample: "554 resimta.example 192.0.2.9 found on one or more DNSBLs, see BL000000"),
            Rule(
                "listed", .block, .blocklist, "bl000001", "bl000010", "bl000100", "found on one or more dnsbls", distinctive: true,
                sample: "554 resimta.example 192.0.2.9 found on one or more DNSBLs, see the postmaster page"),
            Rule(
                "dynamic", .block, .ptr, "es000001", "es000010", "reverse dns failure", distinctive: true,
                sample: "421 resimta.example Reverse DNS failure : Try again later"),
            Rule("sessions", .block, .tooManyConnections, "too many sessions opened", sample: "421 Too many sessions opened"),
            Rule(
                "not-a-customer", .hard, .unknownUser, "not our customer", "account not available", distinctive: true,
                sample: "551 5.1.6 <user@example.org> Recipient address rejected: not our customer"),
        ])

    /// Spectrum, Charter, Road Runner: `AUP#` with a number.
    static let spectrum = ProviderTable(
        "spectrum", hosts: ["charter.net", "rr.com", "spectrum.net", "twc.com", "brighthouse.com"],
        domains: ["charter.net", "rr.com", "twc.com", "spectrum.net", "roadrunner.com"],
        source: "Spectrum: email error codes", date: "2025-02",
        rules: [
            Rule("system", .soft, .systemError, "aup#1090", distinctive: true, sample: "421 connection refused, AUP#1090"),
            Rule("network", .soft, .network, "aup#1260", distinctive: true, sample: "421 connection refused, AUP#1260"),
            Rule("size", .soft, .tooLarge, "aup#1530", distinctive: true, sample: "552 message too big, AUP#1530"),
            Rule(
                "sender", .block, .senderRejected, "aup#101", "aup#102", "aup#103", "aup#104", "aup#105", "aup#106", "aup#107", "aup#108",
                "aup#150",
                "aup#152", "aup#in-1310", "aup#i-1310", distinctive: true,
                sample: "550 5.1.0 <sender@example.com> sender rejected. AUP#1020"),
            Rule("address", .block, .reputation, "aup#100", "aup#12", distinctive: true, sample: "554 connection refused, AUP#1200"),
            Rule("ptr", .block, .ptr, "aup#11", distinctive: true, sample: "554 no reverse name, AUP#1110"),
            Rule(
                "rate", .block, .rateLimited, "aup#13", "aup#14", "aup#154", "aup#155", "aup#158", distinctive: true,
                sample: "421 slow down, AUP#1310"),
            Rule("policy", .block, .policy, "aup#", sample: "554 refused, AUP#1560"),
        ])

    /// AT&T and its former Bell domains.
    static let attMail = ProviderTable(
        "att", hosts: ["att.net", "prodigy.net", "sbcglobal.net", "bellsouth.net"],
        domains: ["att.net", "sbcglobal.net", "bellsouth.net", "pacbell.net", "ameritech.net", "swbell.net"],
        source: "AT&T: postmaster pages", date: "2025-06",
        rules: [
            Rule(
                "listed", .block, .blocklist, "dnsbl:attrbl", "dnsbl:rbl 521", "521<", distinctive: true,
                sample: "553 5.3.0 flpd.example DNSBL:ATTRBL 521< 192.0.2.6 >_is_blocked."),
            Rule(
                "suspended", .hard, .disabled, "[suspend] mailbox currently suspended", distinctive: true,
                sample: "550 5.1.1 [SUSPEND] Mailbox currently suspended - Please contact correspondent directly"),
        ])
}
