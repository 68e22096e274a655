import Deliverability
import MailSyntax
import Testing

@Suite struct ContactStateTests {
    private let now = ContactSituation.now
    private let thresholds = Thresholds()

    private func hours(_ count: Int64) -> Timestamp { now.adding(seconds: count * 3600) }

    /// Feeds events at moments, in hours from now.
    private func told(_ events: [(ContactEvent, Int64)], from start: ContactState? = nil) -> ContactState {
        events.reduce(start ?? ContactState(since: now)) { $0.after($1.0, at: hours($1.1), thresholds).state }
    }

    // MARK: laws

    @Test(arguments: ContactSituation.all)
    func `law 3: a complaint suppresses on first sight, in every state`(situation: ContactSituation) {
        let transition = situation.after(.complaint)
        #expect(transition.state.phase == .inactive(.complaint))
        #expect(transition.state.expires == nil)
        #expect(transition.effects.contains(.reviewCampaign))
        let wasStanding = situation.state.phase == .inactive(.complaint) && !situation.state.isProvisional
        #expect(transition.effects.contains(.suppress(.complaint, state: .active, expires: nil)) == !wasStanding)
    }

    @Test(arguments: ContactSituation.all, ContactEvent.allCases)
    func `law 10: every event in every state has one answer that agrees with itself`(situation: ContactSituation, event: ContactEvent) {
        let before = situation.state, transition = situation.after(event), after = transition.state
        #expect(situation.after(event) == transition, "the machine is a value")
        let suppresses = transition.effects.contains { if case .suppress = $0 { true } else { false } }
        let lifts = transition.effects.contains(.lift)
        #expect(!(suppresses && lifts))
        if after.isSuppressing, !before.isSuppressing { #expect(suppresses, "a stop must reach the feed") }
        if !after.isSuppressing, before.isSuppressing { #expect(lifts, "a way back must reach the feed") }
        if suppresses { #expect(after.isSuppressing) }
        if lifts { #expect(before.isSuppressing && !after.isSuppressing) }
        #expect(after.softFailures.count <= thresholds.softFailuresToPause)
        #expect(after.softFailures == after.softFailures.sorted())
        if after.isProvisional { #expect(after.phase == .inactive(.complaint)) }
    }

    @Test(arguments: ContactSituation.all, ContactEvent.allCases)
    func `the same event told twice at once suppresses once`(situation: ContactSituation, event: ContactEvent) {
        guard event != .softBounce, event != .unprovenComplaint else { return }
        let second = situation.after(event).state.after(event, at: now, thresholds)
        #expect(!second.effects.contains { if case .suppress = $0 { true } else { false } })
    }

    // MARK: complaints

    @Test func `a complaint is lifted by no operator, by no retraction and by no time`() {
        let complained = told([(.complaint, 0)])
        for event in ContactEvent.allCases where event != .consent {
            #expect(complained.after(event, at: hours(24 * 365), thresholds).state == complained, "\(event)")
        }
    }

    @Test func `only a consent that is not older brings a complainer back`() {
        let complained = told([(.complaint, 10)])
        #expect(told([(.consent, 9)], from: complained) == complained)
        let back = complained.after(.consent, at: hours(11), thresholds)
        #expect(back.state.phase == .active)
        #expect(back.effects == [.lift])
    }

    @Test func `decision 8: an unproven complaint suppresses at once and ends by itself`() throws {
        let first = ContactState(since: now).after(.unprovenComplaint, at: now, thresholds)
        let end = now.adding(seconds: thresholds.provisionalSeconds)
        #expect(first.effects == [.suppress(.complaint, state: .provisional, expires: end), .reviewCampaign])
        #expect(first.state.isSuppressing)
        #expect(first.state.after(.timePassed, at: end.adding(seconds: -1), thresholds).state == first.state)
        let ended = first.state.after(.timePassed, at: end, thresholds)
        #expect(ended.state.phase == .active)
        #expect(ended.effects == [.lift])
    }

    @Test func `a second, proven complaint confirms a provisional one`() {
        let confirmed = told([(.unprovenComplaint, 0), (.complaint, 1)])
        #expect(!confirmed.isProvisional)
        #expect(told([(.timePassed, 24 * 365)], from: confirmed) == confirmed)
    }

    @Test func `an unproven complaint weakens nothing that stands`() {
        for event in [ContactEvent.complaint, .hardBounce, .unsubscribe, .suppressedByOperator] {
            let standing = told([(event, 0)])
            #expect(told([(.unprovenComplaint, 1)], from: standing) == standing)
        }
    }

    @Test func `a retraction takes back what is provisional and nothing else`() {
        #expect(told([(.unprovenComplaint, 0), (.retraction, 1)]).phase == .active)
        for event in [ContactEvent.complaint, .hardBounce, .unsubscribe, .suppressedByOperator] {
            let standing = told([(event, 0)])
            #expect(told([(.retraction, 1)], from: standing) == standing)
        }
    }

    @Test func `a forged complaint and its retraction do not end a pause`() {
        let paused = told([(.softBounce, 0), (.softBounce, 1), (.softBounce, 2)])
        let back = told([(.unprovenComplaint, 3), (.unprovenComplaint, 4), (.retraction, 5)], from: paused)
        #expect(back.phase == .revalidate)
        #expect(told([(.softBounce, 6)], from: back).phase == .paused)
    }

    // MARK: hard bounces and the operator

    @Test func `C02: a hard bounce is final at the first occurrence`() {
        let transition = ContactState(since: now).after(.hardBounce, at: now, thresholds)
        #expect(transition.state.phase == .inactive(.hardBounce))
        #expect(transition.effects == [.suppress(.hardBounce, state: .active, expires: nil)])
        for event in [ContactEvent.delivered, .softBounce, .block, .timePassed, .retraction, .investigationClosed, .investigationEased] {
            #expect(transition.state.after(event, at: hours(24 * 365), thresholds).state == transition.state)
        }
    }

    @Test func `a closed account is off at once, and one probe may go out after its date`() {
        let closed = ContactState(since: now).after(.disabledAccount, at: now, thresholds)
        let end = now.adding(seconds: thresholds.disabledSeconds)
        #expect(closed.state.phase == .inactive(.hardBounce))
        #expect(closed.effects == [.suppress(.hardBounce, state: .active, expires: end)])
        #expect(closed.state.after(.timePassed, at: end.adding(seconds: -1), thresholds).state == closed.state)
        let probe = closed.state.after(.timePassed, at: end, thresholds)
        #expect(probe.state.phase == .revalidate)
        #expect(probe.effects == [.lift])
        #expect(probe.state.after(.disabledAccount, at: end, thresholds).state.expires != nil)
    }

    @Test func `nothing weak brings a closed account back before its date, and what is final makes it final`() {
        let closed = told([(.disabledAccount, 0)])
        for event in [ContactEvent.retraction, .unprovenComplaint, .delivered, .softBounce, .block, .disabledAccount, .investigationClosed]
        {
            #expect(told([(event, 1)], from: closed) == closed, "\(event)")
        }
        for event in [ContactEvent.hardBounce, .complaint, .unsubscribe, .suppressedByOperator] {
            #expect(told([(event, 1)], from: closed).expires == nil, "\(event)")
        }
    }

    @Test(arguments: [ContactEvent.hardBounce, .disabledAccount, .unsubscribe, .suppressedByOperator])
    func `the operator lifts what is no standing complaint`(event: ContactEvent) {
        #expect(told([(event, 0), (.liftedByOperator, 1)]).phase == .active)
    }

    @Test func `a hard bounce or an unsubscribe never replaces a complaint`() {
        let complained = told([(.complaint, 0)])
        #expect(told([(.hardBounce, 1), (.unsubscribe, 2), (.suppressedByOperator, 3)], from: complained) == complained)
    }

    // MARK: soft bounces

    @Test func `C03: the third soft failure within 72 hours pauses the contact`() {
        #expect(told([(.softBounce, 0), (.softBounce, 36)]).phase == .softBounce)
        let paused = told([(.softBounce, 0), (.softBounce, 36)]).after(.softBounce, at: hours(72), thresholds)
        #expect(paused.state.phase == .paused)
        #expect(paused.effects == [.suppress(.paused, state: .active, expires: nil)])
    }

    @Test func `failures that fall out of the window are forgotten`() {
        let state = told([(.softBounce, 0), (.softBounce, 36), (.softBounce, 73)])
        #expect(state.phase == .softBounce)
        #expect(state.softFailures == [hours(36), hours(73)])
        #expect(told([(.timePassed, 73 + 72)], from: state).phase == .softBounce)
        #expect(told([(.timePassed, 73 + 73)], from: state).phase == .active)
    }

    @Test func `reports in any order give one count`() {
        #expect(told([(.softBounce, 72), (.softBounce, 0), (.softBounce, 36)]).phase == .paused)
        #expect(told([(.softBounce, 100), (.softBounce, 0), (.softBounce, 50)]).phase == .softBounce)
    }

    @Test func `a delivery clears the strikes`() {
        let state = told([(.softBounce, 0), (.softBounce, 1), (.delivered, 2), (.softBounce, 3)])
        #expect(state.phase == .softBounce)
        #expect(state.softFailures.count == 1)
    }

    @Test func `S01: a pause rests, one probe goes out, and the probe decides`() {
        let paused = told([(.softBounce, 0), (.softBounce, 1), (.softBounce, 2)])
        let rest = thresholds.pauseSeconds / 3600
        #expect(told([(.timePassed, 2 + rest - 1)], from: paused) == paused)
        let probe = paused.after(.timePassed, at: hours(2 + rest), thresholds)
        #expect(probe.state.phase == .revalidate)
        #expect(probe.effects == [.lift])
        #expect(told([(.softBounce, 3 + rest)], from: probe.state).phase == .paused)
        #expect(told([(.delivered, 3 + rest)], from: probe.state).phase == .active)
    }

    @Test(arguments: [0, 1, 2, 5])
    func `the number of strikes is a setting`(strikes: Int) {
        var thresholds = Thresholds()
        thresholds.softFailuresToPause = strikes
        var state = ContactState(since: now)
        for failure in 1...max(1, strikes) {
            #expect(state.phase != .paused)
            state = state.after(.softBounce, at: hours(Int64(failure)), thresholds).state
        }
        #expect(state.phase == .paused)
    }

    @Test func `absurd settings and moments never trap`() {
        var thresholds = Thresholds()
        (thresholds.softWindowSeconds, thresholds.pauseSeconds, thresholds.provisionalSeconds) = (.min, .min, .max)
        thresholds.softFailuresToPause = .min
        for moment in [Timestamp(.min), Timestamp(0), Timestamp(.max)] {
            for situation in ContactSituation.all {
                for event in ContactEvent.allCases { _ = situation.state.after(event, at: moment, thresholds) }
            }
        }
    }

    // MARK: blocks

    @Test func `decision 7: a block costs the contact no strike`() {
        let blocked = ContactState(since: now).after(.block, at: now, thresholds)
        #expect(blocked.state.phase == .blocked)
        #expect(blocked.effects.isEmpty)
        #expect(!blocked.state.isSuppressing)
        let closed = told([(.block, 1), (.block, 2), (.investigationClosed, 3)])
        #expect(closed.phase == .active)
        #expect(closed.softFailures.isEmpty)
        #expect(told([(.softBounce, 0), (.block, 1), (.investigationClosed, 2)]).softFailures.count == 1)
    }

    @Test func `S02: blocked, gated while the investigation eases, active when it closes`() {
        let gated = told([(.block, 0), (.investigationEased, 1)])
        #expect(gated.phase == .retryGated)
        #expect(told([(.block, 2)], from: gated).phase == .blocked)
        #expect(told([(.investigationClosed, 2)], from: gated).phase == .active)
        #expect(told([(.delivered, 2)], from: gated).phase == .active)
    }

    @Test func `an investigation moves nobody that it did not hold`() {
        for situation in ContactSituation.all where ![.blocked, .retryGated].contains(situation.state.phase) {
            #expect(situation.after(.investigationEased).state == situation.state)
            #expect(situation.after(.investigationClosed).state == situation.state)
        }
    }
}
