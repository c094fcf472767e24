/// Several runners that share many episodes. What comes out does not depend on how many there are.
package struct EpisodePool: Sendable {
    package let runners: [EpisodeRunner]

    /// - Parameters:
    ///   - workers: episodes that are played at the same time, each on a thread of its own.
    ///   - imageSize: width and height of what the policy sees.
    /// - Throws: ``EpisodeError/badSetting(name:value:allowed:)``.
    package init(_ robot: SO101Model, workers: Int, imageSize: Int = 96) throws(EpisodeError) {
        guard (1...256).contains(workers) else {
            throw .badSetting(name: "the number of workers", value: "\(workers)", allowed: "1 to 256")
        }
        runners = (0..<workers).map { _ in EpisodeRunner(robot, imageSize: imageSize) }
    }

    /// Gives back what the runners draw with, one after another. To be called when all episodes are over and before the program
    /// ends, see ``EpisodeRunner/close()``.
    package func close() async {
        // One that is still busy gives back its world when it goes away itself.
        for runner in runners { try? await runner.close() }
    }

    /// Plays all episodes.
    ///
    /// - Parameters:
    ///   - noiseLevel: see ``CommandNoise``; each episode's errors follow from its own seed.
    ///   - delivered: called for each episode in the order of the specs, as soon as it and all before it are done.
    /// - Returns: one run per spec, in their order.
    /// - Throws: ``EpisodeError/interrupted(seed:instruction:reason:)`` when one breaks off, after all before it have been
    ///   delivered; `CancellationError`.
    @discardableResult package nonisolated(nonsending) func run(
        _ specs: [EpisodeSpec], driver: @escaping MakeDriver, noiseLevel: Double = 0, observer: MakeObserver? = nil,
        delivered: (EpisodeRun) throws -> Void = { _ in }
    ) async throws -> [EpisodeRun] {
        var runs: [EpisodeRun] = []
        try await inOrder(specs.count) { runner, index in
            let spec = specs[index]
            let noise = noiseLevel > 0 ? CommandNoise(level: noiseLevel, seed: spec.seed) : nil
            return try await spec.namingErrors {
                try await runner.run(spec, driver: driver, noise: noise, observer: observer)
            }
        } deliver: { run in
            runs.append(run)
            try delivered(run)
            return true
        }
        return runs
    }

    /// Does jobs 0..<count, each on a runner that is free, and delivers the results in the order of the jobs.
    ///
    /// - Parameter deliver: whether to go on; what is under way is cancelled otherwise.
    /// - Throws: what the first failed job throws, in the order of the jobs, and what `deliver` throws.
    nonisolated(nonsending) func inOrder<Value: Sendable>(
        _ count: Int, job: @escaping @Sendable (EpisodeRunner, Int) async throws -> Value,
        deliver: (Value) throws -> Bool
    ) async throws {
        typealias Done = (index: Int, runner: EpisodeRunner, result: Result<Value, any Error>)
        // Results that wait for an earlier one are kept in memory, so nobody runs far ahead.
        let farthest = 4 * runners.count
        try await withThrowingTaskGroup(of: Done.self) { group in
            defer { group.cancelAll() }
            var (next, due, free) = (0, 0, runners)
            var done: [Int: Result<Value, any Error>] = [:]
            while due < count {
                while next < min(count, due + farthest), let runner = free.popLast() {
                    let index = next
                    group.addTask {
                        do {
                            return (index, runner, .success(try await job(runner, index)))
                        } catch {
                            return (index, runner, .failure(error))
                        }
                    }
                    next += 1
                }
                guard let (index, runner, result) = try await group.next() else { return }
                free.append(runner)
                done[index] = result
                while let result = done.removeValue(forKey: due) {
                    due += 1
                    guard try deliver(result.get()) else { return }
                }
            }
        }
    }
}

extension EpisodeSpec {
    /// Says which episode an error belongs to.
    nonisolated(nonsending) func namingErrors<Value>(
        _ body: nonisolated(nonsending) () async throws -> Value
    ) async throws -> Value {
        do {
            return try await body()
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            throw EpisodeError.interrupted(seed: seed, instruction: instruction.text, reason: "\(error)")
        }
    }
}
