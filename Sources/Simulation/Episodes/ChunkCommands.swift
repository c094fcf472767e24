import Embodiment

extension ActionChunk {
    /// The first steps of a chunk with the keys of `so100_dualcam`, as commands: `single_arm` [horizon, 5] in degrees and
    /// `gripper` [horizon, 1] in percent.
    ///
    /// - Throws: ``EpisodeError/badChunk(reason:)`` where keys, widths or steps are missing or a number is not finite.
    package func commands(_ count: Int) throws(EpisodeError) -> [JointAngles] {
        let arm = try rows("single_arm", width: JointAngles.count - 1, count)
        let gripper = try rows("gripper", width: 1, count)
        return (0..<count).map { JointAngles(arm: arm.row($0), gripper: gripper[$0, 0]) }
    }

    private func rows(_ key: String, width: Int, _ count: Int) throws(EpisodeError) -> Matrix {
        guard let matrix = actions[key] else {
            throw .badChunk(
                reason:
                    "it has no action.\(key), only \(actions.keys.sorted().map { "action.\($0)" }.joined(separator: ", "))"
            )
        }
        guard matrix.columns == width else {
            throw .badChunk(reason: "action.\(key) is \(matrix.columns) wide where the arm needs \(width)")
        }
        guard matrix.rows >= count else {
            throw .badChunk(
                reason:
                    "action.\(key) has \(matrix.rows) steps, of which \(count) are to be carried out; choose an execution "
                    + "horizon of at most \(matrix.rows)")
        }
        if let index = matrix.values.prefix(count * width).firstIndex(where: { !$0.isFinite }) {
            throw .badChunk(reason: "action.\(key) is \(matrix.values[index]) in step \(index / width)")
        }
        return matrix
    }
}
