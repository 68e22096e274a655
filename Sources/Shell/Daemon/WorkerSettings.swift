import Glibc
import Workers

/// Who reads mail for the daemon.
package struct WorkerSettings: Hashable, Sendable {
    /// Processes for light mail, one for each core; two more for complaints, half as many for heavy mail, and one for suspects.
    /// 0: mail is read in the daemon's own process. More than eight only wait for the one thread that commits.
    package var count = min(8, max(2, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    package var bounds = WorkerBounds()

    package init() {}
}

extension Setting {
    static let workers: [Setting] = [
        Setting(
            name: "workers", form: "number", standard: "one for each core, `2` to `8`",
            meaning: "Processes that read mail for `plumbline run`, apart from the store and the network; two more read complaints, "
                + "half as many large mail, and one what ended a reader before. `0`: mail is read in the daemon's own process, where a message that "
                + "crashes its reader takes the daemon with it."
        ) { $0.workers.count = try $1.integer(0...256) },
        Setting(
            name: "worker-cpu", form: "duration", standard: "`\(WorkerBounds().processorSeconds)s`",
            meaning: "Processor time that reading one message may take. A message that passes this bound or one of the next two ends "
                + "its reader alone; the third time it is set aside with `message.timeout` or `message.memory`."
        ) { $0.workers.bounds.processorSeconds = try $1.seconds(1...3600) },
        Setting(
            name: "worker-wall", form: "duration", standard: "`\(WorkerBounds().wallSeconds)s`",
            meaning:
                "Time in which a reader must answer. It gets as much again while it works, up to `worker-cpu`: the machine may be busy."
        ) { $0.workers.bounds.wallSeconds = try $1.seconds(1...3600) },
        Setting(
            name: "worker-memory", form: "size", standard: "`\(WorkerBounds().memoryBytes >> 20)MiB`",
            meaning: "Address space that a reader may use beyond what it has before its first message."
        ) { $0.workers.bounds.memoryBytes = try $1.bytes((16 << 20)...(1 << 40)) },
    ]
}
