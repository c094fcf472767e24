import Model
import NeuralNetwork
import Torch

/// A backbone that learns, with the heads that it learns by.
struct GroundingModel {
    let model: GR00TModel
    let heads: GroundingHeads
    private let headParameters: ParameterStore

    /// Layers of the language model are numbered from 0. The place is looked up in the second: the first has to find out what
    /// is named.
    private static let attendingLayer = 1
    private static let embeddings = "backbone.eagle_model.language_model.model.embed_tokens.weight"

    /// A new model with drawn weights.
    ///
    /// - Throws: `ModelError`.
    init(_ config: GR00TConfig, _ eagle: EagleConfig, seed: UInt64) throws {
        let plan = TrainingPlan(
            precision: .float32, frozenPrecision: .float32, tunes: { $0.hasPrefix("backbone.") },
            carriesGradients: { $0.hasPrefix("backbone") })
        model = try GR00TModel(config, eagle, parameters: .random(seed: seed, training: plan))
        headParameters = .random(
            seed: seed,
            training: TrainingPlan(
                precision: .float32, frozenPrecision: .float32, tunes: { _ in true }, carriesGradients: { _ in true }))
        heads = GroundingHeads(
            width: eagle.text.hiddenSize, cells: eagle.tokensPerTile, headParameters["heads"])
        SmallModelStart.apply(to: model.parameters)
    }

    /// Cells along a picture's side.
    var side: Int { model.eagle.forceImageSize / model.eagle.vision.patchSize }

    /// What is trained, by whether it sees or reads.
    var parameters: (sight: [String: Tensor], words: [String: Tensor]) {
        var (sight, words): ([String: Tensor], [String: Tensor]) = ([:], [:])
        let sightParts = ["vision_model.", "mlp1.", "heads.presence.", "heads.cell."]
        for store in [model.parameters, headParameters] {
            for key in store.tunedKeys {
                if sightParts.contains(where: key.contains) {
                    sight[key] = store.tensors[key]
                } else {
                    words[key] = store.tensors[key]
                }
            }
        }
        return (sight, words)
    }

    /// Of what is seen alone.
    func loss(_ batch: SightBatch) -> GroundingLoss {
        GroundingLoss(sight: GroundingLoss.sight(model.backbone.imageTokens(batch.pixels), batch, heads), words: nil)
    }

    func loss(_ batch: GroundingBatch, _ reader: PromptReader) -> GroundingLoss {
        let images = model.backbone.imageTokens(batch.sight.pixels)
        let (features, attending) = read(images, batch)
        return GroundingLoss(
            sight: GroundingLoss.sight(images, batch.sight, heads),
            words: .init(
                features, attending: attending, words: words, imagePlaces: batch.imagePlaces(reader), batch, heads))
    }

    /// What it says of a batch goes on the sheet.
    func score(_ batch: GroundingBatch, _ reader: PromptReader, on sheet: inout ScoreSheet) {
        withNoGrad {
            let features = read(model.backbone.imageTokens(batch.sight.pixels), batch).features
            let flat = features.reshape([-1, features.size(2)])
            func rows(_ places: [Int]) -> Tensor { flat.indexSelect(dim: 0, index: Tensor(places, [places.count])) }
            let named = rows(batch.queryPlaces)
            let images = rows(batch.imagePlaces(reader))
            let answers = batch.answers
            sheet.add(
                batch, imageSize: model.eagle.forceImageSize,
                place: heads.place(named).view([-1, GroundingHeads.coordinates, GroundingHeads.bins]),
                pointer: GroundingPointer.logits(named, images: images, batch, heads),
                answer: (
                    answers.places.isEmpty
                        ? [] : rows(answers.places).matmul(words.transpose(0, 1)).argmax(dim: -1).array(of: Int.self),
                    answers.tokens
                ))
        }
    }

    private var words: Tensor { model.parameters.tensors[Self.embeddings] ?? Tensor.zeros([1, 1]) }

    private func read(
        _ images: Tensor, _ batch: GroundingBatch
    ) -> (features: Tensor, attending: (queries: Tensor, keys: Tensor)) {
        var layers: [(queries: Tensor, keys: Tensor)] = []
        let features = model.backbone.read(images, in: batch.ids, batch.packed) { layers.append(($0, $1)) }
        return (features, layers[min(Self.attendingLayer, layers.count - 1)])
    }
}
