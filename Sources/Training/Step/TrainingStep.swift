import Distributed
import Model
import NeuralNetwork
import Torch

/// One optimiser step: forward and loss, backward, and AdamW.
///
/// The loss is the mean over every action value of the step, whichever micro-batch or process it is in. So a batch that is cut
/// into pieces learns what the whole batch would; the reference takes the mean of the pieces' means, which differs when robots
/// with few and with many joints are mixed.
public final class TrainingStep {
    public let model: GR00TModel
    public let optimizer: AdamW
    /// Gradients with a larger norm are scaled down to it; 0 does not clip.
    public let maxGradNorm: Double
    private let group: ProcessGroup?
    private let reducer: GradientReducer?

    /// - Parameter group: the processes that share the work; `nil` for one.
    public init(_ model: GR00TModel, _ optimizer: AdamW, maxGradNorm: Double, group: ProcessGroup? = nil) {
        self.model = model
        self.optimizer = optimizer
        self.maxGradNorm = maxGradNorm
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
            let (features, attentionMask): (Tensor, Tensor?)
            switch batch.sight {
            case .input(let input):
                // Frozen matrices into their fastest form, once; a backbone whose features are kept never needs it.
                model.settle()
                features = try model.features(input).to(model.parameters.precision.dtype)
                attentionMask = input.attentionMask
            case .features(let kept, let mask): (features, attentionMask) = (kept, mask)
            }
            traced("backbone", features)
            let draws = batch.draws
            return try model.loss(
                model.context(of: features, attentionMask: attentionMask).repeated(draws),
                state: batch.state.repeatedRows(draws),
                embodiments: batch.embodiments.flatMap { Array(repeating: $0, count: draws) },
                actions: batch.actions.repeatedRows(draws), mask: batch.mask.repeatedRows(draws), noise: batch.noise,
                time: batch.time)
        }
    }

    /// Leaves in every parameter the gradient of a sum of squared errors; returns what makes it that of their mean.
    private func gradients(of batches: [TrainingBatch], _ result: inout StepResult) throws -> Double {
        var (sum, count) = (0.0, 0.0)
        for batch in batches {
            let loss = try loss(of: batch)
            traced("action head", loss.squaredErrors)
            reducer?.prepare(sync: batches.count == 1)
            loss.sum.backward()
            let errors = traced("backward", loss.squaredErrors.detach())
            let added = result.add(errors.floats, loss.kept.floats, width: errors.size(2), of: batch)
            sum += added.0
            count += added.1
            if batches.count > 1 { optimizer.accumulate(scale: 1) }
        }
        guard let group else {
            result.loss = sum / count
            return 1 / count
        }
        // One micro-batch is reduced while its backward runs, which leaves the mean over the processes; of several the sums are
        // reduced, which are float32.
        try reducer?.finish()
        if batches.count > 1 { for gradient in optimizer.gradients { try group.allReduce(gradient) } }
        let all = try group.gather([sum, count])
        (sum, count) = all.reduce((0, 0)) { ($0.0 + $1[0], $0.1 + $1[1]) }
        result.loss = sum / count
        return (batches.count > 1 ? 1 : Double(group.worldSize)) / count
    }
}
