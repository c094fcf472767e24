/// What differs between the arguments of a run and those it is resumed with, as far as the result depends on it.
enum ConfigurationChanges {
    /// One line per difference. How often is saved, evaluated and logged, and how many threads load data, may change.
    static func list(
        _ old: TrainingArguments, _ new: TrainingArguments, _ oldData: [DataFingerprint], _ newData: [DataFingerprint]
    ) -> [String] {
        var changes: [String] = []
        func compare<Value: Equatable>(_ flag: String, _ value: (TrainingArguments) -> Value) {
            if value(old) != value(new) { changes.append("\(flag): was \(value(old)), is \(value(new))") }
        }
        compare("--data-config") { $0.dataConfig }
        compare("--embodiment-tag") { $0.embodimentTag.rawValue }
        compare("--base-model-path") { $0.baseModelPath }
        compare("--balance-dataset-weights") { $0.balanceDatasetWeights }
        compare("--balance-trajectory-weights") { $0.balanceTrajectoryWeights }
        compare("--tune-llm") { $0.tune.llm }
        compare("--tune-visual") { $0.tune.visual }
        compare("--tune-projector") { $0.tune.projector }
        compare("--tune-diffusion-model") { $0.tune.diffusionModel }
        compare("--lora-rank") { $0.lora?.rank ?? 0 }
        compare("--lora-alpha") { $0.lora?.alpha ?? 0 }
        compare("--lora-dropout") { $0.lora?.dropout ?? 0 }
        compare("--lora-full-model") { $0.lora?.isFullModel ?? false }
        compare("--flare") { $0.flare != nil }
        compare("--flare-layer (0 is the default)") { $0.flare?.layer ?? 0 }
        compare("--flare-coefficient") { $0.flare?.coefficient ?? 0 }
        compare("--flare-target") { $0.flare?.target.description ?? "none" }
        compare("datasets without actions (--action-free-dataset-path)") { $0.flare?.actionFreeDatasetPaths.count ?? 0 }
        // A cosine schedule of another length has other learning rates from the first step on.
        compare("--max-steps") { $0.maxSteps }
        compare("samples per step (--global-batch-size)") { $0.globalBatchSize }
        compare("--noise-draws") { $0.noiseDraws }
        compare("--learning-rate") { $0.learningRate }
        compare("--weight-decay") { $0.weightDecay }
        compare("--warmup-ratio") { $0.warmupRatio }
        compare("--max-grad-norm") { $0.maxGradNorm }
        compare("--optim") { $0.optimizer.rawValue }
        compare("--compute-dtype") { $0.computeDtype.rawValue }
        compare("--ema-decay") { $0.emaDecay ?? 0 }
        compare("--seed") { $0.seed }
        compare("--feature-variants") { $0.cachesBackboneFeatures ? $0.featureVariants : -1 }
        compare("held-out episodes (--eval-episodes)") { $0.evalEpisodes.map { "\($0.dataset):\($0.episode)" } }
        if oldData.count != newData.count {
            changes.append("--dataset-path: were \(oldData.count) datasets, are \(newData.count)")
        }
        for (index, pair) in zip(oldData, newData).enumerated() where pair.0 != pair.1 {
            changes.append(
                "dataset \(new.allDatasetPaths[index]): had \(pair.0.episodes) episodes with \(pair.0.steps) steps, has "
                    + "\(pair.1.episodes) with \(pair.1.steps)"
                    + (pair.0.steps == pair.1.steps ? " of other lengths" : ""))
        }
        return changes
    }
}
