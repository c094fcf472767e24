import Foundation
import Model
import Torch

/// One drawn observation on its way through a checkpoint, module by module.
struct ModelTrace {
    let text: String

    init(_ checkpoint: URL) throws {
        Runtime.start()
        let model = try GR00TModel(loading: checkpoint, precision: .packed)
        let eagle = model.eagle
        let words = [Int64](repeating: 0, count: 20)
        let ids = words + Array(repeating: Int64(eagle.imageTokenIndex), count: eagle.tokensPerTile) + words
        let input = VisionLanguageInput(
            inputIDs: Tensor(ids, [1, ids.count]), attentionMask: nil,
            pixels: Tensor.zeros([1, 3, eagle.forceImageSize, eagle.forceImageSize]))
        let head = model.config.actionHead
        let trace = Trace(keepingTensors: false)
        try catchingTorchErrors {
            try trace.record {
                try withNoGrad {
                    let context = try model.encode(input)
                    _ = try model.sample(
                        context, state: .zeros([1, 1, head.maxStateDim]), embodiments: [0],
                        noise: .zeros([1, model.config.actionHorizon, model.config.actionDim]))
                }
            }
        }
        var table = Table([("module", .left), ("input", .left), ("output", .left), ("time", .right)])
        var last = 0.0
        for step in trace.steps {
            table.add(
                step.name, step.inputShape.map(Format.shape) ?? "", Format.shape(step.shape),
                Format.seconds(step.time - last))
            last = step.time
        }
        text = """
            one observation: \(ids.count) tokens of which \(eagle.tokensPerTile) stand for the image; shapes are [batch, tokens, width]
            time is from the module before to this one, on the first run

            \(table.text)

            total  \(Format.seconds(last))
            """
    }
}
