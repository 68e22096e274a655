import Deliverability
import MailSyntax

/// A contact as it can stand when something happens, with the words for it. Together they stand for every state: a new
/// phase breaks the switch below until it is listed.
struct ContactSituation: Sendable, CustomStringConvertible {
    let words: String
    let state: ContactState
    var description: String { words }

    static let now = Timestamp(1_800_000_000)
    static let thresholds = Thresholds()

    private static func ago(_ seconds: Int64) -> Timestamp { now.adding(seconds: -seconds) }

    static let all: [ContactSituation] = [
        .init(words: "active", state: ContactState(since: ago(86400))),
        .init(words: "soft-bounce, 1 failure", state: ContactState(phase: .softBounce, softFailures: [ago(3600)], since: ago(3600))),
        .init(
            words: "soft-bounce, 2 failures",
            state: ContactState(phase: .softBounce, softFailures: [ago(7200), ago(3600)], since: ago(3600))),
        .init(
            words: "soft-bounce, window over",
            state: ContactState(phase: .softBounce, softFailures: [ago(80 * 3600)], since: ago(80 * 3600))),
        .init(words: "paused", state: ContactState(phase: .paused, softFailures: [ago(7200), ago(3600), ago(60)], since: ago(60))),
        .init(
            words: "paused, rested",
            state: ContactState(phase: .paused, softFailures: [ago(15 * 86400)], since: ago(15 * 86400))),
        .init(words: "revalidate", state: ContactState(phase: .revalidate, since: ago(3600))),
        .init(words: "blocked", state: ContactState(phase: .blocked, since: ago(3600))),
        .init(words: "retry-gated", state: ContactState(phase: .retryGated, since: ago(3600))),
        .init(
            words: "inactive: complaint, provisional",
            state: ContactState(phase: .inactive(.complaint), since: ago(3600), expires: now.adding(seconds: 3600))),
        .init(
            words: "inactive: complaint, provisional, run out",
            state: ContactState(phase: .inactive(.complaint), since: ago(15 * 86400), expires: ago(1))),
        .init(
            words: "inactive: complaint, provisional, over a pause",
            state: ContactState(phase: .inactive(.complaint), softFailures: [ago(7200)], since: ago(3600), expires: ago(1))),
        .init(words: "inactive: complaint", state: ContactState(phase: .inactive(.complaint), since: ago(3600))),
        .init(words: "inactive: hard-bounce", state: ContactState(phase: .inactive(.hardBounce), since: ago(3600))),
        .init(
            words: "inactive: hard-bounce, dated",
            state: ContactState(phase: .inactive(.hardBounce), since: ago(3600), expires: now.adding(seconds: 3600))),
        .init(
            words: "inactive: hard-bounce, dated, run out",
            state: ContactState(phase: .inactive(.hardBounce), since: ago(181 * 86400), expires: ago(1))),
        .init(words: "inactive: unsubscribe", state: ContactState(phase: .inactive(.unsubscribe), since: ago(3600))),
        .init(words: "inactive: manual", state: ContactState(phase: .inactive(.manual), since: ago(3600))),
    ]

    func after(_ event: ContactEvent) -> ContactTransition { state.after(event, at: Self.now, Self.thresholds) }
}

extension ContactState {
    /// The phase in the words of the documentation.
    var words: String {
        switch phase {
        case .active: "active"
        case .softBounce: "soft-bounce"
        case .paused: "paused"
        case .revalidate: "revalidate"
        case .blocked: "blocked"
        case .retryGated: "retry-gated"
        case .inactive(let reason):
            "inactive: \(reason.rawValue)\(isProvisional ? ", provisional" : expires != nil ? ", dated" : "")"
        }
    }
}

extension ContactEvent {
    var words: String {
        switch self {
        case .hardBounce: "hard bounce"
        case .disabledAccount: "disabled account"
        case .softBounce: "soft bounce"
        case .block: "block"
        case .delivered: "delivered"
        case .complaint: "complaint"
        case .unprovenComplaint: "unproven complaint"
        case .complaintConfirmed: "complaint confirmed"
        case .retraction: "retraction"
        case .unsubscribe: "unsubscribe"
        case .suppressedByOperator: "suppressed by the operator"
        case .liftedByOperator: "lifted by the operator"
        case .consent: "consent"
        case .investigationEased: "investigation eased"
        case .investigationClosed: "investigation closed"
        case .timePassed: "time passed"
        }
    }
}

extension ContactEffect {
    var words: String {
        switch self {
        case .suppress(let reason, let state, let expires):
            "suppress (\(reason.rawValue), \(state.rawValue)\(expires == nil ? "" : ", expires"))"
        case .lift: "lift"
        case .reviewCampaign: "review the campaign"
        }
    }
}
