import Dataset
import Embodiment

/// Open-loop evaluation: how near a policy's actions are to those that were recorded, when it sees what the robot saw.
///
/// At steps 0, H, 2H… of a recorded trajectory the policy predicts a chunk from the recorded observation; the first H actions
/// of every chunk, laid end to end, are compared with the recorded ones in the units of the dataset
/// (`calc_mse_for_single_trajectory` in `gr00t/utils/eval.py` of the reference). The robot does not move, so errors do not add up
/// as they would on a robot: a small error here is needed, but is no proof that a task is done.
public struct OpenLoopEvaluation: Sendable {
    /// Joint groups that are scored, without `action.`, in the order of the report.
    public let jointGroups: [String]
    /// Steps of each trajectory that are compared; fewer where it ends before.
    public let steps: Int
    /// H: steps of a chunk that are used before the next one is predicted.
    public let actionHorizon: Int

    /// Throws ``EvaluationError`` for steps or a horizon below 1, or where there is no joint group.
    public init(jointGroups: [String], steps: Int = 150, actionHorizon: Int = 16) throws {
        guard !jointGroups.isEmpty else { throw EvaluationError.noJointGroups }
        if let twice = jointGroups.first(where: { name in jointGroups.count { $0 == name } > 1 }) {
            throw EvaluationError.repeatedJointGroup(twice)
        }
        guard steps >= 1 else { throw EvaluationError.badCount(name: "steps", value: steps) }
        guard actionHorizon >= 1 else { throw EvaluationError.badCount(name: "action horizon", value: actionHorizon) }
        self.jointGroups = jointGroups
        self.steps = steps
        self.actionHorizon = actionHorizon
    }

    /// Chunks that the policy will be asked for over `episodes`. Throws `DatasetError` for an episode that is not there.
    public func chunkCount(of episodes: [Int], in dataset: LeRobotDataset) throws -> Int {
        try episodes.reduce(0) { try $0 + chunkStarts(length: dataset.episode($1).length).count }
    }

    /// Compares one trajectory.
    ///
    /// - Parameters:
    ///   - dataset: opened with the policy's modality configs.
    ///   - onChunk: called after each chunk.
    /// - Throws: ``EvaluationError`` for a policy that does not answer what it promised, `DatasetError`, and what the policy
    ///   throws.
    public func compare(
        _ policy: any BasePolicy, with dataset: LeRobotDataset, episode index: Int,
        onChunk: @Sendable () -> Void = {}
    ) async throws -> Trajectory {
        guard let action = try await policy.modalityConfigs["action"] else { throw EvaluationError.noActionConfig }
        try check(action)
        let episode = try dataset.episode(index)
        let starts = chunkStarts(length: episode.length)
        let length = min(steps, episode.length)
        var recorded: [String: Matrix] = [:]
        for name in jointGroups {
            let whole = try dataset.series(ModalityKey(.action, name), episode: index)
            recorded[name] = Matrix(
                rows: length, columns: whole.columns, values: Array(whole.values.prefix(length * whole.columns)))
        }
        var predicted = recorded.mapValues { Matrix(rows: length, columns: $0.columns) }
        var seconds: [Double] = []
        var observations: [Observation] = []
        for start in starts {
            let observation = try dataset.step(episode: index, row: start).observation
            let clock = ContinuousClock.now
            let chunk = try await policy.getAction(observation)
            seconds.append((ContinuousClock.now - clock) / .seconds(1))
            observations.append(observation)
            for name in jointGroups { try copy(name, of: chunk, to: &predicted, from: start) }
            onChunk()
        }
        return Trajectory(
            episode: index, instruction: instruction(observations.first, episode), chunkStarts: starts,
            groups: jointGroups.compactMap { name in
                guard let recorded = recorded[name], let predicted = predicted[name] else { return nil }
                return Trajectory.JointGroup(name: name, recorded: recorded, predicted: predicted)
            }, secondsPerAction: seconds, frames: observations.map { Trajectory.Frame(of: $0) })
    }

    private func chunkStarts(length: Int) -> [Int] {
        Array(stride(from: 0, to: min(steps, length), by: actionHorizon))
    }

    /// A policy must predict every scored group for ``actionHorizon`` steps, beginning with the current one.
    ///
    /// - Parameter action: what the policy predicts. Throws ``EvaluationError`` where that is not enough.
    public func check(_ action: ModalityConfig) throws {
        let known = action.modalityKeys.map(\.name)
        if let unknown = jointGroups.first(where: { !known.contains($0) }) {
            throw EvaluationError.unknownJointGroup(unknown, known: known)
        }
        guard action.deltaIndices.count >= actionHorizon else {
            throw EvaluationError.horizonTooLong(asked: actionHorizon, policy: action.deltaIndices.count)
        }
        guard action.deltaIndices.prefix(actionHorizon).elementsEqual(0..<actionHorizon) else {
            throw EvaluationError.otherSteps(action.deltaIndices)
        }
    }

    private func copy(
        _ name: String, of chunk: ActionChunk, to predicted: inout [String: Matrix], from start: Int
    ) throws {
        guard var target = predicted[name] else { return }
        let count = min(actionHorizon, target.rows - start)
        guard let actions = chunk.actions[name] else {
            throw EvaluationError.missingPrediction(name, present: chunk.actions.keys.sorted())
        }
        guard actions.columns == target.columns, actions.rows >= count else {
            throw EvaluationError.wrongPrediction(
                name, found: [actions.rows, actions.columns], expected: [actionHorizon, target.columns])
        }
        let used = actions.values.prefix(count * actions.columns)
        guard used.allSatisfy(\.isFinite) else { throw EvaluationError.notFinite(name, step: start) }
        // Taken out first: two references to the values would copy all of them.
        predicted[name] = nil
        target.values.replaceSubrange(start * target.columns..<(start + count) * target.columns, with: used)
        predicted[name] = target
    }

    private func instruction(_ observation: Observation?, _ episode: Episode) -> String {
        observation?.annotation.values.first?.first ?? episode.tasks.first ?? ""
    }
}
