import Embodiment
import Foundation
import TestSupport
import Testing
import Transforms

@Suite struct JointLimitsTests {
    private static func config(_ limits: String) throws -> DataConfig {
        try withTemporaryDirectory { directory in
            let file = directory.appending(path: "mine.yaml")
            try """
            name: mine
            modality:
              video: {delta_indices: [0], modality_keys: [video.front]}
              state: {delta_indices: [0], modality_keys: [state.arm]}
              action: {delta_indices: [0, 1], modality_keys: [action.arm]}
            joint_limits: \(limits)
            """.write(to: file, atomically: true, encoding: .utf8)
            return try DataConfig(file: file)
        }
    }

    @Test func limitsAreReadAndWrittenBack() throws {
        let config = try Self.config(
            "{action.arm: {names: [a, b], minimum: [-1, null], maximum_velocity: [2.5, 3]}}")
        let expected = JointGroupLimits(names: ["a", "b"], minimum: [-1, nil], maximumVelocity: [2.5, 3])
        #expect(config.jointLimits?.byName == ["arm": expected])
        try withTemporaryDirectory { directory in
            let file = directory.appending(path: "config.json")
            try config.json.write(to: file, atomically: true, encoding: .utf8)
            #expect(try DataConfig(file: file) == config)
        }
    }

    @Test func aConfigWithoutLimitsDoesNotMentionThem() throws {
        #expect(try !DataConfig.named("so100").json.contains("joint_limits"))
    }

    @Test(arguments: [
        ("{action.arm: {max_velocity: [1]}}", "max_velocity"), ("{action.hand: {maximum: [1]}}", "action.hand"),
        ("{action.arm: {minimum: [2], maximum: [1]}}", "above the maximum"), ("{action.arm: {}}", "limits nothing"),
        ("{arm: {maximum: [1]}}", "'arm'"),
    ])
    func limitsThatCannotBeAreRefused(limits: String, word: String) {
        #expect { try Self.config(limits) } throws: { "\($0)".contains(word) }
    }
}
