import NeuralNetwork
import Torch

/// Runs the model on one group of a ``Recording`` and keeps every stage by the name that the recording gives it.
struct GroupRun {
    private(set) var stages: [String: Tensor] = [:]

    init(_ model: GR00TModel, _ recording: Recording, _ group: String, stages wanted: [String], steps: Int?) throws {
        let batch = try RecordedBatch(model, recording, rows: recording.rows(group))
        let trace = Trace(keepingTensors: true)
        try trace.record {
            try withNoGrad {
                let context = try model.encode(batch.input)
                _ = try model.sample(
                    context, state: batch.state, embodiments: batch.embodiments, noise: batch.noise,
                    steps: steps ?? Recording.steps(wanted))
            }
        }
        let gradients = wanted.filter { $0.hasPrefix("grad.") }
        if recording.hasLoss,
            wanted.contains(where: { $0 == "loss" || $0.hasPrefix("train.") || $0.hasPrefix("grad.") })
        {
            try trace.record {
                model.parameters.precision.isTrainable
                    ? try train(model, recording, batch, gradients)
                    : try withNoGrad { try train(model, recording, batch, []) }
            }
        }
        // The first of a name counts: the loss runs the same modules again.
        for step in trace.steps where stages[step.name] == nil { stages[step.name] = step.tensor?.detach() }
    }

    private mutating func train(
        _ model: GR00TModel, _ recording: Recording, _ batch: RecordedBatch, _ gradients: [String]
    ) throws {
        let parameters = model.parameters.tensors
        let keys = Set(gradients.map(GroupRun.key))
        for key in keys { parameters[key]?.requiresGrad = true }
        defer {
            for key in keys {
                parameters[key]?.clearGrad()
                parameters[key]?.requiresGrad = false
            }
        }
        let rows = batch.embodiments.count
        func given(_ name: String, _ dtypes: [DType]) throws -> Tensor {
            try recording.input(name, dtypes).narrow(dim: 0, start: 0, length: rows).to(.float32)
        }
        let loss = try model.loss(
            model.encode(batch.input), state: batch.state, embodiments: batch.embodiments,
            actions: given("action", [.float32, .float64, .bfloat16]),
            mask: given("action_mask", [.bool, .float32]), noise: batch.noise,
            time: given("t", [.float32, .float64])
        ).mean
        if !keys.isEmpty { loss.backward() }
        stages["loss"] = loss.detach()
        for name in gradients {
            guard let gradient = parameters[GroupRun.key(name)]?.grad else { continue }
            stages[name] = GroupRun.index(name).map { gradient.select(dim: 0, index: $0) } ?? gradient
        }
    }

    /// `grad.action_head.state_encoder.layer1.W[24]` is row 24 of the gradient of `action_head.state_encoder.layer1.W`.
    private static func key(_ stage: String) -> String {
        String(stage.dropFirst("grad.".count).prefix { $0 != "[" })
    }

    private static func index(_ stage: String) -> Int? {
        stage.hasSuffix("]") ? stage.split(separator: "[").last.flatMap { Int($0.dropLast()) } : nil
    }
}
