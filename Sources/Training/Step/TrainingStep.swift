import Distributed
import Model
import NeuralNetwork
import Torch

/// One optimiser step: forward and losses, backward, and AdamW.
///
/// The loss is the mean over every action value of the step, whichever micro-batch or process it is in. So a batch that is cut
/// into pieces learns what the whole batch would; the reference takes the mean of the pieces' means, which differs when robots
/// with few and with many joints are mixed. So is the alignment with what comes the mean over every future token.
public final class TrainingStep {
    public let model: GR00TModel
    public let optimizer: AdamW
    /// Gradients with a larger norm are scaled down to it; 0 does not clip.
    public let maxGradNorm: Double
    /// What the policy learns to foresee; `nil` where it learns its actions alone.
    public let alignment: FutureAlignment?
    private let group: ProcessGroup?
    private let reducer: GradientReducer?

    /// - Parameter group: the processes that share the work; `nil` for one.
    public init(
        _ model: GR00TModel, _ optimizer: AdamW, maxGradNorm: Double, alignment: FutureAlignment? = nil,
        group: ProcessGroup? = nil
    ) {
        self.model = model
        self.optimizer = optimizer
        self.maxGradNorm = maxGradNorm
        self.alignment = alignment
        self.group = group
        reducer = group.map { GradientReducer(optimizer.parameters.map(\.tensor), group: $0) }
    }

    /// Throws ``TorchError``, ``ModelError`` for a batch that does not fit the model, and `DistributedError`.
    public func callAsFunction(_ batches: [TrainingBatch], learningRate: Double) throws -> StepResult {
        var result = StepResult.none
        let scale = try catchingTorchErrors { try gradients(of: batches, &result) }
        return try catchingTorchErrors {
            result.gradientNorm = optimizer.gradientNorm() * scale
            traced("gradient norm", batches[0].state)
            guard result.isFinite else {
                if result.offenders.isEmpty { result.offenders = batches.flatMap(\.samples) }
                optimizer.zeroGradients()
                return result
            }
            // As torch.nn.utils.clip_grad_norm_.
            let clip = maxGradNorm > 0 ? min(1, maxGradNorm / (result.gradientNorm + 1e-6)) : 1
            optimizer.step(learningRate: learningRate, gradientScale: scale * clip)
            traced("optimizer", batches[0].state)
            return result
        }
    }

    /// The loss of a batch, with gradients where they are recorded.
    public func loss(of batch: TrainingBatch) throws -> FlowMatchingLoss {
        // The backbone's adapters drop out too.
        try model.parameters.dropout.training(seeds: batch.dropoutSeeds) {
            let (features, attentionMask) = try model.features(of: batch.sight)
            traced("backbone", features)
            let draws = batch.draws
            return try model.loss(
                model.context(of: features, attentionMask: attentionMask).repeated(draws),
                state: batch.state.repeatedRows(draws),
                embodiments: batch.embodiments.flatMap { Array(repeating: $0, count: draws) },
                actions: batch.actions.repeatedRows(draws), mask: batch.mask.repeatedRows(draws),
                acted: batch.acted?.repeatedRows(draws), noise: batch.noise, time: batch.time,
                futureLayer: alignment?.layer)
        }
    }

    /// Leaves in every parameter the gradient of a sum of squared errors; returns what makes it that of their mean. What is
    /// foreseen is added with the weight that this factor makes λ / tokens.
    private func gradients(of batches: [TrainingBatch], _ result: inout StepResult) throws -> Double {
        let foreseen = try alignment.map { alignment in
            (alignment, targets: try alignment.targets(of: batches), weight: try weight(of: alignment, batches))
        }
        var (sum, count, similarity, tokens) = (0.0, 0.0, 0.0, 0.0)
        for (index, batch) in batches.enumerated() {
            let loss = try loss(of: batch)
            traced("action head", loss.squaredErrors)
            reducer?.prepare(sync: batches.count == 1)
            var objective = loss.sum
            if let (alignment, targets, weight) = foreseen, let futureTokens = loss.futureTokens {
                let cosines = alignment.similarity(futureTokens, targets[index].repeatedRows(batch.draws))
                objective = objective - cosines.sum() * weight
                similarity += cosines.detach().doubles.reduce(0, +)
                tokens += Double(cosines.count)
            }
            objective.backward()
            let errors = traced("backward", loss.squaredErrors.detach())
            let added = result.add(errors.floats, loss.kept.floats, width: errors.size(2), of: batch)
            sum += added.0
            count += added.1
            if batches.count > 1 { optimizer.accumulate(scale: 1) }
        }
        // One micro-batch is reduced while its backward runs, which leaves the mean over the processes; of several the sums are
        // reduced, which are float32.
        if let group {
            try reducer?.finish()
            if batches.count > 1 { for gradient in optimizer.gradients { try group.allReduce(gradient) } }
        }
        let totals = try group.total([sum, count, similarity, tokens])
        (result.loss, result.actionValues) = (totals[0] / max(1, totals[1]), totals[1])
        if alignment != nil { result.alignment = -totals[2] / totals[3] }
        return (batches.count > 1 ? 1 : Double(group?.worldSize ?? 1)) / max(1, totals[1])
    }

    /// What a cosine weighs beside a squared error: λ · N / M, with N action values and M future tokens in the whole step.
    private func weight(of alignment: FutureAlignment, _ batches: [TrainingBatch]) throws -> Double {
        let values = batches.reduce(0) { $0 + $1.mask.to(.float64).sum().double * Double($1.draws) }
        let draws = batches.reduce(0) { $0 + $1.time.count }
        let totals = try group.total([values, Double(draws)])
        let tokens = totals[1] * Double(model.config.actionHead.numTargetVisionTokens)
        return alignment.options.coefficient * max(1, totals[0]) / tokens
    }
}

extension ProcessGroup? {
    /// These numbers, summed over all processes.
    fileprivate func total(_ numbers: [Double]) throws -> [Double] {
        guard let group = self else { return numbers }
        return try group.gather(numbers).reduce(numbers.map { _ in 0 }) { zip($0, $1).map(+) }
    }
}
