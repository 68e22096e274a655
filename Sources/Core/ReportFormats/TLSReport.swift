import MailSyntax

/// An SMTP TLS report (RFC 8460 §4.4).
package struct TLSReport: Hashable, Sendable {
    package var organizationName: String = ""
    package var reportID: String = ""
    package var contactInfo: String?
    package var begin: Timestamp
    package var end: Timestamp
    package var policies: [Policy] = []

    package init(begin: Timestamp, end: Timestamp) {
        self.begin = begin
        self.end = end
    }

    package struct Policy: Hashable, Sendable {
        package var type: String = ""
        package var domain: String = ""
        package var mxHosts: [String] = []
        package var successfulSessions: Int64 = 0
        package var failedSessions: Int64 = 0
        package var failures: [Failure] = []
        package init() {}
    }

    package struct Failure: Hashable, Sendable {
        package var resultType: String = ""
        package var sendingMTAIP: String?
        package var receivingMXHostname: String?
        package var failedSessions: Int64 = 0
        package var reasonCode: String?
        package init() {}
    }

    package var successfulSessions: Int64 { policies.reduce(0) { $0.addingReportingOverflow($1.successfulSessions).partialValue } }
    package var failedSessions: Int64 { policies.reduce(0) { $0.addingReportingOverflow($1.failedSessions).partialValue } }
}
