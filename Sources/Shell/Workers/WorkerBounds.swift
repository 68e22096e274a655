/// What reading one message may cost at most.
package struct WorkerBounds: Hashable, Sendable {
    /// Processor time. The largest honest report known (1,000,000 records) takes less than five seconds.
    package var processorSeconds = 10
    /// From the question to the answer, unless the process works: on a busy machine honest work takes its time.
    package var wallSeconds = 20
    /// Address space beyond what the process has before its first message.
    package var memoryBytes = 256 << 20

    package init() {}
}
