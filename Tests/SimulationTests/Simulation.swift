import Storage

/// Runs one world to its end: first everything goes wrong, then nothing more, and all must come right.
enum Simulation {
    /// The end of a world: nil where every promise was kept.
    static func run(seed: Int, bug: PlantedBug? = nil, tells: Bool = false) -> (violation: Violation?, story: [String]) {
        let world = World(seed: seed, bug: bug, tells: tells)
        run(world)
        return (world.violation, world.story)
    }

    static func run(_ world: World) {
        FailPoint.$observer.withValue({ world.reached($0) }) {
            for _ in 0..<world.traits.steps {
                step(world)
                world.check()
                if world.violation != nil { return }
            }
            calm(world)
        }
    }

    private static func step(_ world: World) {
        world.pass(seconds: Double(world.dice.roll(2000)) / 1000)
        switch world.dice.roll(100) {
        case 0..<14: deliver(world)
        case 14..<19: world.moveSomething()
        case 19..<21: if world.traits.deaths > 0, let life = world.dice.pick(world.nodes).life { world.kill(life) }
        case 21: if world.traits.powerCuts { world.cutPower() }
        case 22: world.jump(seconds: Int64(world.dice.roll(20) - 10) * 86_400)
        case 23: world.pass(seconds: 61)
        default: world.dice.pick(world.nodes).step(in: world)
        }
    }

    /// New mail, or the same bytes again.
    private static func deliver(_ world: World) {
        let known = world.mails.compactMap { $0 }
        let mail = !known.isEmpty && world.dice.chance(25) ? world.dice.pick(known) : world.dice.pick(SimulatedMail.all)
        guard mail.kind != .poison || known.count(where: { $0.kind == .poison }) < 2 else { return }
        world.deliver(mail)
    }

    /// The faults end, everybody starts anew, and after a while all mail must be where it belongs.
    static func calm(_ world: World) {
        world.tell("calm")
        world.isCalm = true
        for node in world.nodes { if let life = node.life { world.kill(life) } }
        for _ in 0..<80 {
            world.pass(seconds: 61)
            for node in world.nodes {
                node.step(in: world)
                if let life = node.life, life.isAlive {
                    world.running.append(life)
                    life.work(in: world)
                    world.running.removeLast()
                }
            }
            world.check()
            if world.violation != nil { return }
            if Invariants.unfinished(world) == nil { return }
        }
        world.fail(.nothingBlocks, Invariants.unfinished(world) ?? "")
    }
}
