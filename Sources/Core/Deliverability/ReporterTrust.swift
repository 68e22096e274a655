/// Whether a report came from the reporter that it names, in one word. Raw values are part of the output contract.
///
/// Only what `passed` may move anything: anybody can write a report in another's name.
package enum ReporterTrust: String, CaseIterable, Hashable, Sendable {
    /// Our own MX found DMARC or DKIM to pass for the reporter's domain.
    case passed
    /// Our own MX checked that domain, and nothing passed.
    case failed
    /// Our own MX said nothing about that domain, or the report came as a bare file.
    case absent
    /// We do not know under which id our MX writes: everything is read, nothing is trusted.
    case unconfigured
}
