import ArgumentParser
import Workers

/// Started by `run` for itself, once for each process that reads mail.
struct WorkerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "worker", abstract: "Reads mail for `plumbline run`, which starts it.", shouldDisplay: false)

    func run() throws {
        guard Worker.serve() else { throw Failure(.usage, "`plumbline run` starts this by itself") }
    }
}
