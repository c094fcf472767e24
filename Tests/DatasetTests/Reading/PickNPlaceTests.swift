import Dataset
import Embodiment
import Foundation
import Media
import TestSupport
import Testing

/// NVIDIA's demonstration dataset (LeRobot v2.0), against the reference's own loader.
@Suite(.enabled(if: Shared.isPresent, "needs ../shared")) struct PickNPlaceTests {
    private static let arms = ["left_arm", "left_hand", "right_arm", "right_hand"]

    /// The reference's config `fourier_gr1_arms_only`.
    private static func configs(video: Bool = true) -> [String: ModalityConfig] {
        [
            "video": ModalityConfig(deltaIndices: [0], modalityKeys: video ? [ModalityKey(.video, "ego_view")] : []),
            "state": ModalityConfig(deltaIndices: [0], modalityKeys: arms.map { ModalityKey(.state, $0) }),
            "action": ModalityConfig(deltaIndices: Array(0..<16), modalityKeys: arms.map { ModalityKey(.action, $0) }),
            "language": ModalityConfig(
                deltaIndices: [0], modalityKeys: [ModalityKey(.annotation, "human.action.task_description")]),
        ]
    }

    private func open(video: Bool = true) throws -> LeRobotDataset {
        try LeRobotDataset(Shared.pickNPlace, modalityConfigs: Self.configs(video: video))
    }

    @Test func listsEpisodes() throws {
        let dataset = try open(video: false)
        #expect(dataset.episodes.map(\.length) == [416, 470, 470, 412, 328])
        #expect(dataset.stepCount == 2096)
        #expect(dataset.tasks[1] == "valid")
        #expect(dataset.tasks.tasks.count == 6)
        for (step, episode, row) in [(0, 0, 0), (415, 0, 415), (416, 1, 0), (903, 2, 17), (2095, 4, 327)] {
            let found = try dataset.location(of: step)
            #expect(found.episode == episode && found.row == row)
        }
    }

    @Test func readsStatesAndActions() throws {
        let dataset = try LeRobotDataset(Shared.pickNPlace)
        let first = try dataset.series(ModalityKey("state.left_arm"), episode: 0)
        #expect(
            Array(first.row(0).prefix(4)) == [
                -0.01147082911843003, 0.1220796682445753, 0.04229397476352962, -2.0999999999999996,
            ])
        let right = try dataset.series(ModalityKey("state.right_arm"), episode: 0)
        #expect(
            Array(right.row(100).prefix(3)) == [0.11583298923348632, -0.10512690694722195, 0.2879116792491345])
        #expect(right[415, 0] == -1.0230041325278667)
        #expect(try dataset.series(ModalityKey("state.right_arm"), episode: 4)[327, 0] == -0.4518894900875877)
        let action = try dataset.series(ModalityKey("action.right_arm"), episode: 0)
        #expect(action[100, 0] == 0.04363249205745695)
        #expect(action[415, 0] == -1.0756824699470604)
    }

    @Test func stepsAreTheReferences() throws {
        let dataset = try open()
        let expected = try TensorFile(Shared.fixtures.appending(path: "n15_data/io.safetensors"))
        let instructions = [0: "pear", 300: "pear", 415: "pear", 903: "meat", 2095: "cupcake"]
        for (step, thing) in instructions.sorted(by: { $0.key < $1.key }) {
            let sample = try dataset[step]
            for arm in Self.arms {
                #expect(try sample.observation.state[arm]?.values == expected.doubles("s\(step).raw.state.\(arm)"))
                #expect(try sample.action[arm]?.values == expected.doubles("s\(step).raw.action.\(arm)"))
            }
            let text = "pick the \(thing) from the counter and place it in the plate"
            #expect(sample.observation.annotation == ["human.action.task_description": [text]])
        }
    }

    /// The fixture was made by the reference's backend that takes the picture nearest in time: in this dataset the one after,
    /// except in an episode's last row, which has none after it.
    @Test(arguments: [(300, 301), (2095, 2095)]) func picturesAreTheReferences(step: Int, frame: Int) throws {
        let dataset = try open()
        let expected = try TensorFile(Shared.fixtures.appending(path: "n15_data/io.safetensors"))
            .bytes("s\(step).raw.video")
        let image = try #require(try dataset[frame].observation.video["ego_view"]?.first)
        #expect(image.pixels == expected)
        let before = try #require(try dataset[frame - 1].observation.video["ego_view"]?.first)
        #expect(before.pixels != expected)
    }

    /// Row i shows picture i of the file, through the 0.05 s by which the time stamps start late.
    @Test func rowsAndFramesGoTogether() throws {
        let dataset = try open()
        let file = "videos/chunk-000/observation.images.ego_view/episode_000003.mp4"
        let reader = try VideoReader(Shared.pickNPlace.appending(path: file))
        for row in [0, 1, 200, 411] {
            #expect(try dataset.step(episode: 3, row: row).observation.video["ego_view"] == [reader.frame(row)])
        }
    }

    @Test func statisticsAgreeWithTheTable() throws {
        let statistics = try open(video: false).computeStatistics()
        let state = try #require(statistics["observation.state"])
        let action = try #require(statistics["action"])
        func expect(_ statistics: Statistics, _ index: Int, _ values: [Double]) {
            let found = [
                statistics.mean[index], statistics.std[index], statistics.min[index], statistics.max[index],
                statistics.q01[index], statistics.q99[index],
            ]
            for (found, value) in zip(found, values) { #expect((found - value).magnitude < 1e-12, "\(index)") }
        }
        expect(
            state, 0,
            [
                0.024073661671753, 0.004963173869791, -0.011470829118430, 0.034301506887185, 0.005135646253766,
                0.034285987420859,
            ])
        expect(
            state, 22,
            [
                -0.335218651039509, 0.395295191303143, -1.896739605424479, 0.512335500326098, -1.790656775579909,
                0.370238686847759,
            ])
        expect(
            action, 22,
            [
                -0.348022100148047, 0.400435969097697, -1.921612235113973, 0.582463055641949, -1.802596786568408,
                0.396186131196659,
            ])
        expect(action, 30, [-0.508110687022901, 1.411319782945423, -1.5, 1.5, -1.5, 1.5])
        #expect((13...21).allSatisfy { state.min[$0] == state.max[$0] && state.std[$0] == 0 })
        #expect(statistics["next.reward"]?.max == [1])
        #expect(statistics.count == 10)
    }

    @Test func metadataUsesTheShippedStatistics() throws {
        let metadata = try open(video: false).metadata(embodimentTag: .gr1)
        #expect(metadata.statistics.state["right_arm"]?.mean[0] == -0.33521875739097595)
        #expect(metadata.statistics.state["right_arm"]?.q99[0] == 0.3702386841177954)
        #expect(metadata.modalities.video["ego_view"] == VideoMetadata(resolution: [256, 256], channels: 3, fps: 20))
        #expect(
            metadata.modalities.action["left_hand"]
                == StateActionMetadata(absolute: true, rotationType: nil, shape: [6], continuous: true))
    }

    @Test func wholeDatasetIsSound() throws {
        let dataset = try LeRobotDataset(Shared.pickNPlace)
        let problems = dataset.check()
        #expect(problems.isEmpty, "\(problems)")
    }
}
