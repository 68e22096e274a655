import Deliverability
import Foundation
import Intake
import Interpretation
import MailSyntax
import Storage
import TestKit
import Tokens

/// A scenario in a store of its own: what the daemon does with its mails, at the times that it is told.
final class ScenarioRun {
    let store: SQLStore
    private let folder: TemporaryFolder
    private let prepare: Prepare

    init(ownDomains: [String] = [], authservIDs: [String] = [], burstFloor: Int? = nil) throws {
        folder = try TemporaryFolder()
        var thresholds = Thresholds()
        if let burstFloor { thresholds.burstFloor = burstFloor }
        store = try SQLStore.open(path: folder.path("store.sqlite").path, thresholds: thresholds)
        var context = OperatorContext()
        context.ownDomains = Set(ownDomains)
        context.authservIDs = Set(authservIDs)
        context.tokens = TestKeys.ring.map { TokenReader(keys: $0) }
        prepare = MessageReader(context: context, limits: Limits()).prepare
    }

    convenience init(_ scenario: Scenario) throws {
        let own = scenario.operator
        try self.init(ownDomains: own.own_domains, authservIDs: own.authserv_ids, burstFloor: own.burst_floor)
    }

    deinit { store.close() }

    /// Commits mails as one batch.
    @discardableResult func deliver(_ mails: [[UInt8]], at now: Timestamp) throws -> [CommitOutcome] {
        try store.commit(mails.map { prepare($0, SHA256Digest.of($0)) }, at: now)
    }

    func follow(_ scenario: Scenario) throws {
        for step in scenario.steps {
            guard let now = MailDate.read(step.at) else { throw Unreadable(what: step.at) }
            for name in step.deliver ?? [] { try deliver([scenario.mail(name)], at: now) }
            if step.pass_time == true { try store.passTime(to: now) }
        }
    }

    struct Unreadable: Error { let what: String }
}
