import Deliverability
import MailSyntax
import Testing

@Suite struct InvestigationTests {
    private let now = Timestamp(1_800_000_000)
    private let thresholds = Thresholds()

    private func hours(_ count: Int64) -> Timestamp { now.adding(seconds: count * 3600) }

    private func told(_ events: [(InvestigationEvent, Int64)]) -> (state: Investigation, effects: [InvestigationEffect]) {
        events.reduce((Investigation(since: now), [])) { reached, event in
            let next = reached.0.after(event.0, at: hours(event.1), thresholds)
            return (next.state, reached.1 + next.effects)
        }
    }

    @Test func `C04: few blocks are watched, the third within a day opens the case`() {
        #expect(told([(.block, 0)]).state.phase == .watching)
        #expect(told([(.block, 0), (.block, 12)]).state.phase == .watching)
        let opened = told([(.block, 0), (.block, 12), (.block, 24)])
        #expect(opened.state.phase == .open)
        #expect(opened.effects == [.opened])
        #expect(told([(.block, 0), (.block, 12), (.block, 25)]).state.phase == .watching)
    }

    @Test func `reports in any order open one case`() {
        #expect(told([(.block, 24), (.block, 0), (.block, 12)]).effects == [.opened])
        #expect(told([(.block, 60), (.block, 0), (.block, 30)]).state.phase == .watching)
        #expect(told([(.block, 60), (.block, 0)]).state.lastBlock == hours(60))
    }

    @Test func `a case eases when it is quiet and clears when it stays so`() {
        let open: [(InvestigationEvent, Int64)] = [(.block, 0), (.block, 0), (.block, 0)]
        #expect(told(open + [(.timePassed, 71)]).state.phase == .open)
        #expect(told(open + [(.timePassed, 72)]).state.phase == .easing)
        #expect(told(open + [(.timePassed, 72), (.timePassed, 143)]).state.phase == .easing)
        let closed = told(open + [(.timePassed, 72), (.timePassed, 144)])
        #expect(closed.state.phase == .clear)
        #expect(closed.effects == [.opened, .eased, .closed])
        #expect(closed.state.recentBlocks.isEmpty)
    }

    @Test func `a delivery eases an open case and one more block opens it again`() {
        let open: [(InvestigationEvent, Int64)] = [(.block, 0), (.block, 0), (.block, 0), (.delivered, 1)]
        #expect(told(open).effects == [.opened, .eased])
        #expect(told(open + [(.block, 2)]).effects == [.opened, .eased, .opened])
    }

    @Test func `a watched case that stays quiet is closed, so that its contacts are freed`() {
        let closed = told([(.block, 0), (.timePassed, 72)])
        #expect(closed.state.phase == .clear)
        #expect(closed.effects == [.closed])
    }

    @Test func `a finding joins a case and never opens one`() {
        for situation in InvestigationSituation.all {
            #expect(situation.after(.finding).state == situation.state)
            #expect(situation.after(.finding).effects.isEmpty)
        }
    }

    @Test func `refused mail of ours begins to be watched, and keeps a case from being quiet; it never opens one`() {
        #expect(told([(.ownMailRefused, 0)]).state.phase == .watching)
        #expect(told((0..<9).map { (.ownMailRefused, $0) }).state.phase == .watching)
        #expect(told([(.ownMailRefused, 0), (.ownMailRefused, 48), (.timePassed, 72)]).state.phase == .watching)
        #expect(told([(.ownMailRefused, 0), (.ownMailRefused, 48), (.timePassed, 120)]).effects == [.closed])
        for situation in InvestigationSituation.all {
            let after = situation.after(.ownMailRefused)
            #expect(after.state.phase == (situation.state.phase == .clear ? .watching : situation.state.phase))
            #expect(after.state.recentBlocks == situation.state.recentBlocks && after.effects.isEmpty)
        }
    }

    @Test func `the operator closes any case once`() {
        for situation in InvestigationSituation.all {
            let closed = situation.after(.closedByOperator)
            #expect(closed.state.phase == .clear)
            #expect(closed.effects == (situation.state.phase == .clear ? [] : [.closed]))
        }
    }

    @Test(arguments: InvestigationSituation.all, InvestigationEvent.allCases)
    func `law 10: every event in every phase has one answer that agrees with itself`(
        situation: InvestigationSituation, event: InvestigationEvent
    ) {
        let transition = situation.after(event)
        #expect(situation.after(event) == transition)
        #expect(transition.effects.count <= 1)
        let moved = transition.state.phase != situation.state.phase
        #expect(transition.effects.contains(.opened) == (moved && transition.state.phase == .open))
        #expect(transition.effects.contains(.eased) == (moved && transition.state.phase == .easing))
        #expect(transition.effects.contains(.closed) == (moved && transition.state.phase == .clear))
        #expect(transition.state.recentBlocks.count <= thresholds.blocksToOpen)
    }

    @Test func `absurd settings and moments never trap`() {
        var thresholds = Thresholds()
        (thresholds.blockWindowSeconds, thresholds.quietSeconds, thresholds.blocksToOpen) = (.min, .min, .min)
        for moment in [Timestamp(.min), Timestamp(0), Timestamp(.max)] {
            for situation in InvestigationSituation.all {
                for event in InvestigationEvent.allCases { _ = situation.state.after(event, at: moment, thresholds) }
            }
        }
    }
}

/// A case as it can stand when something happens.
struct InvestigationSituation: Sendable, CustomStringConvertible {
    let words: String
    let state: Investigation
    var description: String { words }

    static let now = Timestamp(1_800_000_000)
    private static func ago(_ seconds: Int64) -> Timestamp { now.adding(seconds: -seconds) }

    static let all: [InvestigationSituation] = [
        .init(words: "clear", state: Investigation(since: ago(86400))),
        .init(
            words: "watching, 1 block", state: Investigation(phase: .watching, since: ago(60), lastBlock: ago(60), recentBlocks: [ago(60)])),
        .init(
            words: "watching, 2 blocks",
            state: Investigation(phase: .watching, since: ago(60), lastBlock: ago(60), recentBlocks: [ago(90), ago(60)])),
        .init(
            words: "watching, quiet",
            state: Investigation(phase: .watching, since: ago(80 * 3600), lastBlock: ago(80 * 3600), recentBlocks: [ago(80 * 3600)])),
        .init(
            words: "open",
            state: Investigation(phase: .open, since: ago(60), lastBlock: ago(60), recentBlocks: [ago(90), ago(80), ago(60)])),
        .init(
            words: "open, quiet",
            state: Investigation(phase: .open, since: ago(80 * 3600), lastBlock: ago(80 * 3600), recentBlocks: [ago(80 * 3600)])),
        .init(words: "easing", state: Investigation(phase: .easing, since: ago(60), lastBlock: ago(80 * 3600))),
        .init(words: "easing, quiet", state: Investigation(phase: .easing, since: ago(80 * 3600), lastBlock: ago(160 * 3600))),
    ]

    func after(_ event: InvestigationEvent) -> InvestigationTransition { state.after(event, at: Self.now, Thresholds()) }
}

extension InvestigationEvent {
    var words: String {
        switch self {
        case .block: "block"
        case .ownMailRefused: "own mail refused"
        case .complaintAlarm: "complaint alarm"
        case .finding: "finding"
        case .delivered: "delivered"
        case .timePassed: "time passed"
        case .closedByOperator: "closed by the operator"
        }
    }
}
