import MailSyntax
import Storage

@testable import Intake

/// A machine that runs the program, again and again.
final class Node {
    let number: Int
    /// Outlives the process.
    var journal: [UInt8] = []
    var life: Life?

    init(number: Int) { self.number = number }

    /// Starts the process where none runs, else lets it do one of the things that its threads do.
    func step(in world: World) {
        if let life, life.isAlive {
            world.running.append(life)
            life.step(in: world)
            world.running.removeLast()
        } else {
            let life = Life(node: self, world: world)
            self.life = life
            world.running.append(life)
            life.start(in: world)
            world.running.removeLast()
        }
    }
}

/// One process: the intake as it is, with its threads taken away and its surroundings simulated. After its death nothing
/// that it does has an effect, so that its code may run to an end.
///
/// `@unchecked Sendable`: a world and all that is in it are used from one thread.
final class Life: @unchecked Sendable {
    let node: Node
    private(set) var isAlive = true
    /// Calls that are left to it.
    var callsLeft: Int?
    private var parts: IntakeParts?
    var hasStarted: Bool { parts != nil }
    private var store: SimulatedStore?
    private var pace = CommitThread.Pace()
    private var restUntil: UInt64 = 0
    private var scanAt: UInt64 = 0

    init(node: Node, world: World) {
        self.node = node
        callsLeft = world.callsOfNewLife()
    }

    func die() { isAlive = false }

    /// A process that cannot start ends.
    func start(in world: World) {
        do {
            let disk = SimulatedDisk(world: world, life: self)
            var options = MaildirIntake.Options(maildirs: [World.maildir], storePath: World.store)
            options.finish = world.traits.finish
            options.readsApart = world.traits.readsApart
            let surroundings = MaildirIntake.Surroundings(
                openStore: { try world.open(for: self) }, prepare: { try world.parse($0, $1, by: self) }, now: { world.wallClock },
                observe: { _ in }, clock: { world.monotonic }, disk: disk)
            let maildir = try Maildir(path: World.maildir, on: disk)
            let parts = try IntakeParts(options, surroundings, [maildir]) { [unowned self] _, seconds in
                scanAt = min(scanAt, world.monotonic.adding(seconds: seconds).nanoseconds)
            }
            let store = try world.open(for: self)
            try parts.commits.begin(store)
            self.parts = parts
            self.store = store
        } catch {
            die()
        }
    }

    /// inotify shows a name.
    func appeared(_ name: MaildirName, in place: Maildir.Place) {
        parts?.sorting[0].appeared(place, name)
    }

    func step(in world: World) {
        switch world.dice.roll(6) {
        case 0: lookIfDue(world)
        case 1...3:
            let waiting = Lane.Kind.allCases.filter { (parts?.lanes[$0].waiting ?? 0) > 0 }
            if !waiting.isEmpty { readNext(world.dice.pick(waiting)) }
        default: commit(world)
        }
    }

    /// All that can be done now.
    func work(in world: World) {
        lookIfDue(world)
        for _ in 0..<2 {
            for kind in Lane.Kind.allCases {
                while readNext(kind) {}
            }
            commit(world)
        }
    }

    private func lookIfDue(_ world: World) {
        guard let parts, world.bug != .noRescan, scanAt <= world.monotonic.nanoseconds else { return }
        scanAt = world.monotonic.adding(seconds: 30).nanoseconds
        parts.look(intoMaildir: 0)
    }

    @discardableResult
    private func readNext(_ kind: Lane.Kind) -> Bool {
        guard let parts, isAlive, let job = parts.lanes[kind].takeNow() else { return false }
        parts.reader.read(job)
        return true
    }

    private func commit(_ world: World) {
        guard let parts, isAlive, restUntil <= world.monotonic.nanoseconds else { return }
        guard let store else {
            store = try? world.open(for: self)
            return
        }
        switch parts.commits.turn(store, &pace, waiting: false) {
        case .served: return
        case .stopped: die()
        case .refused(let seconds): restUntil = world.monotonic.adding(seconds: seconds).nanoseconds
        case .failed(let error):
            self.store = nil
            guard let seconds = parts.commits.secondsToReopening(after: error, &pace) else { return die() }
            restUntil = world.monotonic.adding(seconds: seconds).nanoseconds
        }
    }
}
