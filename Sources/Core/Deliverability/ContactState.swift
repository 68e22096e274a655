import MailSyntax

/// The state of one contact. A value: `after` gives the next state and what follows from it (S01–S03).
package struct ContactState: Hashable, Sendable {
    package enum Phase: Hashable, Sendable {
        case active
        /// Final soft failures within the window: their number is the strike count.
        case softBounce
        /// Enough of them: no mail until revalidation.
        case paused
        /// Rested: one probe may go out.
        case revalidate
        /// The sender was refused at this contact's provider; the contact itself is fine (decision 7).
        case blocked
        /// The investigation eases: mail resumes slowly.
        case retryGated
        case inactive(Reason)
    }

    package enum Reason: String, CaseIterable, Hashable, Sendable {
        case complaint
        case hardBounce = "hard-bounce"
        case unsubscribe
        case manual
    }

    package private(set) var phase: Phase
    /// Moments of final soft failures, oldest first, at most `Thresholds.softFailuresToPause`. A provisional entry keeps
    /// those of a pause that it covers, and no others.
    package private(set) var softFailures: [Timestamp]
    package private(set) var since: Timestamp
    /// When an inactive phase ends by itself: a complaint on weak evidence unless it is confirmed, a closed account to be tried again.
    package private(set) var expires: Timestamp?

    package init(phase: Phase = .active, softFailures: [Timestamp] = [], since: Timestamp, expires: Timestamp? = nil) {
        self.phase = phase
        self.softFailures = softFailures
        self.since = since
        self.expires = expires
    }
}

/// What can happen to a contact.
package enum ContactEvent: CaseIterable, Hashable, Sendable {
    case hardBounce
    /// Hard, but of an account that is closed and may be opened again: looked at again after a time.
    case disabledAccount
    case softBounce
    case block
    case delivered
    /// From a source that we can believe.
    case complaint
    /// From a source that we cannot authenticate (decision 8).
    case unprovenComplaint
    /// Nobody took it back while it was looked into: what is provisional stands for good.
    case complaintConfirmed
    /// `not-spam`: takes back what is provisional, nothing else.
    case retraction
    case unsubscribe
    case suppressedByOperator
    case liftedByOperator
    /// A consent newer than the complaint: the only way back from one (decision 4).
    case consent
    case investigationEased
    case investigationClosed
    /// Time passed: pauses and provisional entries run out.
    case timePassed
}

/// What the machine asks of the shell.
package enum ContactEffect: Hashable, Sendable {
    case suppress(SuppressionReason, state: Suppression.State, expires: Timestamp?)
    case lift
    case reviewCampaign
}

package struct ContactTransition: Hashable, Sendable {
    package let state: ContactState
    package let effects: [ContactEffect]
}

extension ContactState {
    /// Total over all states and events (law 10).
    package func after(_ event: ContactEvent, at now: Timestamp, _ thresholds: Thresholds) -> ContactTransition {
        switch event {
        case .complaint: afterComplaint(at: now)
        case .unprovenComplaint: afterUnprovenComplaint(at: now, thresholds)
        case .complaintConfirmed: isProvisional ? afterConfirmation(at: now) : stays
        case .hardBounce: deactivated(.hardBounce, at: now)
        case .disabledAccount: deactivated(.hardBounce, at: now, until: now.adding(seconds: max(1, thresholds.disabledSeconds)))
        case .unsubscribe: deactivated(.unsubscribe, at: now)
        case .suppressedByOperator: deactivated(.manual, at: now)
        case .softBounce: afterSoftBounce(at: now, thresholds)
        case .block: afterBlock(at: now)
        case .delivered: afterDelivery(at: now)
        case .retraction: isProvisional ? restored(at: now) : stays
        case .liftedByOperator: afterLift(at: now)
        case .consent: isSuppressing && now >= since ? activated(at: now) : stays  // an older one was withdrawn since
        case .investigationEased: phase == .blocked ? moved(.retryGated, at: now) : stays
        case .investigationClosed: phase == .blocked || phase == .retryGated ? moved(.active, at: now) : stays
        case .timePassed: afterTime(at: now, thresholds)
        }
    }

    package var isProvisional: Bool { expires != nil && phase == .inactive(.complaint) }

    /// Whether mail to the contact must stop.
    package var isSuppressing: Bool {
        switch phase {
        case .inactive, .paused: true
        case .active, .softBounce, .revalidate, .blocked, .retryGated: false
        }
    }

    private var stays: ContactTransition { ContactTransition(state: self, effects: []) }

    private func moved(_ phase: Phase, at now: Timestamp) -> ContactTransition {
        ContactTransition(state: ContactState(phase: phase, softFailures: softFailures, since: now), effects: [])
    }

