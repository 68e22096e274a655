import Deliverability
import MailSyntax
import ReportFormats
import SenderChecks
import Tables
import Tokens

/// What the operator told us about the sending side. Everything is optional: without it more is counted and less is trusted.
package struct OperatorContext: Hashable, Sendable {
    /// Our own domains: never a contact, never a complainer.
    package var ownDomains: Set<String> = []
    /// Ids under which our own MX writes Authentication-Results (RFC 8601 §2.5). Empty: nothing is trusted.
    package var authservIDs: Set<String> = []
    /// Hosts of ours in `Received: … by`: the trust boundary.
    package var trustedHosts: Set<String> = []
    /// Addresses that take unsubscribe mails.
    package var unsubscribeAddresses: Set<String> = []
    /// Addresses that take reports: never contacts.
    package var reportAddresses: Set<String> = []
    /// Known own sending addresses (IP text).
    package var ownSources: Set<String> = []
    /// What follows from a complaint whose source proves nothing.
    package var unprovenComplaints = UnprovenComplaints.provisional
    /// Recognises our own tokens; nil where we make none.
    package var tokens: TokenReader?
    /// Domains of envelope senders that always carry a token: a bounce to one of them without is of no mail of ours.
    package var tokenDomains: Set<String> = []
    /// Keys under which our mail is signed: a copy that verifies tells to whom it went.
    package var dkimKeys: [DKIMKey] = []
    /// The operator's own rules for bounces, in their order: asked before everything that is compiled in.
    package var rules: [TableRule] = []

    package init() {}

    /// Raw values are words of the settings.
    package enum UnprovenComplaints: String, CaseIterable, Hashable, Sendable {
        /// Suppresses at once, and ends by itself unless it is confirmed.
        case provisional
        /// Counted; nobody is suppressed.
        case hold
        /// As if it were proven.
        case active
    }
}
