import Simulation

/// Moments to learn from, and others to be judged by.
package struct MomentBank: Sendable {
    package let training: [SeenMoment]
    package let heldOut: [SeenMoment]

    /// Seeds of scenes that nothing is trained on.
    private static let heldOutStart = 500_000_000

    /// Takes the pictures of `training` and `heldOut` moments, `workers` scenes at a time; the same for any number of workers.
    ///
    /// - Parameter progress: moments so far, of all; called from any thread.
    /// - Throws: `WorldError`, `PhysicsError`, `EpisodeError`, `CancellationError`.
    package init(
        training: Int, heldOut: Int, seed: Int, robot: SO101Model, imageSize: Int, workers: Int,
        progress: @escaping @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) async throws {
        func scenes(_ moments: Int, from start: Int) -> Range<Int> {
            start..<start + (moments + MomentStudio.momentsPerScene - 1) / MomentStudio.momentsPerScene
        }
        let seeds = Array(scenes(training, from: seed)) + Array(scenes(heldOut, from: Self.heldOutStart + seed))
        let total = seeds.count * MomentStudio.momentsPerScene
        let counter = ProgressCounter { progress($0, total) }
        let scenes = try await withThrowingTaskGroup(of: [(place: Int, moments: [SeenMoment])].self) { group in
            for worker in 0..<workers {
                group.addTask {
                    let studio = try MomentStudio(robot, imageSize: imageSize)
                    return try stride(from: worker, to: seeds.count, by: workers).map { place in
                        try Task.checkCancellation()
                        let moments = try studio.moments(seed: seeds[place])
                        counter.add(moments.count)
                        return (place, moments)
                    }
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        let moments = scenes.sorted { $0.place < $1.place }.flatMap(\.moments)
        self.training = Array(moments.prefix(training))
        self.heldOut = Array(moments.suffix(heldOut))
    }
}
