import Deliverability

extension BounceCause {
    /// What the operator usually does about this cause, one line. A rule that knows better says so itself.
    package var usualRemedy: String {
        switch self {
        case .unknownUser: "stop mailing this address"
        case .hostUnknown: "check the domain for a typo, then stop mailing this address"
        case .moved: "stop mailing this address; take a new one only from the contact"
        case .disabled: "stop mailing this address"
        case .noMailDomain: "stop mailing this domain: it declares that it takes no mail"
        case .mailboxFull: "retry later; pause the contact if it stays full"
        case .expired: "look at the reason of the attempts before; retry within the profile"
        case .greylisted: "retry from the same address after the wait that the host asks for"
        case .rateLimited: "lower volume and concurrency towards this provider"
        case .tooManyConnections: "open fewer connections to this host"
        case .temporary: "retry later with growing intervals"
        case .systemError: "a fault at the receiver: retry later"
        case .systemFull: "the receiver's disk is full: retry later"
        case .network: "check the route and DNS; retry later"
        case .loop: "find the forwarding loop; the contact is not at fault"
        case .tooLarge: "send a smaller message"
        case .authentication: "fix SPF and DKIM of the sending domain, or the credentials of the relay"
        case .spf: "let the SPF record cover the sending address"
        case .dkim: "sign with a DKIM key that verifies and is aligned"
        case .dmarc: "align SPF or DKIM with the From domain"
        case .reputation: "look into the reputation of the sending address; slow down"
        case .blocklist: "find the listing, remove its cause, ask for delisting"
        case .ptr: "give the sending address a PTR record that resolves back to it"
        case .helo: "greet with a host name that resolves to the sending address"
        case .content: "compare the content with a template that is accepted"
        case .virus: "check the message and the sending host for malware"
        case .rfcViolation: "correct the message's header or structure"
        case .policy: "read the receiver's policy; check authentication, sender address and content"
        case .relayDenied: "check the MX that was used: this host does not take mail for the domain"
        case .tls: "offer TLS 1.2 or newer with a valid certificate chain"
        case .protocol: "check the dialogue and the MTA's configuration"
        case .senderRejected: "check that the envelope sender exists, resolves and is not blocked"
        case .suppressedByUs: "nothing was sent: the address is on our side's suppression list"
        case .forwarding: "a forwarder on the way rewrote the mail; ask the contact for the final address"
        case .undetermined: "read the diagnostic; add a rule if it repeats"
        }
    }
}
