import Model
import NeuralNetwork

/// How much memory a run takes, told before it starts: counted from the configuration where that can be done, and for
/// activations from what a training step keeps of each layer.
public struct MemoryEstimate: Sendable {
    /// Weights that are not trained, in the form that they are multiplied in.
    public let frozenWeights: Int
    /// Weights that are trained, with what float32 master weights need besides.
    public let tunedWeights: Int
    public let gradients: Int
    /// Moments, sums over micro-batches, the average of the weights and FLARE's target encoder, where there are any.
    public let optimizer: Int
    /// What backward needs of forward, for one micro-batch, and what a layer computes on the way.
    public let activations: Int
    /// libtorch itself, decoders, prepared samples, decoded pictures.
    public let program: Int

    public var total: Int { frozenWeights + tunedWeights + gradients + optimizer + activations + program }

    /// Throws `ModelError` for a configuration that can't be built.
    public init(_ setup: RunSetup) throws {
        let (arguments, counts) = (setup.arguments, try ParameterCounts(setup))
        let matrix = arguments.computeDtype == .bfloat16 ? 2 : 4
        let isSplit = matrix == 2
        frozenWeights = (counts.frozen - counts.lookedUp) * matrix
        tunedWeights = counts.tuned * 4
        gradients = counts.tuned * matrix
        let moments = arguments.optimizer == .adamW ? 8 : 2
        let sums = arguments.gradientAccumulationSteps > 1 && isSplit ? 4 : 0
        // The target encoder, and the policy's while that one takes its place.
        let target = arguments.flare == nil ? 0 : counts.tunedEncoder * (4 + matrix)
        optimizer = counts.tuned * (moments + sums + (arguments.emaDecay == nil ? 0 : 4)) + target
        activations = MemoryEstimate.activations(setup) * arguments.batchSize
        let picture = 3 * setup.eagle.forceImageSize * setup.eagle.forceImageSize
        // A sample that waits has its pictures, or the features that were stored of them.
        let features = arguments.cachesBackboneFeatures ? setup.promptTokens * setup.eagle.text.hiddenSize * matrix : 0
        let sample = max(picture * max(1, setup.cameras), features) * (arguments.flare == nil ? 1 : 2)
        let ahead = (arguments.dataloaderPrefetchFactor + 1) * arguments.batchSize * sample
        program = 400 << 20 + ahead + min(arguments.frameCacheBytes, setup.decodedBytes)
    }

    /// Bytes per sample: of a block about 60 bytes per token and feature in bfloat16 (norms and residuals in float32), and its
    /// attention weights.
    private static func activations(_ setup: RunSetup) -> Int {
        let head = setup.config.actionHead
        let tokens = setup.promptTokens
        let factor = setup.arguments.computeDtype == .bfloat16 ? 1.0 : 1.6
        func block(_ rows: Int, _ width: Int, columns: Int, heads: Int) -> Double {
            Double(rows * width * 60 + heads * rows * columns * 8)
        }
        let mixing = head.vlSelfAttention.map {
            Double($0.numLayers) * block(tokens, $0.width, columns: tokens, heads: $0.numAttentionHeads)
        }
        let dit = head.diffusionModel
        let rows = 1 + head.numTargetVisionTokens + head.actionHorizon
        var total = mixing ?? 0
        let draws = setup.arguments.noiseDraws
        total += Double(draws * dit.numLayers) * block(rows, dit.width, columns: tokens, heads: dit.numAttentionHeads)
        total += Double(draws * dit.numLayers * tokens * dit.width * 4)
        // The backbone keeps nothing unless it is trained; then every layer keeps what one of the head does.
        let (vision, text) = (setup.eagle.vision, setup.eagle.text)
        let patches = setup.cameras * (vision.imageSize / vision.patchSize) * (vision.imageSize / vision.patchSize)
        let see = block(patches, vision.hiddenSize, columns: patches, heads: vision.numAttentionHeads)
        let read = block(tokens, text.hiddenSize, columns: tokens, heads: text.numAttentionHeads)
        let tune = setup.arguments.tune
        let isFull = setup.arguments.lora?.isFullModel == true
        total += tune.visual || isFull ? see * Double(vision.numHiddenLayers) : see
        total += tune.tunesBackbone || isFull ? read * Double(setup.config.backbone.selectLayer) : read
        return Int(total * factor)
    }
}

/// Parameters of a run: what is held in memory and what of it is trained.
public struct ParameterCounts: Sendable {
    /// Trained: with adapters these alone; of tensors with a row per embodiment the rows that the data uses.
    public let tuned: Int
    /// Of those that are trained, the vision-language encoder's.
    public let tunedEncoder: Int
    /// Held, and not trained.
    public let frozen: Int
    /// Frozen ones that are read row by row where they lie, in the mapped file: the words that are in no prompt stay on the
    /// disk.
    public let lookedUp: Int
    /// In the checkpoint, but neither computed nor held: projectors of other robots, the vision tower's pooling head.
    public let untouched: Int

    /// Throws `ModelError` for a configuration that can't be built.
    public init(_ setup: RunSetup) throws {
        let store = ParameterStore.declaring()
        _ = try GR00TModel(setup.config, setup.eagle, parameters: store)
        let arguments = setup.arguments
        var (tuned, encoder, frozen, lookedUp, untouched) = (0, 0, 0, 0, 0)
        if arguments.flare != nil {
            let projector = FutureProjector(setup.config.actionHead, .declaring())
            tuned = projector.parameters.declarations.reduce(0) { $0 + $1.count }
        }
        for declaration in store.declarations where !declaration.isOptional {
            guard declaration.isUsed else {
                untouched += declaration.count
                continue
            }
            let share = declaration.isPerEmbodiment ? setup.embodiments.count : max(1, declaration.shape.first ?? 1)
            let held = declaration.count / max(1, declaration.shape.first ?? 1) * share
            untouched += declaration.count - held
            if arguments.lora == nil, arguments.tune.tunes(declaration.key) {
                tuned += held
                if FutureAlignment.isOfEncoder(declaration.key) { encoder += held }
            } else {
                frozen += held
                if declaration.key.hasSuffix("embed_tokens.weight") { lookedUp += held }
            }
            if let lora = arguments.lora, declaration.key.hasSuffix(".weight"), declaration.shape.count == 2,
                lora.adapts(String(declaration.key.dropLast(".weight".count)))
            {
                let matrices = lora.rank * (declaration.shape[0] + declaration.shape[1])
                tuned += matrices
                if FutureAlignment.isOfEncoder(declaration.key) { encoder += matrices }
            }
        }
        (self.tuned, tunedEncoder, self.frozen) = (tuned, encoder, frozen)
        (self.lookedUp, self.untouched) = (lookedUp, untouched)
    }
}
