import Deliverability
import MailSyntax

/// What our own MX found out about the sender of a mail, read from the Authentication-Results that it added (RFC 8601).
///
/// Anybody can write that field. It counts only where it stands above the first Received field that a foreign host stamped,
/// and only under an authserv-id of ours (§5, §7.1). Our MX must remove such fields from what comes in, as §5 demands of it.
package struct ReportTrust: Sendable {
    /// What proved the sender, strongest first. A pass of SPF alone covers the envelope, not the author.
    package enum Mechanism: String, CaseIterable, Hashable, Sendable {
        case dmarc, dkim, spf
    }

    package enum Verdict: Hashable, Sendable {
        /// The strongest mechanism that passed, and the domain that it passed for.
        case passed(by: Mechanism, domain: DomainName)
        /// Our MX checked this domain, and nothing passed.
        case failed
        /// Our MX said nothing about this domain.
        case absent
        /// We do not know under which id our MX writes: nothing is believed.
        case unconfigured

        package var word: ReporterTrust {
            switch self {
            case .passed: .passed
            case .failed: .failed
            case .absent: .absent
            case .unconfigured: .unconfigured
            }
        }
    }

    private let authservIDs: Set<String>
    private let ourHosts: Set<String>

    package init(context: OperatorContext) {
        authservIDs = Set(context.authservIDs.map { $0.trimmedASCII.asciiLowercased })
        ourHosts = context.trustedHosts.union(context.authservIDs)
    }

    /// The verdict on `domain`: what passes for it or below it; a pass of `example.net` proves nothing of `fbl.example.net`.
    /// Without one, on the domain of the From field, where a signature of the domain above aligns too, as in DMARC.
    package func trust(of header: Header, domain: DomainName?) -> Verdict { trust(of: header, domain: domain, by: Set(Mechanism.allCases)) }

    /// The verdict on a DMARC or TLS report: whether its mail is that of `reporter`, the domain of the address that the
    /// report states; without one, of the From field's. SPF alone is not asked: it covers the envelope. A bare file has no
    /// sender to be proven.
    package func trust(ofReportIn header: Header?, by reporter: DomainName?) -> Verdict {
        guard let header else { return authservIDs.isEmpty ? .unconfigured : .absent }
        return trust(of: header, domain: reporter, by: [.dmarc, .dkim])
    }

    private func trust(of header: Header, domain: DomainName?, by mechanisms: Set<Mechanism>) -> Verdict {
        guard !authservIDs.isEmpty else { return .unconfigured }
        guard let wanted = domain ?? header.fromDomain else { return .absent }
        let relaxed = domain == nil
        var passed: [Mechanism: DomainName] = [:], refused = false
        for results in trustedResults(header) {
            for method in results.methods {
                guard let mechanism = Mechanism(rawValue: method.name), mechanisms.contains(mechanism),
                    let named = Self.domain(of: method, mechanism),
                    named.isAtOrBelow(wanted) || (relaxed && named.labels.count > 1 && wanted.isAtOrBelow(named))
                else { continue }
                if method.result == "pass" {
                    passed[mechanism] = named
                } else if ["fail", "permerror", "softfail", "policy"].contains(method.result) {
                    refused = true
                }
            }
        }
        for mechanism in Mechanism.allCases {
            if let domain = passed[mechanism] { return .passed(by: mechanism, domain: domain) }
        }
        return refused ? .failed : .absent
    }

    /// Fields above the first Received that is not ours, with an id that is ours.
    private func trustedResults(_ header: Header) -> [AuthenticationResults] {
        var out: [AuthenticationResults] = []
        for field in header.fields {
            if header.source.equalsIgnoringCase("received", in: field.name) {
                guard TraceField(header.unfolded(field)).isStamped(by: ourHosts) else { break }
            } else if header.source.equalsIgnoringCase("authentication-results", in: field.name),
                let results = AuthenticationResults(header.unfolded(field)), let id = results.authservID, authservIDs.contains(id)
            {
                out.append(results)
            }
        }
        return out
    }

    /// The domain that a result is about (RFC 8601 §2.7): `header.d`, `header.from`, `smtp.mailfrom`.
    private static func domain(of method: AuthenticationResults.Method, _ mechanism: Mechanism) -> DomainName? {
        let names =
            switch mechanism {
            case .dmarc: ["header.from"]
            case .dkim: ["header.d", "header.i"]
            case .spf: ["smtp.mailfrom", "smtp.mail"]
            }
        for name in names {
            guard let value = method.properties[name], !value.isEmpty else { continue }
            let domain = value.lastIndex(of: "@").map { String(value[value.index(after: $0)...]) } ?? value
            return DomainName(domain)
        }
        return nil
    }
}
