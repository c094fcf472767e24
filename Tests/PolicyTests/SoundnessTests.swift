import Dataset
import Embodiment
import Foundation
import Media
import Model
import NeuralNetwork
import Policy
import TestSupport
import Testing
import Tokenization
import Torch
import Transforms

/// What a robot relies on for hours: the same answer to the same question, alone, in a batch, from many tasks.
@Suite(.serialized, .trains) struct SoundnessTests {
    /// A nano checkpoint for a small arm, with metadata made up for it.
    private static func policy(_ directory: URL, precision: Precision = .packed) throws -> Gr00tPolicy {
        try ArmPolicy.make(directory, precision: precision, isGuidable: false, range: 1)
    }

    private static func observation(_ policy: Gr00tPolicy, instruction: String = "pick up the green cube")
        -> Observation
    {
        let image = Image(
            height: 256, width: 256, pixels: (0..<256 * 256 * 3).map { UInt8(truncatingIfNeeded: $0 / 5) })
        let modality = policy.pipeline.config.modality
        return Observation(
            video: Dictionary(uniqueKeysWithValues: modality.video.modalityKeys.map { ($0.name, [image]) }),
            state: [
                "single_arm": Matrix(rows: 1, columns: 5, values: [0.1, -0.2, 0.3, 0, 0.5]),
                "gripper": Matrix(rows: 1, columns: 1, values: [0.7]),
            ],
            annotation: Dictionary(
                uniqueKeysWithValues: modality.language.modalityKeys.map { ($0.name, [instruction]) }))
    }

    @Test func theSameNoiseGivesTheSameActions() throws {
        try withTemporaryDirectory { directory in
            let policy = try Self.policy(directory)
            let observation = Self.observation(policy)
            let noise = (0..<16 * 32).map { Float($0 % 7) - 3 }
            let first = try policy.getAction([observation], noise: noise)
            policy.settle()
            let second = try policy.getAction([observation], noise: noise)
            let third = try policy.getAction([observation], noise: noise)
            #expect(second == third)
            for (key, matrix) in first[0].actions {
                let other = try #require(second[0].actions[key])
                #expect(zip(matrix.values, other.values).allSatisfy { abs($0 - $1) < 0.02 })
            }
            #expect(try policy.getAction(observation) != policy.getAction(observation), "another draw of noise")
        }
    }

    @Test func aBatchGivesWhatItsSamplesGiveAlone() throws {
        try withTemporaryDirectory { directory in
            let policy = try Self.policy(directory, precision: .float32)
            let observation = Self.observation(policy)
            let noise = (0..<16 * 32).map { Float($0 % 11) / 3 - 1.5 }
            let alone = try policy.getAction([observation], noise: noise)[0]
            let batch = try policy.getAction([observation, observation], noise: noise + noise)
            for chunk in batch {
                for (key, matrix) in chunk.actions {
                    let expected = try #require(alone.actions[key])
                    #expect(zip(matrix.values, expected.values).allSatisfy { abs($0 - $1) < 1e-4 })
                }
            }
        }
    }

    @Test func aRunnerAnswersFromManyTasks() async throws {
        try await withTemporaryDirectory { directory in
            let runner = PolicyRunner(processors: []) { try Self.policy(directory) }
            try await runner.load()
            let policy = try Self.policy(directory.appending(path: "other"))
            let observation = Self.observation(policy)
            let noise = (0..<16 * 32).map { Float($0 % 5) - 2 }
            _ = try await runner.getAction([observation], noise: noise)
            try await Task.sleep(for: .milliseconds(300))
            let expected = try await runner.getAction([observation], noise: noise)
            try await withThrowingTaskGroup(of: [ActionChunk].self) { group in
                for _ in 0..<8 { group.addTask { try await runner.getAction([observation], noise: noise) } }
                for try await chunks in group { #expect(chunks == expected) }
            }
        }
    }
}
