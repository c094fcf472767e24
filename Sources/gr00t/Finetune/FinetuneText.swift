import Foundation
import Model
import Training

/// What `gr00t finetune` says about a run: before it, at its start, and at its end.
enum FinetuneText {
    /// `--dry-run`.
    static func plan(_ setup: RunSetup) throws -> String {
        let arguments = setup.arguments
        let memory = try MemoryEstimate(setup)
        return """
            \(try heading(setup))

            \(try modules(setup))

            memory, estimated
              \(pad("frozen weights", memory.frozenWeights))in the form that is multiplied fastest
              \(pad("tuned weights", memory.tunedWeights))\(arguments.computeDtype == .bfloat16 ? "bfloat16 to compute with, and the rest of their float32 masters" : "float32")
              \(pad("gradients", memory.gradients))
              \(pad("optimizer", memory.optimizer))\(arguments.optimizer.rawValue)\(arguments.optimizer == .adamW ? "; adamw_8bit takes a quarter" : "")
              \(pad("activations", memory.activations))for a micro-batch of \(arguments.batchSize)
              \(pad("program and data", memory.program))
              \(pad("in all", memory.total))per process
            \(features(setup))
            Nothing was trained or written: leave --dry-run out to start.
            """
    }

    /// What features of the backbone take on the disk, where they are kept.
    private static func features(_ setup: RunSetup) -> String {
        guard let space = FeatureSpace(setup) else { return "" }
        let variants = setup.arguments.featureVariants
        let each = variants > 1 ? ", \(variants) variants of each step" : ""
        let free = space.free.map { "  \(pad("free", $0))on that disk\n" } ?? ""
        return """

            features of the backbone, in \(space.directory.path)
              \(pad("of a sample", space.bytes / max(1, space.samples)))with the longest prompt
              \(pad("in all", space.bytes))at most, \(Format.count(space.samples)) samples\(each)
            \(free)
            """
    }

    /// Data, base and arithmetic of a run.
    static func heading(_ setup: RunSetup) throws -> String {
        let (arguments, steps) = (setup.arguments, setup.mixture.stepCount)
        let counts = try ParameterCounts(setup)
        let episodes = setup.mixture.episodes.reduce(0) { $0 + $1.count }
        let held = arguments.evalEpisodes.count
        let epoch = Double(steps) / Double(arguments.globalBatchSize)
        let batch =
            "\(arguments.globalBatchSize) samples per step (\(arguments.batchSize) at once"
            + (arguments.gradientAccumulationSteps > 1 ? " x \(arguments.gradientAccumulationSteps) micro-batches" : "")
            + (arguments.processes > 1 ? " x \(arguments.processes) processes" : "") + ")"
        let start = setup.resume.map { "\($0.directory.path), after \($0.state.step) steps" }
        return """
            base      \(start ?? arguments.baseModelPath)
            data      \(arguments.allDatasetPaths.joined(separator: ", ")): \(Format.count(episodes)) episodes, \
            \(Format.count(steps)) steps\(held > 0 ? "; \(held) episode\(held == 1 ? "" : "s") held out" : "")
            as        \(setup.pipeline.config.name), \(arguments.embodimentTag.rawValue) \
            (projector \(arguments.embodimentTag.projectorIndex)); prompt of \(setup.promptTokens) tokens
            training  \(Format.count(counts.tuned)) parameters in \(arguments.computeDtype.rawValue), \
            \(arguments.lora.map { "adapters of rank \($0.rank)" } ?? arguments.optimizer.rawValue); \
            \(Format.count(counts.frozen)) frozen\(foresight(setup))
            steps     \(Format.count(arguments.maxSteps)), \(batch); an epoch is \(String(format: "%.1f", epoch)) steps
            output    \(arguments.outputDirectory)
            """
    }

    /// What is learnt beside actions.
    private static func foresight(_ setup: RunSetup) -> String {
        guard let flare = setup.arguments.flare else { return "" }
        let head = setup.config.actionHead
        let videos = flare.actionFreeDatasetPaths.count
        return "\nforesight \(head.numTargetVisionTokens) tokens after layer \(flare.layer(of: head)) of "
            + "\(head.diffusionModel.numLayers), weight \(flare.coefficient), target \(flare.target)"
            + (videos > 0 ? "; \(videos) of the datasets train\(videos == 1 ? "s" : "") this alone" : "")
    }

    static func summary(_ summary: TrainingSummary, _ setup: RunSetup) -> String {
        let arguments = setup.arguments
        let losses = [summary.firstLoss, summary.lastLoss].compactMap { $0.map { String(format: "%.4f", $0) } }
        let alignments = [summary.firstAlignment, summary.lastAlignment].compactMap {
            $0.map { String(format: "%.4f", $0) }
        }
        let skipped = summary.skippedSteps > 0 ? ", \(summary.skippedSteps) skipped (not finite)" : ""
        let head =
            "\(summary.steps) steps in \(Format.clock(summary.seconds))\(skipped); loss \(losses.joined(separator: " -> "))"
            + (alignments.isEmpty ? "" : "; alignment \(alignments.joined(separator: " -> "))")
        guard let model = summary.model else {
            return head + "\nstopped before the end; go on with the same command and --resume"
        }
        return """
            \(head)
            model    \(model.path)
            curves   gr00t train plot \(arguments.outputDirectory)
            look     gr00t evaluate --model-path \(arguments.outputDirectory) --dataset-path \(arguments.datasetPaths[0]) \
            --data-config \(arguments.dataConfig) --embodiment-tag \(arguments.embodimentTag.rawValue) --plot
            """
    }

    /// Which modules are tuned, with their parameters.
    private static func modules(_ setup: RunSetup) throws -> String {
        let summary = try ModelSummary(setup.config, setup.eagle, tune: setup.arguments.tune)
        var table = Table([("module", .left), ("parameters", .right), ("", .left), ("", .left)])
        for (path, module) in summary.modules {
            let isTuned = setup.arguments.lora == nil && module.tunedParameters > 0
            let adapted = setup.arguments.lora.map { lora in
                summary.declarations.contains { $0.key.hasPrefix(path + ".") && lora.adapts($0.key) }
            }
            table.add(
                path, Format.count(module.parameters),
                isTuned ? "tuned" : adapted == true ? "frozen, adapters" : "frozen", module.note)
        }
        let counts = try ParameterCounts(setup)
        return table.text
            + "\n\n\(Format.count(counts.tuned)) tuned, \(Format.count(counts.frozen)) frozen, "
            + "\(Format.count(counts.untouched)) neither computed nor held (projectors of other robots, pooling head)"
    }

    private static func pad(_ name: String, _ bytes: Int) -> String {
        let size = Format.bytes(bytes)
        return name + String(repeating: " ", count: max(1, 28 - name.count - size.count)) + size + "  "
    }
}