    private func activated(at now: Timestamp) -> ContactTransition {
        ContactTransition(state: ContactState(since: now), effects: isSuppressing ? [.lift] : [])
    }

    /// A provisional entry ends: what it covered comes back. A pause underneath is not forgotten, or a forged complaint
    /// and its retraction would end it: one probe may go out, as after any pause.
    private func restored(at now: Timestamp) -> ContactTransition {
        guard !softFailures.isEmpty else { return activated(at: now) }
        return ContactTransition(state: ContactState(phase: .revalidate, since: now), effects: [.lift])
    }

    /// Any state goes to inactive at once (law 3). A second complaint confirms a provisional one.
    private func afterComplaint(at now: Timestamp) -> ContactTransition {
        if phase == .inactive(.complaint), !isProvisional { return ContactTransition(state: self, effects: [.reviewCampaign]) }
        let next = ContactState(phase: .inactive(.complaint), since: now)
        return ContactTransition(state: next, effects: [.suppress(.complaint, state: .active, expires: nil), .reviewCampaign])
    }

    private func afterConfirmation(at now: Timestamp) -> ContactTransition {
        let next = ContactState(phase: .inactive(.complaint), since: now)
        return ContactTransition(state: next, effects: [.suppress(.complaint, state: .active, expires: nil)])
    }

    private func afterUnprovenComplaint(at now: Timestamp, _ thresholds: Thresholds) -> ContactTransition {
        if case .inactive = phase, !isProvisional { return ContactTransition(state: self, effects: [.reviewCampaign]) }
        let end = now.adding(seconds: thresholds.provisionalSeconds)
        let covered = phase == .paused || isProvisional ? softFailures : []
        let next = ContactState(phase: .inactive(.complaint), softFailures: covered, since: now, expires: end)
        return ContactTransition(state: next, effects: [.suppress(.complaint, state: .provisional, expires: end), .reviewCampaign])
    }

    /// Hard bounces, unsubscribes and the operator: final, but for a closed account. A complaint is never weakened into something else.
    private func deactivated(_ reason: Reason, at now: Timestamp, until end: Timestamp? = nil) -> ContactTransition {
        if case .inactive = phase, expires == nil { return stays }
        if end != nil, phase == .inactive(reason) { return stays }
        let next = ContactState(phase: .inactive(reason), since: now, expires: end)
        return ContactTransition(state: next, effects: [.suppress(SuppressionReason(reason), state: .active, expires: end)])
    }

    private func afterSoftBounce(at now: Timestamp, _ thresholds: Thresholds) -> ContactTransition {
        switch phase {
        case .inactive, .paused: return stays
        case .active, .softBounce, .revalidate, .blocked, .retryGated: break
        }
        let kept = [now].joined(to: softFailures, windowSeconds: thresholds.softWindowSeconds, most: thresholds.softFailuresToPause)
        // A probe after the pause that fails again is no fresh start.
        guard kept.count >= thresholds.softFailuresToPause || phase == .revalidate else {
            return ContactTransition(state: ContactState(phase: .softBounce, softFailures: kept, since: now), effects: [])
        }
        let next = ContactState(phase: .paused, softFailures: kept, since: now)
        return ContactTransition(state: next, effects: [.suppress(.paused, state: .active, expires: nil)])
    }

    private func afterBlock(at now: Timestamp) -> ContactTransition {
        switch phase {
        case .active, .softBounce, .retryGated: moved(.blocked, at: now)
        case .blocked, .paused, .revalidate, .inactive: stays
        }
    }

    private func afterDelivery(at now: Timestamp) -> ContactTransition {
        switch phase {
        case .softBounce, .revalidate, .retryGated, .blocked: activated(at: now)
        case .active, .paused, .inactive: stays
        }
    }

    /// The operator may lift everything but a standing complaint: that takes a consent.
    private func afterLift(at now: Timestamp) -> ContactTransition {
        if phase == .inactive(.complaint), !isProvisional { return stays }
        return isSuppressing ? activated(at: now) : stays
    }

    private func afterTime(at now: Timestamp, _ thresholds: Thresholds) -> ContactTransition {
        if let expires {
            guard expires <= now else { return stays }
            guard !isProvisional else { return restored(at: now) }
            return ContactTransition(state: ContactState(phase: .revalidate, since: now), effects: [.lift])
        }
        switch phase {
        case .paused:
            guard now.seconds(since: since) >= thresholds.pauseSeconds else { return stays }
            return ContactTransition(state: ContactState(phase: .revalidate, since: now), effects: [.lift])
        case .softBounce:
            guard let last = softFailures.last, now.seconds(since: last) <= max(0, thresholds.softWindowSeconds) else {
                return activated(at: now)
            }
            return stays
        case .active, .revalidate, .blocked, .retryGated, .inactive: return stays
        }
    }
}
