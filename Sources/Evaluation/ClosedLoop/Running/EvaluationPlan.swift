import Simulation

/// Which episodes an evaluation has.
public struct EvaluationPlan: Sendable {
    /// One of them, before it is drawn.
    struct Item: Sendable, Equatable {
        let task: TaskKind
        /// What is asked for; drawn where `nil`.
        var instruction: Instruction?
        let group: EpisodeGroup
        let seed: Int

        var spec: EpisodeSpec {
            instruction.map { EpisodeSpec($0, seed: seed, options: group.options) }
                ?? EpisodeSpec(task, seed: seed, options: group.options)
        }
        /// Unique in a plan, and good as a file's name.
        var name: String { "\(task.rawValue)-\(group.name.replacing("_", with: "-"))-\(seed)" }
    }

    public let setup: ClosedLoopReport.Setup
    /// Group after group, within them task after task, within them seed after seed.
    let items: [Item]

    /// - Parameters:
    ///   - episodes: per task and group; the same seeds in each.
    ///   - seed: counts from where evaluation's seeds begin.
    ///   - executionHorizon: steps of a chunk that are executed before the next is asked for.
    /// - Throws: ``ClosedLoopError``, `EpisodeError` for a seed that is none.
    public init(
        tasks: [TaskKind], groups: [EpisodeGroup] = [.standard], episodes: Int, seed: Int = 0,
        executionHorizon: Int = 8
    ) throws {
        guard !tasks.isEmpty else { throw ClosedLoopError.noTask }
        guard !groups.isEmpty else { throw ClosedLoopError.noGroup }
        for (name, value) in [("the number of episodes", episodes), ("the execution horizon", executionHorizon)]
        where value < 1 { throw ClosedLoopError.badCount(name: name, value: value) }
        let seeds = try EpisodeSeeds.evaluation(from: seed, count: episodes)
        setup = ClosedLoopReport.Setup(
            tasks: tasks, groups: groups, episodes: episodes, seed: seed, seeds: seeds,
            executionHorizon: executionHorizon)
        items = groups.flatMap { group in
            tasks.flatMap { task in seeds.map { Item(task: task, group: group, seed: $0) } }
        }
    }

    /// Episodes in which the same things are asked for in drawn scenes.
    ///
    /// - Parameter instructions: one per task.
    /// - Throws: as ``init(tasks:groups:episodes:seed:executionHorizon:)``, ``ClosedLoopError/sameTask(_:_:)``.
    public init(
        instructions: [Instruction], groups: [EpisodeGroup] = [.standard], episodes: Int, seed: Int = 0,
        executionHorizon: Int = 8
    ) throws {
        var known: [TaskKind: Instruction] = [:]
        for instruction in instructions {
            if let other = known.updateValue(instruction, forKey: instruction.goal.kind) {
                throw ClosedLoopError.sameTask(other.text, instruction.text)
            }
        }
        let drawn = try EvaluationPlan(
            tasks: instructions.map(\.goal.kind), groups: groups, episodes: episodes, seed: seed,
            executionHorizon: executionHorizon)
        setup = drawn.setup.asking(for: instructions.map(\.text))
        items = drawn.items.map { item in
            Item(task: item.task, instruction: known[item.task], group: item.group, seed: item.seed)
        }
    }

    /// The items by group and task: in each the seeds are in a row.
    var parts: [[Item]] {
        stride(from: 0, to: items.count, by: setup.episodes).map {
            Array(items[$0..<min($0 + setup.episodes, items.count)])
        }
    }

    /// Of one policy.
    public var episodeCount: Int { items.count }
}
