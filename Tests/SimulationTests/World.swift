import Deliverability
import MailSyntax
import Storage
import TestKit

@testable import Intake

/// What can happen to one call.
enum Fate {
    case normal
    case dead
    case fails(Int32)
    /// It is done, and who called is told that it failed.
    case failsAfterwards(Int32)
}

/// A mail server, other programs, one disk, one store, and one to three nodes over them, all decided by one seed.
///
/// `@unchecked Sendable`: a world and all that is in it are used from one thread.
final class World: @unchecked Sendable {
    static let maildir = "/mail"
    static let store = "/state/plumbline.sqlite"
    static let setAside = "/state/setaside"
    static let done = "/done"

    let seed: Int
    let traits: Traits
    let bug: PlantedBug?
    /// Where processes die, one after the other, and whether the power goes with it.
    var deaths: [(point: FailPoint, isPowerCut: Bool)] = []
    /// The next commit is done, and who asked for it is told that it failed.
    var losesAnswer = false

    var dice: Dice
    var names = Names()
    /// By number of the file; nil where it is the reason of set-aside mail.
    var mails: [SimulatedMail?] = []
    var digests: [MessageDigest?] = []
    var database = Database()
    var running: [Life] = []
    let nodes: [Node]

    private(set) var monotonic = MonotonicTime(nanoseconds: 1_000_000_000)
    private(set) var wallClock = Timestamp(1_795_500_000)
    /// Nothing fails any more.
    var isCalm = false

    /// Deaths in a parser.
    private(set) var poisonings = 0
    /// Attempts that no journal could keep, and deaths of readers apart that are not in the store.
    var attemptsUncounted = 0
    /// Ends of processes and failures of journals by which a message may be counted that killed nobody.
    private(set) var attemptsInDoubt = 0
    private(set) var violation: Violation?
    private var invariants = Invariants()
    private var reasonOwed: MaildirName?
    private var isMovedWithoutReason = false

    /// What happened, where somebody wants to read it.
    private(set) var story: [String] = []
    private let tells: Bool

    init(seed: Int, traits: Traits? = nil, bug: PlantedBug? = nil, tells: Bool = false) {
        self.seed = seed
        self.bug = bug
        self.tells = tells
        dice = Dice(seed: seed)
        let traits = traits ?? Traits(&dice)
        self.traits = traits
        nodes = (1...traits.nodes).map { Node(number: $0) }
    }

    func tell(_ line: @autoclosure () -> String) {
        if tells { story.append(line()) }
    }

    func fail(_ promise: Verification.Promise, _ sentence: @autoclosure () -> String) {
        if violation == nil {
            violation = Violation(promise: promise, sentence: sentence())
            tell("*** \(promise.rawValue): \(sentence())")
        }
    }

    // MARK: Time

    func pass(seconds: Double) { monotonic = monotonic.adding(seconds: seconds) }

    func jump(seconds: Int64) { wallClock = wallClock.adding(seconds: seconds) }

    // MARK: What happens to a call

    /// Asked at each call of a process before it is done.
    func fate(of life: Life) -> Fate {
        guard life.isAlive else { return .dead }
        if let left = life.callsLeft {
            guard left > 0 else {
                kill(life)
                return .dead
            }
            life.callsLeft = left - 1
        }
        if isMovedWithoutReason, let name = reasonOwed {
            reasonOwed = nil
            isMovedWithoutReason = false
            addReason(name)
        }
        guard !isCalm else { return .normal }
        let roll = dice.roll(1000)
        if roll < traits.disturbances { return disturb(life) }
        if roll < traits.disturbances + traits.faults {
            let code = dice.pick(traits.codes)
            let isDone = dice.chance(30)
            tell("a call of node \(life.node.number) fails with \(code)\(isDone ? " and is done" : "")")
            return isDone ? .failsAfterwards(code) : .fails(code)
        }
        return .normal
    }

    /// Between two calls of a process others do what they do.
    private func disturb(_ life: Life) -> Fate {
        let idle = nodes.filter { node in !running.contains { $0.node === node } }
        switch dice.roll(10) {
        case 0 where traits.powerCuts: cutPower()
        case 1...4 where !idle.isEmpty: dice.pick(idle).step(in: self)
        case 5...8: moveSomething()
        default: break
        }
        return life.isAlive ? .normal : .dead
    }

    /// Somebody ends the process.
    func kill(_ life: Life) {
        tell("node \(life.node.number) is killed")
        attemptsInDoubt += 1
        life.die()
    }

