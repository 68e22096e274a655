import Glibc

/// Maps a stream on several threads and gives the results in the order of the stream.
///
/// Values come from `produce` and results go to `emit` on the caller's thread; at most twice as many as there are threads
/// are under way, so memory stays bounded and a result is given as soon as all before it are. With one thread everything
/// runs where it is called.
package struct OrderedParallel<Input: Sendable, Output: Sendable>: Sendable {
    private let threads: Int
    private let transform: @Sendable (Input) -> Output

    package init(threads: Int = sysconf(Int32(_SC_NPROCESSORS_ONLN)), _ transform: @escaping @Sendable (Input) -> Output) {
        self.threads = threads
        self.transform = transform
    }

    /// Errors: those of `produce` and `emit`; results under way are dropped then.
    package func run(produce: ((Input) throws -> Void) throws -> Void, emit: (Output) throws -> Void) throws {
        try withoutActuallyEscaping(emit) { emit in try run(produce, emit) }
    }

    private func run(_ produce: ((Input) throws -> Void) throws -> Void, _ emit: @escaping (Output) throws -> Void) throws {
        guard threads > 1 else { return try produce { try emit(transform($0)) } }
        let inputs = BoundedQueue<(Int, Input)>(countMax: .max, bytesMax: .max)
        let outputs = Monitor<[Int: Output]>([:])
        for number in 1...threads {
            _ = try WorkerThread(name: "map-\(number)") { [transform] in
                while let (index, input) = inputs.take() {
                    let output = transform(input)
                    outputs.with { $0[index] = output }
                }
            }
        }
        defer { inputs.close() }
        var given = 0, taken = 0
        func emitNext() throws {
            guard let output = outputs.wait(for: { $0.removeValue(forKey: taken) }) else { return }
            taken += 1
            try emit(output)
        }
        try produce { input in
            inputs.put((given, input), weight: 0)
            given += 1
            while let ready = outputs.with({ $0.removeValue(forKey: taken) }) {
                taken += 1
                try emit(ready)
            }
            while given - taken >= 2 * threads { try emitNext() }
        }
        while taken < given { try emitNext() }
    }
}
