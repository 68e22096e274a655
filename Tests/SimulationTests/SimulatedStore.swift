import Deliverability
import Intake
import MailSyntax
import Storage
import TestKit

/// What the store of a world holds: what its readers see, and what a power cut leaves.
struct Database {
    private(set) var committed = MemoryStore()
    private(set) var durable = MemoryStore()
    /// Counts changes.
    private(set) var version = 0

    mutating func publish(_ store: MemoryStore, isSynced: Bool) {
        committed = store
        if isSynced { durable = store }
        version += 1
    }

    mutating func cutPower() {
        guard committed !== durable else { return }
        committed = durable
        version += 1
    }
}

/// One connection of a node to the store of the world: any call may fail, and a commit may be done all the same.
///
/// `@unchecked Sendable`: a world and all that is in it are used from one thread.
final class SimulatedStore: ForwardingStore, @unchecked Sendable {
    private let world: World
    private let life: Life
    /// With `PlantedBug.acknowledgedBeforeCommit`: what was answered and not done.
    private var owed: (batch: [MessageRecord], now: Timestamp)?
    /// With `PlantedBug.keyInMemory`: what this process knows.
    private var seen: Set<MessageDigest> = []

    init(world: World, life: Life) {
        self.world = world
        self.life = life
    }

    var inner: any Store { world.database.committed }

    func commit(_ batch: [MessageRecord], at now: Timestamp) throws -> [CommitOutcome] {
        if let owed {
            self.owed = nil
            _ = try call { apply(owed.batch, at: owed.now) }
        }
        if world.losesAnswer {
            world.losesAnswer = false
            _ = try call { apply(batch, at: now) }
            throw StoreError(.io, "the answer was lost")
        }
        switch world.bug {
        case .acknowledgedBeforeCommit:
            owed = (batch, now)
            return batch.map { CommitOutcome(verdict: inner.knows($0.digest) ? .duplicate : .new) }
        case .swallowedError:
            do { return try call { apply(batch, at: now) } } catch { return batch.map { _ in CommitOutcome(verdict: .new) } }
        case .markedThenApplied:
            let before = world.database.committed
            _ = try call { apply(batch.map(\.withoutEvents), at: now) }
            return try call { apply(batch, at: now, on: before) }
        default:
            if world.refusesOneMessage() { return try call { refuseFirst(batch, at: now) } }
            return try call { apply(batch, at: now) }
        }
    }

    func isKnown(_ digest: MessageDigest) throws -> Bool { try call { inner.knows(digest) } }

    func countAttempts(_ names: [String]) throws -> [Int] {
        try call {
            if world.traits.readsApart, life.hasStarted { world.attemptsUncounted -= names.count }
            return transaction { store in (try? store.countAttempts(names)) ?? [] }
        }
    }

    func clearAttempts(_ names: [String]) throws { try call { transaction { try? $0.clearAttempts(names) } } }

    func attempts() throws -> [String: Int] { try call { (try? inner.attempts()) ?? [:] } }

    func passTime(to now: Timestamp) throws { try call { transaction(isSynced: true) { try? $0.passTime(to: now) } } }

    func setAsides() throws -> [SetAsideRecord] { try call { (try? inner.setAsides()) ?? [] } }

    func lastCursor() throws -> Int64 { (try? inner.lastCursor()) ?? 0 }

    func close() {}

    /// The batch goes on without its first message.
    private func refuseFirst(_ batch: [MessageRecord], at now: Timestamp) -> [CommitOutcome] {
        [CommitOutcome(verdict: .failed)] + apply(Array(batch.dropFirst()), at: now)
    }

    private func apply(_ batch: [MessageRecord], at now: Timestamp, on before: MemoryStore? = nil) -> [CommitOutcome] {
        transaction(on: before) { store in
            let known = store.known
            if world.bug == .noKey { store.known = [] }
            if world.bug == .keyInMemory { store.known = seen }
            let outcomes = (try? store.commit(batch, at: now)) ?? []
            seen.formUnion(batch.map(\.digest))
            store.known.formUnion(known)
            return outcomes
        }
    }

    private func transaction<Value>(
        on before: MemoryStore? = nil, isSynced: Bool = false, _ body: (MemoryStore) -> Value
    ) -> Value {
        let copy = MemoryStore(copying: before ?? world.database.committed)
        let value = body(copy)
        world.database.publish(copy, isSynced: isSynced || world.bug != .unsyncedCommit)
        return value
    }

    private func call<Value>(_ body: () -> Value) throws -> Value {
        switch world.fate(of: life) {
        case .normal: return body()
        case .dead: throw StoreError(.io, "dead")
        case .fails: throw StoreError(world.storeFault(), "a fault of the world")
        case .failsAfterwards:
            _ = body()
            throw StoreError(.io, "the answer was lost")
        }
    }
}

extension Store {
    func knows(_ digest: MessageDigest) -> Bool { (try? isKnown(digest)) ?? false }
}

extension MessageRecord {
    fileprivate var withoutEvents: MessageRecord {
        MessageRecord(
            digest: digest, outcome: outcome, kind: kind, reason: reason, events: [], aggregates: [], reportKinds: [], warnings: [],
            path: path)
    }
}
