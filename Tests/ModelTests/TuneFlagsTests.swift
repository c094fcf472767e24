import Model
import NeuralNetwork
import Testing
import Torch

/// Which parameters are trained: the reference's `set_trainable_parameters` of backbone and action head, for every combination of
/// the four flags.
@Suite struct TuneFlagsTests {
    /// The modules that the reference freezes when a flag is off; everything else is always trained.
    private static func frozen(_ flags: TuneFlags, _ eagle: String) -> [String] {
        (flags.llm ? [] : ["\(eagle).language_model"])
            + (flags.visual ? [] : ["\(eagle).vision_model", "\(eagle).mlp1"])
            + (flags.projector
                ? []
                : ["state_encoder", "action_encoder", "action_decoder", "position_embedding"].map {
                    "action_head.\($0)"
                })
            + (flags.diffusionModel ? [] : ["action_head.model"])
    }

    private static func eagle(_ preset: ModelPreset) -> String {
        preset.config.family == .n1 ? "backbone.model" : "backbone.eagle_model"
    }

    @Test(arguments: [ModelPreset.n1, .n15]) func everyCombination(_ preset: ModelPreset) throws {
        let declarations = try ModelSummary(preset.config, preset.config.family.eagle).declarations
        let parts = try TunedParts(preset.config, preset.config.family.eagle, tune: TuneFlags())
        #expect(parts.combinations.count == 16)
        for combination in parts.combinations {
            let frozen = Self.frozen(combination.flags, Self.eagle(preset)).map { $0 + "." }
            let expected = declarations.filter { declaration in
                !frozen.contains { declaration.key.hasPrefix($0) }
            }
            #expect(
                declarations.filter { combination.flags.tunes($0.key) }.map(\.key) == expected.map(\.key),
                "\(combination.flags)")
            #expect(combination.tunedParameters == expected.reduce(0) { $0 + $1.count }, "\(combination.flags)")
        }
        #expect(parts.modules.reduce(0) { $0 + $1.parameters } == declarations.reduce(0) { $0 + $1.count })
    }

    @Test func whatAlwaysIs() throws {
        let none = TuneFlags(llm: false, visual: false, projector: false, diffusionModel: false)
        func tuned(_ preset: ModelPreset) throws -> [String] {
            try TunedParts(preset.config, preset.config.family.eagle, tune: none).modules.filter(\.isTuned).map(\.path)
        }
        #expect(try tuned(.n1) == ["backbone.linear"])
        #expect(
            try Set(tuned(.n15))
                == ["action_head.vlln", "action_head.vl_self_attention", "action_head.future_tokens"])
        #expect(ModelFamily.n1.tuneDefaults == TuneFlags(visual: true) && ModelFamily.n15.tuneDefaults == TuneFlags())
    }

    private static func model(_ preset: ModelPreset, _ flags: TuneFlags) throws -> GR00TModel {
        try GR00TModel(
            preset.config, preset.eagle(vocabulary: 300, imageToken: 299),
            parameters: .random(
                seed: 2,
                training: TrainingPlan(
                    precision: .float32, frozenPrecision: .float32, tunes: flags.tunes,
                    carriesGradients: flags.carriesGradients)))
    }

    private static func loss(_ model: GR00TModel, seeds: [UInt64]) throws -> Tensor {
        let (eagle, head) = (model.eagle, model.config.actionHead)
        let ids = (0..<4) + Array(repeating: eagle.imageTokenIndex, count: eagle.tokensPerTile) + (4..<9)
        let shape = [1, head.actionHorizon, head.actionDim]
        return try model.parameters.dropout.training(seeds: seeds) {
            let context = try model.encode(
                VisionLanguageInput(
                    inputIDs: Tensor(ids.map(Int64.init), [1, ids.count]), attentionMask: nil,
                    pixels: Tensor.normal([1, 3, 224, 224], seed: 1)))
            return try model.loss(
                context, state: Tensor.normal([1, 1, head.maxStateDim], seed: 2), embodiments: [3],
                actions: Tensor.normal(shape, seed: 3), mask: Tensor.ones(shape, dtype: .float32),
                noise: Tensor.normal(shape, seed: 4), time: Tensor([Float(0.4)], [1])
            ).mean
        }
    }

    /// A gradient arrives in every tuned parameter that is computed, and no frozen one asks for any.
    @Test(arguments: [ModelPreset.nanoN1, .nano], [1, 6, 8, 12]) func gradientsArriveInWhatIsTuned(
        _ preset: ModelPreset, _ combination: Int
    ) throws {
        let flags = TuneFlags.combinations[combination]
        let model = try Self.model(preset, flags)
        try Self.loss(model, seeds: []).backward()
        for declaration in model.parameters.declarations where declaration.isUsed {
            guard let tensor = model.parameters.tensors[declaration.key] else { continue }
            #expect(tensor.requiresGrad == flags.tunes(declaration.key), "\(declaration.key)")
            #expect((tensor.grad != nil) == flags.tunes(declaration.key), "\(declaration.key)")
        }
    }

    /// Dropout is the DiT's (and that of N1.5's self-attention, which no flag freezes).
    @Test func aFrozenDiTDropsNothing() throws {
        func loss(_ flags: TuneFlags, _ seeds: [UInt64]) throws -> Float {
            let model = try Self.model(.nanoN1, flags)
            return try withNoGrad { try Self.loss(model, seeds: seeds).floats[0] }
        }
        let (tuned, frozen) = (TuneFlags(), TuneFlags(diffusionModel: false))
        #expect(try loss(tuned, [7]) != loss(tuned, []))
        #expect(try loss(frozen, [7]) == loss(frozen, []))
    }
}
