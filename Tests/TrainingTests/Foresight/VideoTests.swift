import Dataset
import Embodiment
import Foundation
import Model
import TestSupport
import Testing
import Torch
import Training
import Transforms

/// Samples without actions, and what is seen at the end of a chunk.
@Suite struct VideoTests {
    private let data = Result { try ToyData.shared.get() }

    /// Exactly zero: action encoder and decoder learn nothing from a batch of videos alone; what foresees does.
    @Test func videosTeachNoActions() throws {
        let step = try ForesightModel.step()
        let batch = ForesightModel.batch(0, 4) { _ in true }
        let alignment = try #require(step.alignment)
        let targets = try alignment.targets(of: [batch])
        let loss = try step.loss(of: batch)
        #expect(loss.sum.double == 0 && loss.kept.sum().double == 0)
        let cosines = alignment.similarity(try #require(loss.futureTokens), targets[0])
        (loss.sum - cosines.sum()).backward()
        for part in ["action_encoder", "action_decoder"] {
            let gradients = ForesightModel.gradients(step, "action_head.\(part).")
            #expect(gradients.count >= 4 && gradients.allSatisfy { ($0?.abs().max().double ?? 0) == 0 }, "\(part)")
        }
        for part in ["model", "state_encoder", "future_tokens", "vlln"] {
            #expect(ForesightModel.largest(ForesightModel.gradients(step, "action_head.\(part).")) > 0, "\(part)")
        }
        step.optimizer.zeroGradients()

        let result = try step([batch], learningRate: 1e-3)
        #expect(
            result.isFinite && result.loss == 0 && result.actionValues == 0 && result.columns[24]?.mean(0..<26) == nil)
        #expect(abs(try #require(result.alignment)) <= 1)
    }

    /// The loss of actions is that of the samples that have some; the encoder learns from these alone.
    @Test func videosBesideActionsLeaveTheirLossAlone() throws {
        let mixed = ForesightModel.batch(0, 4) { $0 >= 2 }
        let acted = ForesightModel.batch(0, 2)
        let (a, b) = (try ForesightModel.step(coefficient: 0), try ForesightModel.step(coefficient: 0))
        func gradient(_ step: TrainingStep, _ batch: TrainingBatch) throws -> Tensor {
            try step.loss(of: batch).sum.backward()
            let encoder = try #require(ForesightModel.gradients(step, "action_head.action_encoder.W1.W").first)
            return try #require(encoder).clone()
        }
        let (gradientA, gradientB) = (try gradient(a, mixed), try gradient(b, acted))
        #expect((gradientA - gradientB).abs().max().double < 1e-4 * gradientB.abs().max().double)
        for step in [a, b] { step.optimizer.zeroGradients() }
        let (lossA, lossB) = (try a([mixed], learningRate: 0), try b([acted], learningRate: 0))
        #expect(abs(lossA.loss / lossB.loss - 1) < 1e-6 && lossA.actionValues == lossB.actionValues)
    }

    /// Cut in pieces, one of them without any action, a batch teaches the same.
    @Test func accumulationEqualsTheWholeBatch() throws {
        let isVideo = { (position: Int) in position % 8 >= 6 }
        let (whole, cut) = (try ForesightModel.step(), try ForesightModel.step())
        for round in 0..<2 {
            let a = try whole([ForesightModel.batch(8 * round, 8, isVideo: isVideo)], learningRate: 1e-3)
            let pieces = (0..<4).map { ForesightModel.batch(8 * round + 2 * $0, 2, isVideo: isVideo) }
            let b = try cut(pieces, learningRate: 1e-3)
            #expect(abs(a.loss / b.loss - 1) < 1e-6 && a.actionValues == b.actionValues)
            let (alignmentA, alignmentB) = (try #require(a.alignment), try #require(b.alignment))
            #expect(abs(alignmentA - alignmentB) < 1e-6)
            #expect(abs(a.gradientNorm / b.gradientNorm - 1) < 1e-5, "\(a.gradientNorm) \(b.gradientNorm)")
        }
    }

    /// One step after the chunk's last action, or the episode's last; read only where somebody asks.
    @Test func theEndOfAChunkStaysInTheEpisode() throws {
        let mixture = try data.get().mixture()
        let chunkEnd = ChunkEnd(mixture, ToyData.config)
        func id(_ row: Int) -> SampleID {
            SampleID(position: 7, epoch: 0, dataset: 0, episode: 0, row: row, seed: 5)
        }
        #expect(try (0..<5).map { try chunkEnd(id($0)).row } == [3, 4, 4, 4, 4])
        let later = try chunkEnd(id(1))
        #expect(later.seed == 5 && later.episode == 0 && later.position == 7)

        var read: [Int] = []
        let alone = try ForesightSample(id(1), chunkEnd: nil) { read.append($0.row) }
        #expect(alone.future == nil && read == [1])
        let both = try ForesightSample(id(1), chunkEnd: chunkEnd) { $0.row }
        #expect(both.now == 1 && both.future?.payload == 4)
    }

    /// Pictures of any size and instructions; no joint group, column or statistic is needed.
    @Test func videosNeedNoNumbers() throws {
        let data = try data.get()
        try withTemporaryDirectory { directory in
            let root = directory.appending(path: "video")
            try ToyData.record([4], to: root, tasks: ["watch"], side: 48)
            try Self.removeJointGroups(root)
            let modalities = ToyData.config.modality.byName.filter { ["video", "language"].contains($0.key) }
            let mixture = try LeRobotMixtureDataset([
                .init(ToyData.dataset(data.kitchen), embodimentTag: .newEmbodiment),
                .init(
                    LeRobotDataset(root, modalityConfigs: modalities), embodimentTag: .newEmbodiment, hasActions: false),
            ])
            let alone = try data.mixture()
            #expect(try mixture.metadata() == alone.metadata())
            let preparation = try data.preparation(mixture)
            let id = SampleID(position: 0, epoch: 0, dataset: 1, episode: 0, row: 2, seed: 1)
            let input = try preparation(id)
            #expect(input.images.count == 1 && input.action == nil && input.state.values == [0, 0, 0, 0])
            #expect(try preparation.stateAction(id) == input.numbers)
            let other = try preparation(SampleID(position: 0, epoch: 0, dataset: 0, episode: 0, row: 2, seed: 1))
            #expect(other.images[0].width == input.images[0].width && other.action != nil)
        }
    }

    /// `state` and `action` of the modality map become empty.
    static func removeJointGroups(_ root: URL) throws {
        let url = root.appending(path: "meta/modality.json")
        let object = try JSONSerialization.jsonObject(with: Data(contentsOf: url))
        var map = try #require(object as? [String: Any])
        (map["state"], map["action"]) = ([String: Any](), [String: Any]())
        try JSONSerialization.data(withJSONObject: map).write(to: url)
    }
}
