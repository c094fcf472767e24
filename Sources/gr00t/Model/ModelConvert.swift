import ArgumentParser
import Checkpoint
import Foundation
import Model
import NeuralNetwork

struct ModelConvert: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "convert",
        abstract: "Write a checkpoint again: an adapter (LoRA) merged into it, or in another dtype.",
        discussion: """
            An adapter acts together with the checkpoint that it was trained on, and gr00t evaluate takes its directory as it \
            is. Merged, the two are one whole checkpoint, which needs neither of them and can be fine-tuned further.

            gr00t model convert --merge-lora out/run --output merged
            gr00t model convert nvidia/GR00T-N1.5-3B --output half --dtype fp16
            """)

    @Argument(help: "Directory of a checkpoint, or the name of one that was downloaded.") var checkpoint: String?
    @Option(help: ArgumentHelp("Directory of an adapter: merge it into its base.", valueName: "adapter"))
    var mergeLora: String?
    @Option(help: "The checkpoint that the adapter belongs to, where it is not the one that the adapter names.")
    var baseModelPath: String?
    @Option(help: "Directory to write; made if it is not there.") var output: String
    @Option(help: "Of all weights: fp32, bf16 or fp16; each keeps its own where absent.") var dtype: WeightType?
    @Flag(help: "Replace a checkpoint that is there.") var overwrite = false

    func validate() throws {
        guard (checkpoint == nil) != (mergeLora == nil) else {
            throw ValidationError(
                "Give the directory of a checkpoint, or --merge-lora and the directory of an adapter.")
        }
        guard mergeLora != nil || dtype != nil else {
            throw ValidationError(
                "Nothing would change: give --dtype, or --merge-lora and the directory of an adapter.")
        }
        guard mergeLora != nil || baseModelPath == nil else {
            throw ValidationError("--base-model-path is for --merge-lora: a whole checkpoint has no base.")
        }
    }

    func run() throws {
        let conversion = try CheckpointConversion(source(), dtype: dtype?.dtype)
        Runtime.start()
        let staged = try StagedCheckpoint(at: URL(filePath: output), overwrite: overwrite)
        do {
            var bar = ProgressBar("writing \(output)", total: conversion.byteCount, unit: "MB", scale: 1e6)
            try conversion.write(to: staged.directory) { done, _ in bar.update(done) }
            try staged.commit()
        } catch {
            staged.discard()
            throw error
        }
        let source = conversion.source
        let origin = source.adapter.map {
            "\(source.base.path) with the adapter \(source.directory.path) (rank \($0.rank))"
        }
        print(
            """
            \(output): \(origin ?? source.directory.path)\(dtype.map { " in \($0.rawValue)" } ?? ""), \
            \(Format.bytes(conversion.byteCount))
            look at it:   gr00t model inspect \(output)
            let it act:   gr00t evaluate --model-path \(output) --dataset-path DATASET
            """)
    }

    /// Throws `AdapterError` where the one kind of directory is given for the other.
    private func source() throws -> ModelCheckpoint {
        let directory = try CheckpointLocation.locate(mergeLora ?? checkpoint ?? "")
        if mergeLora != nil, !ModelCheckpoint.isAdapter(directory) {
            throw AdapterError.noAdapter(directory: directory.path)
        }
        if mergeLora == nil, ModelCheckpoint.isAdapter(directory) {
            throw ValidationError("\(directory.path) is an adapter: give it as --merge-lora \(directory.path).")
        }
        return try ModelCheckpoint(directory, base: baseModelPath)
    }
}
