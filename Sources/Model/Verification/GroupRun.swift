import NeuralNetwork
import Torch

/// Runs the model on one group of a ``Recording`` and keeps every stage by the name that the recording gives it.
struct GroupRun {
    private(set) var stages: [String: Tensor] = [:]

    init(_ model: GR00TN15, _ recording: Recording, _ group: String, stages wanted: [String]) throws {
        let batch = try Batch(model, recording, rows: recording.rows(group))
        let trace = Trace(keepingTensors: true)
        try trace.record {
            try withNoGrad {
                let context = try model.encode(batch.input)
                _ = try model.sample(
                    context, state: batch.state, embodiments: batch.embodiments, noise: batch.noise)
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
        _ model: GR00TN15, _ recording: Recording, _ batch: Batch, _ gradients: [String]
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
            time: given("t", [.float32, .float64]))
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

/// The first rows of a recording's inputs.
private struct Batch {
    let input: VisionLanguageInput
    let state, noise: Tensor
    let embodiments: [Int]

    init(_ model: GR00TN15, _ recording: Recording, rows: Int) throws {
        func first(_ name: String, _ dtypes: [DType]) throws -> Tensor {
            let tensor = try recording.input(name, dtypes)
            guard tensor.size(0) >= rows else {
                throw ModelError.unreadable(
                    file: recording.file.url.path, reason: "'in.\(name)' has \(tensor.size(0)) rows; \(rows) are needed"
                )
            }
            return tensor.narrow(dim: 0, start: 0, length: rows)
        }
        var ids = try first("input_ids", [.int64, .int32]).to(.int64)
        var mask: Tensor? =
            recording.inputNames.contains("in.attention_mask")
            ? try first("attention_mask", [.int64, .int32, .bool]).to(.int64) : nil
        if let given = mask, rows == 1 {
            ids = ids.indexSelect(dim: 1, index: given.select(dim: 0, index: 0).nonzero().view([-1]))
        }
        if rows == 1 || mask?.min().double == 1 { mask = nil }
        let images = ids.eq(Scalar(model.eagle.imageTokenIndex)).sum().item().int
        let pixels = try recording.input("pixel_u8", [.uint8])
        let tiles = images / model.eagle.tokensPerTile
        guard tiles <= pixels.size(0) else {
            throw ModelError.badInput(
                "\(images) image tokens ask for \(tiles) tiles; 'in.pixel_u8' has \(pixels.size(0))")
        }
        input = VisionLanguageInput(
            inputIDs: ids, attentionMask: mask,
            pixels: pixels.narrow(dim: 0, start: 0, length: tiles).normalizedPixels())
        state = try first("state", [.float32, .float64, .bfloat16]).to(.float32)
        noise = try first("noise", [.float32, .float64, .bfloat16]).to(.float32)
        embodiments = try first("embodiment_id", [.int64, .int32]).to(.int64).array(of: Int.self)
    }
}
