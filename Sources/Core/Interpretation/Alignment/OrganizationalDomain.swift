import CPSL
import MailSyntax

/// The organizational domain of a name: the public suffix and one label (RFC 7489 §3.2), by the list that is compiled
/// into libpsl. No network, no file.
package enum OrganizationalDomain {
    /// `mail.example.co.uk` → `example.co.uk`; the name itself where it is a suffix or has no list entry.
    package static func of(_ domain: String) -> String {
        guard let list = psl_builtin() else { return domain }
        // What comes back points into the name that was given: both must live until it is copied.
        return domain.withCString { name in psl_registrable_domain(list, name).map { String(cString: $0) } } ?? domain
    }
}
