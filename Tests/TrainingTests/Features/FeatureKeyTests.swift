import Foundation
import TestSupport
import Testing
import Training

/// Whatever features depend on gives them another place; nothing else does.
@Suite struct FeatureKeyTests {
    private let bench = Result { try FeatureBench.shared.get() }

    private func name(
        _ change: (inout TrainingArguments) -> Void = { _ in }, config: (inout ToyConfig) -> Void = { _ in },
        checkpoint: URL? = nil
    ) throws -> String {
        let bench = try bench.get()
        let nowhere = FileManager.default.temporaryDirectory.appending(path: "gr00t-nowhere")
        var arguments = bench.arguments(nowhere, cache: nowhere)
        change(&arguments)
        var changed = FeatureBench.config
        config(&changed)
        return try bench.setup(arguments, config: changed, checkpoint: checkpoint, isDry: true).featureDirectoryName()
    }

    @Test func argumentsThatMakeOtherFeatures() throws {
        let name = try name()
        #expect(try name == self.name())
        #expect(name.count == 64)
        let same = try self.name {
            ($0.seed, $0.batchSize, $0.maxSteps, $0.learningRate, $0.tune.projector) = (1, 2, 3, 4, false)
        }
        #expect(same == name)
        var names = [name, try self.name({ $0.computeDtype = .bfloat16 }), try self.name({ $0.featureVariants = 1 })]
        names.append(try self.name { ($0.featureVariants, $0.seed) = (1, 7) })
        names.append(try self.name { $0.featureVariants = 2 })
        names.append(try self.name(config: { $0.video.cropScale = 0.9 }))
        names.append(try self.name(config: { $0.defaultInstruction = "Do nothing." }))
        #expect(Set(names).count == names.count)
        // Colours are left alone without variants.
        #expect(try self.name(config: { $0.video.colorJitter = nil }) == name)
        let variants: (inout TrainingArguments) -> Void = { $0.featureVariants = 1 }
        #expect(try self.name(variants, config: { $0.video.colorJitter = nil }) != self.name(variants))
    }

    /// One bit of any tensor of the backbone is enough; the action head may change.
    @Test func weights() throws {
        let bench = try bench.get()
        try withTemporaryDirectory { directory in
            let copy = directory.appending(path: "copy")
            try FileManager.default.copyItem(at: bench.checkpoint, to: copy)
            let name = try name()
            #expect(try self.name(checkpoint: copy) == name)
            for (prefix, isSame) in [("action_head.", true), ("backbone.", false)] {
                for place in [0.0, 0.6, 1.0] {
                    let undo = try Weights.flipBit(of: copy, prefix: prefix, place: place)
                    #expect((try self.name(checkpoint: copy) == name) == isSame, "\(prefix) \(place)")
                    try undo()
                }
            }
            #expect(try self.name(checkpoint: copy) == name)
        }
    }

    @Test func files() throws {
        let bench = try bench.get()
        try withTemporaryDirectory { directory in
            let copy = directory.appending(path: "moved")
            // As `cp -a` does: times stay.
            try Files.copy(bench.dataset, to: copy)
            func changed() throws -> String { try self.name { $0.datasetPaths = [copy.path] } }
            #expect(try changed() == name(), "a dataset that was moved")
            #expect(try name { $0.datasetPaths = [bench.dataset.path, copy.path] } != name())
            let video = copy.appending(path: "videos/chunk-000/observation.images.front/episode_000001.mp4")
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: 9)], ofItemAtPath: video.path)
            let touched = try changed()
            #expect(touched != (try name()))
            let tasks = copy.appending(path: "meta/tasks.jsonl")
            let text = try String(contentsOf: tasks, encoding: .utf8).replacingOccurrences(of: "red", with: "blue")
            try Data(text.utf8).write(to: tasks)
            #expect(try changed() != touched)
        }
    }
}