    func journalFailed(isCount: Bool) {
        attemptsInDoubt += 1
        if isCount { attemptsUncounted += 1 }
    }

    /// A named point of the program is reached.
    func reached(_ point: FailPoint) {
        guard let death = deaths.first, death.point == point, let life = running.last, life.isAlive else { return }
        deaths.removeFirst()
        tell("node \(life.node.number) dies \(point.name)")
        attemptsInDoubt += 1
        life.die()
        if death.isPowerCut { cutPower() }
    }

    func callsOfNewLife() -> Int? { !isCalm && dice.chance(traits.deaths) ? dice.roll(80) : nil }

    func refusesOneMessage() -> Bool { !isCalm && traits.faults > 0 && dice.chance(3) }

    func isStillWritten() -> Bool { !isCalm && dice.chance(3) }

    func storeFault() -> StoreError.Code { dice.pick([.busy, .full, .io, .io]) }

    func open(for life: Life) throws -> SimulatedStore {
        guard case .normal = fate(of: life) else { throw StoreError(.cannotOpen, "a fault of the world") }
        return SimulatedStore(world: self, life: life)
    }

    func parse(_ bytes: [UInt8], _ digest: MessageDigest, by life: Life) throws -> MessageRecord {
        guard let mail = SimulatedMail.byDigest[digest] else { return .refused(ReadError(.messageDamaged, ""), digest: digest) }
        if mail.kind == .poison, life.isAlive {
            tell("node \(life.node.number) dies of a message")
            poisonings += 1
            if traits.readsApart {
                attemptsUncounted += 1
                throw ReaderDeath(.crashed, "")
            }
            life.die()
        }
        return mail.record
    }

    // MARK: The disk

    /// A process moved or removed a file of the Maildir.
    func finished(_ file: Int) {
        isMovedWithoutReason = reasonOwed != nil
        guard let digest = digests[file] else { return }
        tell("file \(file) goes to \(names.spots[file].map { "\($0.folder) \($0.name.escaped)" } ?? "nowhere")")
        if !database.durable.known.contains(digest) { fail(.nothingLost, "file \(file) was taken before its message was durable") }
    }

    func writeReason(_ name: MaildirName) {
        if bug == .movedBeforeReason { reasonOwed = name } else { addReason(name) }
    }

    private func addReason(_ name: MaildirName) {
        guard names.file(name, in: .setAside) == nil else { return }
        mails.append(nil)
        digests.append(nil)
        names.add(name, in: .setAside, isDurable: false)
    }

    func deliver(_ mail: SimulatedMail, to folder: Folder = .new) {
        let file = mails.count
        let name = MaildirName("\(1_000 + file).M\(file)")
        mails.append(mail)
        digests.append(mail.digest(base: name))
        names.add(folder == .new ? name : MaildirName(name.bytes + Array(":2,".utf8)), in: folder, isDurable: dice.chance(60))
        tell("file \(file) is delivered, \(mail.kind)")
        for node in nodes where dice.chance(60) && folder == .new {
            guard let life = node.life, life.isAlive else { continue }
            running.append(life)
            life.appeared(name, in: .new)
            running.removeLast()
        }
    }

    /// Another program moves mail to `cur/`, or flags it there.
    func moveSomething() {
        guard traits.isMoved else { return }
        let places: [Folder] = [.new, .new, .cur]
        let folder = dice.pick(places)
        let there = names.names(in: folder)
        guard !there.isEmpty else { return }
        let name = dice.pick(there)
        guard let file = names.file(name, in: folder) else { return }
        let flags = Set(name.flags).union(dice.pick([[], [70], [82]])).sorted()
        let moved = MaildirName(name.base.bytes + [58, 50, 44] + flags)
        if moved != name, names.move(file, to: .init(folder: .cur, name: moved)) == 0 { tell("file \(file) is moved by others") }
    }

    func cutPower() {
        tell("the power goes")
        attemptsInDoubt += 1
        for node in nodes {
            node.life?.die()
            if !node.journal.isEmpty {
                attemptsUncounted += 1
                node.journal = Array(node.journal.prefix(dice.roll(node.journal.count + 1)))
            }
        }
        reasonOwed = nil
        names.cutPower(keeping: dice.roll(names.unsyncedCount + 1))
        database.cutPower()
    }

    func check() { invariants.check(self) }
}
