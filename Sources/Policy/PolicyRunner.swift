import Control
import Embodiment
import Threads
import Torch
import Transforms

/// A ``Gr00tPolicy`` on a thread of its own: observations and actions go in and out as plain values, from any task.
public actor PolicyRunner: BasePolicy, RoundPolicy {
    private let thread = JobThread(name: "gr00t model")
    private let processors: [Int]
    private let makePolicy: @Sendable () throws -> Gr00tPolicy
    private var isSettling = false
    private lazy var loaded = Result {
        // OpenMP's threads belong to the thread that calls it, so they are pinned from here.
        if !processors.isEmpty { Machine.pinThreads(to: processors) }
        return try makePolicy()
    }

    public nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    /// - Parameters:
    ///   - processors: what the model's threads are pinned to; empty pins nothing.
    ///   - makePolicy: loads the policy; called once, on the thread that will run it.
    public init(processors: [Int], _ makePolicy: @escaping @Sendable () throws -> Gr00tPolicy) {
        self.processors = processors
        self.makePolicy = makePolicy
    }

    /// Loads the policy, if that has not happened; throws what loading threw.
    public func load() throws { _ = try policy() }

    public var modalityConfigs: [String: ModalityConfig] {
        get throws { try policy().pipeline.config.modality.byName }
    }

    public func getAction(_ observation: Observation) throws -> ActionChunk {
        defer { settleSoon() }
        return try policy().getAction(observation)
    }

    /// The next actions for a batch; see ``Gr00tPolicy/getAction(_:noise:)``.
    public func getAction(_ observations: [Observation], noise: [Float]?) throws -> [ActionChunk] {
        defer { settleSoon() }
        return try policy().getAction(observations, noise: noise)
    }

    /// The next actions for a batch, with what the model predicted; see ``Gr00tPolicy/getRound(_:noise:guidance:)``.
    public func getRound(
        _ observations: [Observation], noise: [Float]?, guidance: RoundGuidance?
    ) throws -> PolicyRound {
        defer { settleSoon() }
        return try policy().getRound(observations, noise: noise, guidance: guidance)
    }

    /// Makes every call as fast as it gets, before the first one; without it that happens after the first answer.
    public func settle() throws {
        isSettling = true
        try policy().settle()
    }

    /// After the first answer, while the robot carries it out, the weights are brought into their fastest form.
    private func settleSoon() {
        guard !isSettling else { return }
        isSettling = true
        Task { try? self.policy().settle() }
    }

    private func policy() throws -> Gr00tPolicy {
        try loaded.get()
    }
}
