import Deliverability

extension ProviderTable {
    /// Cox, whose mailboxes moved to Yahoo in 2024; its own exchangers still answer for business mail.
    static let cox = ProviderTable(
        "cox",
        hosts: ["cox.net"],
        domains: ["cox.net"],
        limits: ProviderLimits(connections: 5, recipientsPerMessage: 100),
        source: "Cox: error codes for senders", date: "2025-02",
        rules: [
            Rule(
                "requested-action-aborted", .block, .rateLimited, "requested action aborted: try again later",
                sample: "550 requested action aborted: try again later"),
            Rule(
                "esmtp-server-temporarily", .soft, .systemError, "esmtp server temporarily not available",
                sample: "421 esmtp server temporarily not available"),
            Rule(
                "dns-check-failure", .block, .ptr, "dns check failure - try again later",
                sample: "550 dns check failure - try again later"),
            Rule(
                "attachment-extension-forbidden", .block, .policy, "attachment extension is forbidden",
                sample: "550 attachment extension is forbidden"),
            Rule("cox-too-many", .block, .reputation, "cox too many bad commands from", sample: "550 cox too many bad commands from"),
            Rule("esmtp-no-data", .block, .policy, "esmtp no data before greeting", sample: "550 esmtp no data before greeting"),
            Rule("too-many-invalid", .block, .reputation, "too many invalid recipients", sample: "550 too many invalid recipients"),
            Rule(
                "message-threshold-exceeded", .block, .rateLimited, "message threshold exceeded",
                sample: "550 message threshold exceeded"),
            Rule("too-many-sessions", .block, .tooManyConnections, "too many sessions from", sample: "550 too many sessions from"),
            Rule("rejected-no-rdns", .block, .ptr, "rejected - no rdns", sample: "550 rejected - no rdns"),
            Rule("recipient-rejected", .hard, .unknownUser, "recipient rejected", sample: "550 recipient rejected"),
            Rule("sender-rejected", .block, .senderRejected, "sender rejected", sample: "550 sender rejected"),
            Rule("aup-ipbl00001", .block, .reputation, "aup#ipbl00001", distinctive: true, sample: "550 aup#ipbl00001"),
            Rule("aup-urlbl1001", .block, .content, "aup#urlbl1001", distinctive: true, sample: "550 aup#urlbl1001"),
            Rule("aup-ipbl0001", .block, .reputation, "aup#ipbl0001", distinctive: true, sample: "550 aup#ipbl0001"),
            Rule("aup-ipbl0010", .block, .reputation, "aup#ipbl0010", distinctive: true, sample: "550 aup#ipbl0010"),
            Rule("aup-ipbl0011", .block, .reputation, "aup#ipbl0011", distinctive: true, sample: "550 aup#ipbl0011"),
            Rule("aup-ipbl0100", .block, .reputation, "aup#ipbl0100", distinctive: true, sample: "550 aup#ipbl0100"),
            Rule("aup-ipbl0101", .block, .reputation, "aup#ipbl0101", distinctive: true, sample: "550 aup#ipbl0101"),
            Rule("aup-ipbl0110", .block, .reputation, "aup#ipbl0110", distinctive: true, sample: "550 aup#ipbl0110"),
            Rule("aup-ipbl0111", .block, .reputation, "aup#ipbl0111", distinctive: true, sample: "550 aup#ipbl0111"),
            Rule("aup-ipbl1000", .block, .reputation, "aup#ipbl1000", distinctive: true, sample: "550 aup#ipbl1000"),
            Rule("aup-ipbl1001", .block, .reputation, "aup#ipbl1001", distinctive: true, sample: "550 aup#ipbl1001"),
            Rule("aup-ipbl1010", .block, .reputation, "aup#ipbl1010", distinctive: true, sample: "550 aup#ipbl1010"),
            Rule("aup-ipbl1011", .block, .reputation, "aup#ipbl1011", distinctive: true, sample: "550 aup#ipbl1011"),
            Rule("aup-ipbl1100", .block, .reputation, "aup#ipbl1100", distinctive: true, sample: "550 aup#ipbl1100"),
            Rule("aup-ipbl1101", .block, .reputation, "aup#ipbl1101", distinctive: true, sample: "550 aup#ipbl1101"),
            Rule("aup-ipbl1110", .block, .reputation, "aup#ipbl1110", distinctive: true, sample: "550 aup#ipbl1110"),
            Rule("aup-ipbl1111", .block, .reputation, "aup#ipbl1111", distinctive: true, sample: "550 aup#ipbl1111"),
            Rule("aup-urlbl011", .block, .content, "aup#urlbl011", distinctive: true, sample: "550 aup#urlbl011"),
            Rule("aup-urlbl101", .block, .content, "aup#urlbl101", distinctive: true, sample: "550 aup#urlbl101"),
            Rule("aup-urlbl110", .block, .content, "aup#urlbl110", distinctive: true, sample: "550 aup#urlbl110"),
            Rule("aup-cxcnct", .block, .rateLimited, "aup#cxcnct", distinctive: true, sample: "550 aup#cxcnct"),
            Rule("aup-cxmxrt", .block, .rateLimited, "aup#cxmxrt", distinctive: true, sample: "550 aup#cxmxrt"),
            Rule("aup-cxsmtp", .block, .senderRejected, "aup#cxsmtp", distinctive: true, sample: "550 aup#cxsmtp"),
            Rule("aup-cxsndr", .block, .authentication, "aup#cxsndr", distinctive: true, sample: "550 aup#cxsndr"),
            Rule("aup-cxthrt", .block, .authentication, "aup#cxthrt", distinctive: true, sample: "550 aup#cxthrt"),
            Rule("aup-cdrbl", .block, .reputation, "aup#cdrbl", distinctive: true, sample: "550 aup#cdrbl"),
            Rule("aup-cxdns", .block, .ptr, "aup#cxdns", distinctive: true, sample: "550 aup#cxdns"),
            Rule("aup-cxbl", .block, .reputation, "aup#cxbl", distinctive: true, sample: "550 aup#cxbl"),
            Rule("aup-cxmj", .block, .authentication, "aup#cxmj", distinctive: true, sample: "550 aup#cxmj"),
        ])
}
