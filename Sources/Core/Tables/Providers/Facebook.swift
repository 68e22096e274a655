import Deliverability

extension ProviderTable {
    /// Facebook mail.
    static let facebook = ProviderTable(
        "facebook",
        hosts: ["facebook.com"],
        domains: ["facebook.com"],
        source: "Facebook postmaster: response codes", date: "2025-02",
        rules: [
            Rule(
                "con-t1", .block, .tooManyConnections, "con-t1", distinctive: true,
                sample: "550 5.1.1 CON-T1 https://postmaster.example/response_codes?ip=192.0.2.1#con refused"),
            Rule(
                "con-t2", .block, .tooManyConnections, "con-t2", distinctive: true,
                sample: "550 5.1.1 CON-T2 https://postmaster.example/response_codes?ip=192.0.2.1#con refused"),
            Rule(
                "con-t3", .block, .tooManyConnections, "con-t3", distinctive: true,
                sample: "550 5.1.1 CON-T3 https://postmaster.example/response_codes?ip=192.0.2.1#con refused"),
            Rule(
                "con-t4", .block, .tooManyConnections, "con-t4", distinctive: true,
                sample: "550 5.1.1 CON-T4 https://postmaster.example/response_codes?ip=192.0.2.1#con refused"),
            Rule(
                "dns-p1", .block, .senderRejected, "dns-p1", distinctive: true,
                sample: "550 5.1.1 DNS-P1 https://postmaster.example/response_codes?ip=192.0.2.1#dns refused"),
            Rule(
                "dns-p2", .block, .senderRejected, "dns-p2", distinctive: true,
                sample: "550 5.1.1 DNS-P2 https://postmaster.example/response_codes?ip=192.0.2.1#dns refused"),
            Rule(
                "dns-p3", .block, .ptr, "dns-p3", distinctive: true,
                sample: "550 5.1.1 DNS-P3 https://postmaster.example/response_codes?ip=192.0.2.1#dns refused"),
            Rule(
                "dns-t1", .block, .senderRejected, "dns-t1", distinctive: true,
                sample: "550 5.1.1 DNS-T1 https://postmaster.example/response_codes?ip=192.0.2.1#dns refused"),
            Rule(
                "dns-t2", .block, .ptr, "dns-t2", distinctive: true,
                sample: "550 5.1.1 DNS-T2 https://postmaster.example/response_codes?ip=192.0.2.1#dns refused"),
            Rule(
                "msg-p2", .block, .content, "msg-p2", distinctive: true,
                sample: "550 5.1.1 MSG-P2 https://postmaster.example/response_codes?ip=192.0.2.1#msg refused"),
            Rule(
                "msg-p3", .block, .rfcViolation, "msg-p3", distinctive: true,
                sample: "550 5.1.1 MSG-P3 https://postmaster.example/response_codes?ip=192.0.2.1#msg refused"),
            Rule(
                "msg-t1", .block, .rateLimited, "msg-t1", distinctive: true,
                sample: "550 5.1.1 MSG-T1 https://postmaster.example/response_codes?ip=192.0.2.1#msg refused"),
            Rule(
                "pol-p1", .block, .reputation, "pol-p1", distinctive: true,
                sample: "550 5.1.1 POL-P1 https://postmaster.example/response_codes?ip=192.0.2.1#pol refused"),
            Rule(
                "pol-p2", .block, .reputation, "pol-p2", distinctive: true,
                sample: "550 5.1.1 POL-P2 https://postmaster.example/response_codes?ip=192.0.2.1#pol refused"),
            Rule(
                "pol-p3", .block, .reputation, "pol-p3", distinctive: true,
                sample: "550 5.1.1 POL-P3 https://postmaster.example/response_codes?ip=192.0.2.1#pol refused"),
            Rule(
                "pol-p4", .block, .reputation, "pol-p4", distinctive: true,
                sample: "550 5.1.1 POL-P4 https://postmaster.example/response_codes?ip=192.0.2.1#pol refused"),
            Rule(
                "pol-p5", .block, .virus, "pol-p5", distinctive: true,
                sample: "550 5.1.1 POL-P5 https://postmaster.example/response_codes?ip=192.0.2.1#pol refused"),
            Rule(
                "pol-p6", .block, .content, "pol-p6", distinctive: true,
                sample: "550 5.1.1 POL-P6 https://postmaster.example/response_codes?ip=192.0.2.1#pol refused"),
            Rule(
                "pol-p7", .block, .authentication, "pol-p7", distinctive: true,
                sample: "550 5.1.1 POL-P7 https://postmaster.example/response_codes?ip=192.0.2.1#pol refused"),
            Rule(
                "pol-t1", .block, .reputation, "pol-t1", distinctive: true,
                sample: "550 5.1.1 POL-T1 https://postmaster.example/response_codes?ip=192.0.2.1#pol refused"),
            Rule(
                "pol-t2", .block, .reputation, "pol-t2", distinctive: true,
                sample: "550 5.1.1 POL-T2 https://postmaster.example/response_codes?ip=192.0.2.1#pol refused"),
            Rule(
                "pol-t3", .block, .reputation, "pol-t3", distinctive: true,
                sample: "550 5.1.1 POL-T3 https://postmaster.example/response_codes?ip=192.0.2.1#pol refused"),
            Rule(
                "int-p1", .hard, .unknownUser, "int-p1", distinctive: true,
                sample: "550 5.1.1 INT-P1 https://postmaster.example/response_codes?ip=192.0.2.1#int refused"),
            Rule(
                "int-p3", .hard, .unknownUser, "int-p3", distinctive: true,
                sample: "550 5.1.1 INT-P3 https://postmaster.example/response_codes?ip=192.0.2.1#int refused"),
            Rule(
                "int-p4", .hard, .unknownUser, "int-p4", distinctive: true,
                sample: "550 5.1.1 INT-P4 https://postmaster.example/response_codes?ip=192.0.2.1#int refused"),
            Rule(
                "rcp-p1", .hard, .unknownUser, "rcp-p1", distinctive: true,
                sample: "550 5.1.1 RCP-P1 https://postmaster.example/response_codes?ip=192.0.2.1#rcp refused"),
            Rule(
                "rcp-t4", .hard, .disabled, "rcp-t4", distinctive: true,
                sample: "550 5.1.1 RCP-T4 https://postmaster.example/response_codes?ip=192.0.2.1#rcp refused"),
            Rule(
                "rcp-p2", .other, .undetermined, "rcp-p2", distinctive: true,
                sample: "550 5.1.1 RCP-P2 https://postmaster.example/response_codes?ip=192.0.2.1#rcp refused"),
            Rule(
                "rcp-p3", .other, .undetermined, "rcp-p3", distinctive: true,
                sample: "550 5.1.1 RCP-P3 https://postmaster.example/response_codes?ip=192.0.2.1#rcp refused"),
            Rule(
                "int-p2", .soft, .tooLarge, "int-p2", distinctive: true,
                sample: "421 4.1.1 INT-P2 https://postmaster.example/response_codes?ip=192.0.2.1#int refused"),
            Rule(
                "msg-p1", .soft, .tooLarge, "msg-p1", distinctive: true,
                sample: "421 4.1.1 MSG-P1 https://postmaster.example/response_codes?ip=192.0.2.1#msg refused"),
            Rule(
                "rcp-t1", .soft, .systemError, "rcp-t1", distinctive: true,
                sample: "421 4.1.1 RCP-T1 https://postmaster.example/response_codes?ip=192.0.2.1#rcp refused"),
        ])
}
