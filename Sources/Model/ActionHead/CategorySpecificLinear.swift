import NeuralNetwork
import Torch

/// A linear layer with weights of its own for every embodiment: W [embodiments, in, out], b [embodiments, out].
struct CategorySpecificLinear {
    private let weight, bias: Tensor
    /// Embodiment of each row; `nil` where row and embodiment are the same.
    private let rows: [Int]?

    init(_ config: ActionHeadConfig, _ inputs: Int, _ outputs: Int, _ parameters: ParameterScope) {
        // Where no checkpoint gives it: the reference draws with 0.02, which is this at its widths. At smaller ones 0.02 would
        // leave so little of the noisy actions that a model can't learn to see them in hundreds of steps.
        weight = parameters.embodimentMatrix(
            "W", [config.maxNumEmbodiments, inputs, outputs], .normal(1 / Double(inputs).squareRoot()))
        bias = parameters.embodimentMatrix("b", [config.maxNumEmbodiments, outputs], .zeros)
        rows = parameters.store.training?.embodiments
    }

    /// The layers of these embodiments, one per sample. Gathered once, they serve every denoising step.
    func selected(_ embodiments: [Int]) -> Selected {
        let places = embodiments.map(place)
        guard let first = places.first, places.contains(where: { $0 != first }) else {
            return Selected(
                weight: weight.select(dim: 0, index: places.first ?? 0),
                bias: bias.select(dim: 0, index: places.first ?? 0))
        }
        let index = Tensor(places, [places.count])
        return Selected(
            weight: weight.indexSelect(dim: 0, index: index),
            bias: bias.indexSelect(dim: 0, index: index).unsqueeze(dim: 1))
    }

    private func place(of embodiment: Int) -> Int {
        guard let rows else { return embodiment }
        guard let place = rows.firstIndex(of: embodiment) else {
            preconditionFailure("embodiment \(embodiment) is not among those that this run trains, \(rows)")
        }
        return place
    }

    struct Selected {
        /// [in, out] and [out] where all samples are of one embodiment: then their rows are multiplied together. Else with a
        /// dimension B before.
        fileprivate let weight, bias: Tensor

        /// [B, T, in] to [B, T, out].
        func callAsFunction(_ x: Tensor) -> Tensor {
            let x = x.to(weight.dtype)
            guard weight.rank == 2 else { return bias.baddbmm(batch1: x, batch2: weight) }
            return bias.addmm(mat1: x.flatten(startDim: 0, endDim: 1), mat2: weight)
                .view([x.size(0), x.size(1), weight.size(1)])
        }
    }
}
