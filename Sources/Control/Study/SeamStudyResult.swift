import Embodiment

/// What a robot executed in a ``SeamStudy``.
public struct SeamStudyResult: Sendable, Equatable {
    /// Per joint group, one row per step: [T, D].
    public let actions: [String: Matrix]
    /// Steps that are the first of a new chunk, without the first of all.
    public let seams: [Int]
    /// Steps at which the chunk was used up, and the robot held still.
    public let heldSteps: [Int]
    /// Per joint group, how far at most a new chunk's first executed target was from what the last chunk had for the same step:
    /// what the change of chunks did to the robot. Seams at which the last chunk was used up don't count.
    public let largestSwitches: [String: JointJump]

    /// The largest jump from the step before a seam to the seam; `nil` where there is none. The robot's own motion is part of
    /// it: compare it with ``largestJumpWithinChunks(in:)``.
    ///
    /// - Parameter group: that counts; all where absent, which makes sense only where all have the same unit.
    public func largestSeamJump(in group: String? = nil) -> JointJump? { largestJump(at: seams, in: group) }

    /// The largest jump from one step to the next within a chunk.
    public func largestJumpWithinChunks(in group: String? = nil) -> JointJump? {
        let steps = actions.values.first?.rows ?? 0
        let apart = Set(seams)
        return largestJump(at: (0..<steps).filter { $0 > 0 && !apart.contains($0) }, in: group)
    }

    private func largestJump(at steps: [Int], in group: String?) -> JointJump? {
        var largest: JointJump?
        for (name, matrix) in actions.sorted(by: { $0.key < $1.key }) where group == nil || name == group {
            for step in steps where step > 0 && step < matrix.rows {
                for joint in 0..<matrix.columns {
                    let size = (matrix[step, joint] - matrix[step - 1, joint]).magnitude
                    if size > largest?.size ?? -1 {
                        largest = JointJump(group: name, joint: joint, step: step, size: size)
                    }
                }
            }
        }
        return largest
    }
}

/// How far a joint's target moved at a step.
public struct JointJump: Sendable, Equatable {
    public let group: String
    /// Its number in the group.
    public let joint: Int
    /// From the step before to this one, or at this one.
    public let step: Int
    /// In the units of the dataset.
    public let size: Double
}
