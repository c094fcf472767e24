import Control
import Foundation

/// What `gr00t seams` found.
struct SeamsReport: Encodable {
    /// One way of chunking.
    struct Way: Encodable {
        let name: String
        var trajectories: [Trajectory] = []
        var seconds = 0.0

        mutating func add(_ result: SeamStudyResult, episode: Int, error: Double, seconds: Double) {
            trajectories.append(Trajectory(result, episode: episode, error: error))
            self.seconds += seconds
        }

        /// Mean squared error of the executed actions against the recorded ones, over all trajectories.
        var error: Double { trajectories.map(\.meanSquaredError).reduce(0, +) / Double(max(1, trajectories.count)) }

        /// Per joint group, over all trajectories: the largest jump that a change of chunks made.
        var largest: [String: Double] {
            trajectories.reduce(into: [:]) { sum, one in
                for group in one.groups { sum[group.name] = max(sum[group.name] ?? 0, group.switchAtSeam) }
            }
        }
    }

    struct Trajectory: Encodable {
        struct Group: Encodable {
            let name: String
            /// The largest jump that a change of chunks made: the new chunk's first executed target less what the old one had for
            /// the same step, in the units of the dataset. And the joint and step of it.
            let switchAtSeam: Double
            let joint: Int
            let step: Int
            /// The largest change of a target from the step before a seam to the seam, the robot's own motion included.
            let jumpAtSeam: Double
            /// The same within chunks.
            let jumpWithinChunks: Double
        }

        let episode: Int
        let seams: [Int]
        let heldSteps: Int
        let meanSquaredError: Double
        let groups: [Group]
        /// Of the robot, per joint group: one row per step.
        let executed: [String: [[Double]]]

        init(_ result: SeamStudyResult, episode: Int, error: Double) {
            self.episode = episode
            meanSquaredError = error
            seams = result.seams
            heldSteps = result.heldSteps.count
            groups = result.largestSwitches.sorted { $0.key < $1.key }.map { name, jump in
                Group(
                    name: name, switchAtSeam: jump.size, joint: jump.joint, step: jump.step,
                    jumpAtSeam: result.largestSeamJump(in: name)?.size ?? 0,
                    jumpWithinChunks: result.largestJumpWithinChunks(in: name)?.size ?? 0)
            }
            executed = result.actions.mapValues { matrix in (0..<matrix.rows).map { Array(matrix.row($0)) } }
        }
    }

    let checkpoint: String
    let dataset: String
    let controlHz: Double
    /// S, in steps.
    let executed: Int
    /// D, in steps.
    let delay: Int
    let ways: [Way]

    /// Largest jumps, and their ratios to those of chunks that stand for themselves.
    var text: String {
        let groups = ways.first?.largest.keys.sorted() ?? []
        var table = Table(
            [("chunks", .left)] + groups.flatMap { [($0, .right), ("ratio", .right)] }
                + [("MSE to recorded", .right), ("time", .right)])
        let plain = ways.first?.largest ?? [:]
        for way in ways {
            let cells = groups.flatMap { group in
                let (size, base) = (way.largest[group] ?? 0, plain[group] ?? 0)
                return [
                    String(format: "%.4g", size), base > 0 ? String(format: "%.2f", size / base) : "",
                ]
            }
            table.add(
                [way.name] + cells + [String(format: "%.4g", way.error), String(format: "%.1f s", way.seconds)])
        }
        let seams = ways.first?.trajectories.reduce(0) { $0 + $1.seams.count } ?? 0
        return """
            \(seams) seams; a request every \(executed) steps at \(controlHz) Hz, its chunk \(delay) steps later
            largest jump that a change of chunks made to a target, in the units of the dataset:

            \(table.text)
            """
    }
}
