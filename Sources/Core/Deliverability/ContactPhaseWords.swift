/// The words of the output contract for the phases of a contact; the store spells them alike.
extension ContactState.Phase {
    package var word: String {
        switch self {
        case .active: "active"
        case .softBounce: "soft-bounce"
        case .paused: "paused"
        case .revalidate: "revalidate"
        case .blocked: "blocked"
        case .retryGated: "retry-gated"
        case .inactive: "inactive"
        }
    }

    /// Why a contact is inactive; nil for the other phases.
    package var reasonWord: String? { if case .inactive(let reason) = self { reason.rawValue } else { nil } }

    /// nil for unknown words, and for `inactive` without its reason.
    package init?(word: String, reason: String?) {
        switch word {
        case "active": self = .active
        case "soft-bounce": self = .softBounce
        case "paused": self = .paused
        case "revalidate": self = .revalidate
        case "blocked": self = .blocked
        case "retry-gated": self = .retryGated
        case "inactive":
            guard let reason = reason.flatMap({ ContactState.Reason(rawValue: $0) }) else { return nil }
            self = .inactive(reason)
        default: return nil
        }
    }
}
