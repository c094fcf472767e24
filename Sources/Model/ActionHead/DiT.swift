import NeuralNetwork
import Torch

/// The diffusion transformer (DiT, arXiv 2212.09748): tokens of state, future and noisy actions attend to the
/// vision-language features and to each other, modulated by the flow time.
struct DiT {
    private let timestepEncoder: TimestepEncoder
    private let blocks: [DiTBlock]
    private let normOut: LayerNorm
    private let projOut1, projOut2: Linear

    init(_ config: TransformerConfig, outputWidth: Int, _ parameters: ParameterScope) {
        timestepEncoder = TimestepEncoder(config.width, parameters["timestep_encoder"])
        blocks = (0..<config.numLayers).map {
            let attendsToContext = !(config.interleaveSelfAttention && $0 % 2 == 1)
            return DiTBlock(config, attendsToContext: attendsToContext, parameters["transformer_blocks"][$0])
        }
        normOut = LayerNorm(config.width, epsilon: 1e-6)
        projOut1 = Linear(config.width, 2 * config.width, use: .seldom, parameters["proj_out_1"])
        projOut2 = Linear(config.width, outputWidth, use: .everyStep, parameters["proj_out_2"])
    }

    /// Everything that depends on the flow time alone. Inference has few times, so this is made once per model.
    struct TimeModulations {
        fileprivate let blocks: [Modulation]
        fileprivate let output: Modulation
    }

    func modulations(at buckets: Tensor) -> TimeModulations {
        let time = traced("temb", timestepEncoder(buckets), from: buckets)
        let output = projOut1(time.silu()).to(.float32).unsqueeze(dim: 1).split(into: 2, dimension: 2)
        // (shift, scale) here, (scale, shift) in the blocks: the reference has both orders.
        return TimeModulations(
            blocks: blocks.map { $0.modulation(time) }, output: Modulation(scale: output[1], shift: output[0]))
    }

    /// Keys and values of the features for every block that attends to them. They are made once per observation.
    func keysAndValues(_ features: Tensor, _ padding: PaddingMask?) -> [KeysAndValues?] {
        blocks.map { $0.keysAndValues(features, padding) }
    }

    /// Tokens [B, T, width] to [B, T, outputWidth].
    /// - Parameter watch: is shown the tokens after every layer, counted from 1.
    func callAsFunction(
        _ tokens: Tensor, _ context: [KeysAndValues?], _ time: TimeModulations,
        watch: (_ layer: Int, _ hidden: Tensor) -> Void = { _, _ in }
    ) -> Tensor {
        var hidden = tokens
        for (index, block) in blocks.enumerated() {
            hidden = traced("dit.block\(index)", block(hidden, context[index], time.blocks[index]), from: hidden)
            watch(index + 1, hidden)
        }
        return traced("dit.out", projOut2(time.output(normOut(hidden))), from: hidden)
    }
}
