import Torch

extension GR00TModel {
    /// Throws unless every image token of `input` has an image feature, and every token a word.
    func validate(_ input: VisionLanguageInput) throws {
        guard input.inputIDs.rank == 2, input.pixels.rank == 4, input.pixels.size(1) == 3 else {
            throw ModelError.badInput(
                "tokens must be [B, T] and pixels [tiles, 3, height, width], not \(input.inputIDs.shape) and "
                    + "\(input.pixels.shape)")
        }
        let side = eagle.forceImageSize
        guard input.pixels.size(2) == side, input.pixels.size(3) == side else {
            throw ModelError.badInput(
                "a tile is \(input.pixels.size(2)) x \(input.pixels.size(3)) pixels; the vision tower takes \(side) x \(side)"
            )
        }
        let ids = input.inputIDs.array(of: Int64.self)
        if let bad = ids.first(where: { $0 < 0 || $0 >= eagle.text.vocabSize }) {
            throw ModelError.badInput(
                "token \(bad) is outside the vocabulary of \(eagle.text.vocabSize): does the tokenizer belong to this model?"
            )
        }
        let (places, features) = (
            ids.count { $0 == eagle.imageTokenIndex }, input.pixels.size(0) * eagle.tokensPerTile
        )
        guard places == features else {
            throw ModelError.badInput(
                "\(places) image tokens (id \(eagle.imageTokenIndex)) for \(features) image features "
                    + "(\(input.pixels.size(0)) tiles of \(eagle.tokensPerTile)): does the tokenizer belong to this model?"
            )
        }
    }

    func validate(_ guidance: Guidance, shape: [Int]) throws {
        guard guidance.previous.shape == shape else {
            throw ModelError.badInput("the last chunk must be \(shape), not \(guidance.previous.shape)")
        }
        let weights = guidance.weights.shape
        guard weights.count == shape.count, zip(weights, shape).allSatisfy({ $0 == $1 || $0 == 1 }) else {
            throw ModelError.badInput(
                "the guidance's weights must be \(shape), or 1 in place of a size, not \(weights)")
        }
        guard guidance.maximumWeight >= 0, guidance.maximumWeight.isFinite else {
            throw ModelError.badInput(
                "the guidance's maximum weight is \(guidance.maximumWeight): use 0 or more, usually 5")
        }
        guard !guidance.usesJacobian || isGuidable else {
            throw ModelError.notGuidable(precision: parameters.precision.rawValue)
        }
    }

    func validate(state: Tensor, embodiments: [Int], actions: Tensor) throws {
        let head = config.actionHead
        guard state.rank == 3, state.size(2) == head.maxStateDim, state.size(0) == embodiments.count else {
            throw ModelError.badInput(
                "state must be [\(embodiments.count), T, \(head.maxStateDim)], not \(state.shape)")
        }
        guard actions.rank == 3, actions.size(0) == embodiments.count, actions.size(2) == head.actionDim,
            actions.size(1) == config.actionHorizon
        else {
            throw ModelError.badInput(
                "actions and noise must be [\(embodiments.count), \(config.actionHorizon), \(head.actionDim)], "
                    + "not \(actions.shape)")
        }
        if let bad = embodiments.first(where: { !(0..<head.maxNumEmbodiments).contains($0) }) {
            throw ModelError.badInput(
                "embodiment \(bad): the model has projectors 0 to \(head.maxNumEmbodiments - 1)")
        }
    }
}
