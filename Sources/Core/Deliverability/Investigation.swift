import MailSyntax

/// What a block case is about: who refuses, and which From domain of ours.
package struct InvestigationKey: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Provider slug, or the domain of the recipients where no provider is known.
    package let receiver: String
    package let fromDomain: String

    package init(receiver: String, fromDomain: String) {
        self.receiver = receiver
        self.fromDomain = fromDomain
    }

    package var description: String { receiver + "/" + fromDomain }
    package static func < (a: InvestigationKey, b: InvestigationKey) -> Bool { a.description < b.description }
}

/// A fact attached to a case.
package struct Finding: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        case block
        case alignmentFailure = "alignment-failure"
        case complaint
        /// A source brought more complaints than it is used to.
        case complaintBurst = "complaint-burst"
        /// An outbound scanner or a spam trap tells of mail of ours.
        case abuseReport = "abuse-report"
        case note
    }

    package let kind: Kind
    package let area: InvestigationArea
    /// What was found, without addresses: `dmarc: 12 messages of 192.0.2.1 failed (dkim-fails)`.
    package let text: String
    package let messages: Int64
    package let at: Timestamp
    package let digest: String?

    package init(kind: Kind, area: InvestigationArea, text: String, messages: Int64, at: Timestamp, digest: String?) {
        self.kind = kind
        self.area = area
        self.text = text
        self.messages = messages
        self.at = at
        self.digest = digest
    }
}

/// The machine of one case: clear → watching → open → easing → clear. Pure; totals come in, the next phase goes out.
package struct Investigation: Hashable, Sendable {
    package enum Phase: String, CaseIterable, Hashable, Sendable {
        case clear, watching, open, easing
    }

    package private(set) var phase: Phase
    package private(set) var since: Timestamp
    /// When we last learnt of what keeps it open: a block, mail of our own that a trusted report tells was refused, a
    /// complaint of a burst, a report of abuse.
    package private(set) var lastBlock: Timestamp?
    /// Moments of blocks within the window, oldest first; bounded by the threshold.
    package private(set) var recentBlocks: [Timestamp]

    package init(phase: Phase = .clear, since: Timestamp, lastBlock: Timestamp? = nil, recentBlocks: [Timestamp] = []) {
        self.phase = phase
        self.since = since
        self.lastBlock = lastBlock
        self.recentBlocks = recentBlocks
    }
}

package enum InvestigationEvent: CaseIterable, Hashable, Sendable {
    /// A contact was refused because of us.
    case block
    /// A report whose sender is proven tells that mail of our own sources failed and was rejected or quarantined.
    case ownMailRefused
    /// A source brings more complaints than it is used to, or tells of abuse or of a spam trap: to be looked into at once.
    case complaintAlarm
    /// A finding was attached: it joins a case that is not clear, it never opens one alone.
    case finding
    /// Delivered at that receiver again.
    case delivered
    case timePassed
    case closedByOperator
}

package enum InvestigationEffect: String, CaseIterable, Hashable, Sendable {
    case opened, eased, closed
}

package struct InvestigationTransition: Hashable, Sendable {
    package let state: Investigation
    package let effects: [InvestigationEffect]
}

extension Investigation {
    /// Total over all phases and events (law 10).
    package func after(_ event: InvestigationEvent, at now: Timestamp, _ thresholds: Thresholds) -> InvestigationTransition {
        switch event {
        case .block: afterBlock(at: now, thresholds)
        case .ownMailRefused: afterRefusal(at: now)
        case .complaintAlarm: afterAlarm(at: now)
        case .finding: stays
        case .delivered: phase == .open ? moved(.easing, at: now, [.eased]) : stays
        case .timePassed: afterTime(at: now, thresholds)
        case .closedByOperator: phase == .clear ? stays : moved(.clear, at: now, [.closed])
        }
    }

    private var stays: InvestigationTransition { InvestigationTransition(state: self, effects: []) }

    private func moved(_ phase: Phase, at now: Timestamp, _ effects: [InvestigationEffect]) -> InvestigationTransition {
        let blocks = phase == .clear ? [] : recentBlocks
        return InvestigationTransition(
            state: Investigation(phase: phase, since: now, lastBlock: lastBlock, recentBlocks: blocks), effects: effects)
    }

    private func afterBlock(at now: Timestamp, _ thresholds: Thresholds) -> InvestigationTransition {
        let blocks = [now].joined(to: recentBlocks, windowSeconds: thresholds.blockWindowSeconds, most: thresholds.blocksToOpen)
        let opens: Bool =
            switch phase {
            case .clear, .watching: blocks.count >= thresholds.blocksToOpen
            case .easing: true  // it was open already: one more block is enough
            case .open: false
            }
        let next: Phase = opens ? .open : (phase == .clear ? .watching : phase)
        let state = Investigation(
            phase: next, since: next == phase ? since : now, lastBlock: max(now, lastBlock ?? now), recentBlocks: blocks)
        return InvestigationTransition(state: state, effects: opens ? [.opened] : [])
    }

    /// It begins to be watched and is not quiet; how many blocks open a case is for the blocks to say.
    private func afterRefusal(at now: Timestamp) -> InvestigationTransition {
        let state = Investigation(
            phase: phase == .clear ? .watching : phase, since: phase == .clear ? now : since, lastBlock: max(now, lastBlock ?? now),
            recentBlocks: recentBlocks)
        return InvestigationTransition(state: state, effects: [])
    }

    private func afterAlarm(at now: Timestamp) -> InvestigationTransition {
        let state = Investigation(
            phase: .open, since: phase == .open ? since : now, lastBlock: max(now, lastBlock ?? now), recentBlocks: recentBlocks)
        return InvestigationTransition(state: state, effects: phase == .open ? [] : [.opened])
    }

    private func afterTime(at now: Timestamp, _ thresholds: Thresholds) -> InvestigationTransition {
        let quiet = now.seconds(since: max(lastBlock ?? since, phase == .easing ? since : lastBlock ?? since))
        guard quiet >= thresholds.quietSeconds else { return stays }
        return switch phase {
        case .clear: stays
        case .watching, .easing: moved(.clear, at: now, [.closed])
        case .open: moved(.easing, at: now, [.eased])
        }
    }
}
