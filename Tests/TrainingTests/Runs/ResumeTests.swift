import Foundation
import NeuralNetwork
import TestSupport
import Testing
import Training

/// A run that was interrupted ends with the same numbers as one that was not: every loss and every bit of weights and moments.
@Suite(.trains) struct ResumeTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let change: @Sendable (inout TrainingArguments) -> Void

        init(_ name: String, _ change: @escaping @Sendable (inout TrainingArguments) -> Void) {
            testDescription = name
            self.change = change
        }
    }

    @Test(arguments: [
        Case("bfloat16, 8-bit moments, average of the weights") {
            ($0.computeDtype, $0.optimizer, $0.emaDecay) = (.bfloat16, .adamW8bit, 0.9)
        },
        Case("float32, 8-bit moments, two micro-batches, average of the weights") {
            ($0.computeDtype, $0.optimizer, $0.emaDecay) = (.float32, .adamW8bit, 0.9)
            ($0.batchSize, $0.gradientAccumulationSteps) = (1, 2)
        },
        Case("adapters everywhere in float32, average of the weights") {
            ($0.computeDtype, $0.lora, $0.emaDecay) = (.float32, LoRAConfig(rank: 2, isFullModel: true), 0.9)
        },
        Case("foresight in bfloat16, two micro-batches") {
            ($0.computeDtype, $0.batchSize, $0.gradientAccumulationSteps) = (.bfloat16, 1, 2)
            ($0.learningRate, $0.flare) = (1e-3, FlareOptions())
        },
        Case("foresight with videos and adapters, average of the weights") {
            ($0.computeDtype, $0.lora, $0.emaDecay) = (.float32, LoRAConfig(rank: 2), 0.9)
            ($0.learningRate, $0.flare, $0.batchSize) = (1e-3, FlareOptions(), 3)
            $0.flare?.actionFreeDatasetPaths = $0.datasetPaths
        },
        Case("weight decay that reaches the rows of other robots") {
            ($0.computeDtype, $0.learningRate, $0.weightDecay) = (.float32, 1e-3, 10)
        },
        Case("the vision tower too, evaluated while training") {
            $0.tune.visual = true
            $0.evalSteps = 2
        },
    ]) func interruptedEqualsUninterrupted(_ variant: Case) async throws {
        let nano = try NanoRun.shared.get()
        try await withTemporaryDirectory { directory in
            var arguments = nano.arguments(directory.appending(path: "whole"))
            variant.change(&arguments)
            let whole = try await nano.train(arguments)
            #expect(whole.losses.count == 6 && whole.losses.allSatisfy(\.isFinite))
            // The learning rate of the first step is 0.
            #expect(Set(whole.losses).count == 6)

            arguments.outputDirectory = directory.appending(path: "parts").path
            var parts = try await nano.train(arguments, until: 3)
            let rest = try await nano.train(arguments, resumes: true)
            parts.losses += rest.losses
            parts.gradientNorms += rest.gradientNorms
            #expect(parts.losses == whole.losses)
            #expect(parts.gradientNorms == whole.gradientNorms)
            // The log, evaluations included.
            let states = try ["whole", "parts"].map {
                try Data(contentsOf: directory.appending(path: "\($0)/checkpoint-6/trainer_state.json"))
            }
            #expect(states[0] == states[1])
            for name in ["checkpoint-6", "."] {
                let expected = try NanoRun.tensors(directory.appending(path: "whole/\(name)"))
                let found = try NanoRun.tensors(directory.appending(path: "parts/\(name)"))
                #expect(!expected.isEmpty && found == expected, "\(name)")
            }
        }
    }

    /// A run that was ended after its last checkpoint and before its final model still gets that model.
    @Test func theFinalModelIsWrittenByWhoeverResumes() async throws {
        let nano = try NanoRun.shared.get()
        try await withTemporaryDirectory { directory in
            let output = directory.appending(path: "run")
            var arguments = nano.arguments(output)
            arguments.maxSteps = 2
            _ = try await nano.train(arguments)
            let expected = try NanoRun.tensors(output)
            for name in expected.keys { try FileManager.default.removeItem(at: output.appending(path: name)) }
            try Data("{".utf8).write(to: output.appending(path: "config.json"))
            let rest = try await nano.train(arguments, resumes: true)
            #expect(rest.losses.isEmpty)
            #expect(try NanoRun.tensors(output) == expected)
            let again = try Data(contentsOf: output.appending(path: "config.json"))
            #expect(again == (try Data(contentsOf: output.appending(path: "checkpoint-2/config.json"))))
            // And once more, when nothing is left to do: the files are links to those of the checkpoint by now.
            _ = try await nano.train(arguments, resumes: true)
            #expect(try NanoRun.tensors(output) == expected)
            let names = try FileManager.default.contentsOfDirectory(atPath: output.path)
            #expect(!names.contains { $0.hasPrefix(".") }, "\(names)")
        }
    }

    /// The checkpoint that a run was resumed from is removed in time; what was beside its weights is still needed.
    @Test func laterCheckpointsAreWhole() async throws {
        let nano = try NanoRun.shared.get()
        try await withTemporaryDirectory { directory in
            let output = directory.appending(path: "run")
            var arguments = nano.arguments(output)
            (arguments.maxSteps, arguments.saveSteps, arguments.saveTotalLimit) = (4, 1, 2)
            _ = try await nano.train(arguments, until: 1)
            let first = try FileManager.default.contentsOfDirectory(atPath: output.appending(path: "checkpoint-1").path)
            _ = try await nano.train(arguments, resumes: true)
            let last = try FileManager.default.contentsOfDirectory(atPath: output.appending(path: "checkpoint-4").path)
            #expect(Set(last) == Set(first))
            let names = try FileManager.default.contentsOfDirectory(atPath: output.path)
            #expect(names.filter { $0.hasPrefix("checkpoint-") }.sorted() == ["checkpoint-3", "checkpoint-4"])
            #expect(Set(first).subtracting(names) == ["optimizer.safetensors", "training_state.json"])
            // It acts: the tokenizer is there.
            _ = try nano.policy(output)
        }
    }

    /// What a killed writer left does not stay for ever.
    @Test func leftoversGoWhenTheRunGoesOn() async throws {
        let nano = try NanoRun.shared.get()
        try await withTemporaryDirectory { directory in
            let output = directory.appending(path: "run")
            var arguments = nano.arguments(output)
            arguments.maxSteps = 2
            _ = try await nano.train(arguments, until: 1)
            // No process has this number: it is above the kernel's limit.
            for name in [
                ".checkpoint-2.creating-4194305", ".checkpoint-7.creating-4194305", ".checkpoint-1.removing-1",
            ] {
                try FileManager.default.createDirectory(
                    at: output.appending(path: name), withIntermediateDirectories: false)
            }
            try Data("half".utf8).write(to: output.appending(path: ".model.safetensors.77.partial"))
            _ = try await nano.train(arguments, resumes: true)
            let names = try FileManager.default.contentsOfDirectory(atPath: output.path)
            #expect(!names.contains { $0.hasPrefix(".") }, "\(names)")
        }
    }
}
