import Tracking

extension TrainingArguments {
    /// Throws ``TrainingError/invalidArgument(name:reason:)`` for values that no run can have, by the name of the flag.
    public func validate() throws {
        func require(_ condition: Bool, _ name: String, _ reason: @autoclosure () -> String) throws {
            guard condition else { throw TrainingError.invalidArgument(name: name, reason: reason()) }
        }
        try require(!datasetPaths.isEmpty, "--dataset-path", "give at least one dataset")
        for (name, value, allowed) in [
            ("--max-steps", maxSteps, 1...1_000_000_000), ("--batch-size", batchSize, 1...65_536),
            ("--noise-draws", noiseDraws, 1...1024),
            ("--gradient-accumulation-steps", gradientAccumulationSteps, 1...65_536),
            ("--num-processes", processes, 1...4096), ("--save-steps", saveSteps, 1...1_000_000_000),
            ("--save-total-limit", saveTotalLimit, 1...1_000_000), ("--logging-steps", loggingSteps, 1...1_000_000_000),
            ("--dataloader-num-workers", dataloaderNumWorkers, 1...1024),
            ("--dataloader-prefetch-factor", dataloaderPrefetchFactor, 1...1024),
            ("--max-non-finite-steps", maxNonFiniteSteps, 1...1_000_000),
            ("--feature-variants", featureVariants, 0...10_000),
            ("--eval-steps", evalSteps ?? 1, 1...1_000_000_000),
        ] {
            try require(
                allowed.contains(value), name,
                "is \(value); give \(allowed.lowerBound) to \(allowed.upperBound)")
        }
        for (name, value, allowed) in [
            ("--learning-rate", learningRate, 0...1e3), ("--weight-decay", weightDecay, 0...1e3),
            ("--warmup-ratio", warmupRatio, 0...1), ("--max-grad-norm", maxGradNorm, 0...1e12),
            ("--ema-decay", emaDecay ?? 0.5, 0...1), ("--flare-coefficient", flare?.coefficient ?? 0, 0...1e3),
            ("--flare-target", flare?.target.decay ?? 1, 0...1),
        ] {
            try require(
                allowed.contains(value), name, "is \(value); give \(allowed.lowerBound) to \(allowed.upperBound)")
        }
        try require(emaDecay.map { $0 > 0 && $0 < 1 } ?? true, "--ema-decay", "give a number between 0 and 1")
        do { _ = try TrackerKind.parse(reportTo) } catch {
            throw TrainingError.invalidArgument(name: "--report-to", reason: "\(error)")
        }
        if let lora {
            try require((1...4096).contains(lora.rank), "--lora-rank", "is \(lora.rank); give 1 to 4096, or 0 for none")
            try require(lora.alpha > 0 && lora.alpha < 1e6, "--lora-alpha", "is \(lora.alpha); give a positive number")
            try require((0..<1).contains(lora.dropout), "--lora-dropout", "is \(lora.dropout); give 0 to less than 1")
        }
    }

    /// The accumulation that makes `global` samples of one optimiser step.
    ///
    /// Throws ``TrainingError/invalidArgument(name:reason:)`` where `global` is not a multiple.
    public static func accumulation(global: Int, batchSize: Int, processes: Int) throws -> Int {
        let (atOnce, overflow) = batchSize.multipliedReportingOverflow(by: processes)
        guard !overflow, atOnce > 0, global > 0, global % atOnce == 0 else {
            throw TrainingError.invalidArgument(
                name: "--global-batch-size",
                reason: "\(global) is not a multiple of \(batchSize) samples x \(processes) "
                    + "process\(processes == 1 ? "" : "es") = \(overflow ? "too many" : "\(atOnce)"): change one of them"
            )
        }
        return global / atOnce
    }
}
