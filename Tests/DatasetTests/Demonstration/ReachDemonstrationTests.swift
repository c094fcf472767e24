import Dataset
import Foundation
import Media
import Parquet
import TestSupport
import Testing

@Suite struct ReachDemonstrationTests {
    private static func rows(_ episode: Int, in root: URL) throws -> ParquetTable {
        try ParquetFile.read(root.appending(path: "data/chunk-000/episode_00000\(episode).parquet"))
    }

    @Test func theArmEndsAtTheDiscThatTheInstructionNames() throws {
        try withTemporaryDirectory { root in
            let recorded = try ReachDemonstration.record(to: root, episodes: 2, seed: 3)
            #expect(recorded == 2)
            let tasks = try RecordingFixture.lines("meta/episodes.jsonl", in: root)
            for episode in 0..<2 {
                let scene = ReachScene(seed: 3 + UInt64(episode))
                #expect(tasks[episode].contains(scene.instruction))
                let state = try #require(try Self.rows(episode, in: root)["observation.state"]).vectors()
                #expect((state.rows, state.width) == (60, 6))
                let last = state.values.suffix(6).map(\.self)
                let joints = PlanarArm.Joints(
                    shoulderPan: last[0], shoulderLift: last[1], elbowFlex: last[2], wristFlex: last[3],
                    gripper: last[5])
                let (hand, disc) = (scene.arm.pose(joints).hand, scene.discs[scene.goal].position)
                #expect(
                    ((hand.x - disc.x) * (hand.x - disc.x) + (hand.y - disc.y) * (hand.y - disc.y)).squareRoot() < 1)
            }
        }
    }

    @Test func aBrokenOffRecordingGoesOnAsIfItHadNot() throws {
        try withTemporaryDirectory { directory in
            let (whole, resumed) = (directory.appending(path: "whole"), directory.appending(path: "resumed"))
            try ReachDemonstration.record(to: whole, episodes: 2, steps: 10)
            try ReachDemonstration.record(to: resumed, episodes: 1, steps: 10)
            try ReachDemonstration.record(to: resumed, episodes: 2, steps: 10)
            let again = try ReachDemonstration.record(to: resumed, episodes: 2, steps: 10)
            #expect(again == 0)
            for path in RecordingFixture.files(in: whole) where !path.hasSuffix(".mp4") {
                let (left, right) = (resumed.appending(path: path), whole.appending(path: path))
                #expect(try Data(contentsOf: left) == Data(contentsOf: right), "\(path)")
            }
        }
    }

    /// The action is where the state goes next.
    @Test func theStateFollowsTheAction() throws {
        try withTemporaryDirectory { root in
            try ReachDemonstration.record(to: root, episodes: 1)
            let table = try Self.rows(0, in: root)
            let state = try #require(table["observation.state"]).vectors().values
            let action = try #require(table["action"]).vectors().values
            for index in 0..<state.count - 6 {
                let expected = state[index] + 0.7 * (action[index] - state[index])
                #expect(abs(state[index + 6] - expected) < 1e-4)
            }
        }
    }
}
