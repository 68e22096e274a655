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

    /// Whether the name is a suffix that a registry keeps (`com`, `gov.uk`), or one that nothing is known of. Suffixes under
    /// which a company gives names away (`github.io`) are domains like others to the tree walk.
    package static func isRegistrySuffix(_ domain: String) -> Bool {
        guard let list = psl_builtin() else { return false }
        return domain.withCString { psl_is_public_suffix2(list, $0, PSL_TYPE_ICANN) == 1 }
    }
}
