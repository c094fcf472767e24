import Dataset
import Embodiment

/// A policy with known answers: the recorded actions of one episode, changed by `change`. It is asked chunk by chunk, so call
/// k is about step k * `actionHorizon`.
actor ReplayPolicy: BasePolicy {
    nonisolated let modalityConfigs: [String: ModalityConfig]
    private let dataset: LeRobotDataset
    private let episode: Int
    private let actionHorizon: Int
    private let change: @Sendable (_ group: String, _ step: Int, _ actions: Matrix) -> Matrix?
    private var calls = 0

    init(
        _ dataset: LeRobotDataset, episode: Int = 0, actionHorizon: Int = 16,
        change: @escaping @Sendable (String, Int, Matrix) -> Matrix? = { $2 }
    ) {
        self.dataset = dataset
        self.episode = episode
        self.actionHorizon = actionHorizon
        self.change = change
        modalityConfigs = dataset.modalityConfigs
    }

    func getAction(_ observation: Observation) throws -> ActionChunk {
        let step = calls * actionHorizon
        calls += 1
        let recorded = try dataset.step(episode: episode, row: step).action
        var chunk = ActionChunk(actions: [:])
        for (group, actions) in recorded { chunk.actions[group] = change(group, step, actions) }
        return chunk
    }
}
