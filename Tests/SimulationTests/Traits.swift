import Glibc
import Intake

/// What kind of world one seed makes.
struct Traits: Sendable {
    var nodes = 1
    var finish = Finish.move
    /// Of a thousand calls so many fail.
    var faults = 0
    var codes: [Int32] = [EIO, ENOSPC, EACCES, ENOENT]
    /// Before so many of a thousand calls somebody else does something.
    var disturbances = 0
    /// Of a hundred processes so many die in the middle of a call.
    var deaths = 0
    /// Mail that kills its reader kills nothing else.
    var readsApart = false
    var isMoved = false
    var powerCuts = false
    var steps = 0

    init() {}

    init(_ dice: inout Dice) {
        nodes = dice.pick([1, 1, 2, 3])
        finish = dice.pick([.move, .move, .move, .delete, .keep, .folder(World.done)])
        faults = dice.pick([0, 10, 60])
        disturbances = dice.pick([0, 20, 60])
        deaths = dice.pick([0, 50, 80])
        isMoved = dice.chance(50)
        powerCuts = dice.chance(50)
        readsApart = dice.chance(30)
        steps = 40 + dice.roll(40)
    }
}
