import Torch

/// Saving and going on.
extension AdamW {
    /// With the leaves and ``stepCount`` all that is needed to go on bit for bit. Per parameter: `<key>.step`;
    /// `<key>.exp_avg` and `<key>.exp_avg_sq`, PyTorch's names, once it had an update; `<key>.exp_avg_scale` and
    /// `<key>.exp_avg_sq_scale` with 8-bit moments; `<key>.low` for a bfloat16 leaf. The tensors are those in use:
    /// write them before the next step.
    public func stateTensors() -> [(name: String, tensor: Tensor)] {
        parameters.flatMap { parameter in
            let steps = (name: "step", tensor: Tensor([parameter.steps], [1]))
            return ([steps] + parameter.stateTensors(parameter.moments)).map {
                (name: "\(parameter.key).\($0.name)", tensor: $0.tensor)
            }
        }
    }

    /// Takes over a saved state; the leaves must have the values that were saved with it. Nothing is changed when it
    /// throws.
    ///
    /// - Parameters:
    ///   - state: a tensor of ``stateTensors()`` by its name; its values are copied.
    ///   - step: ``stepCount`` of the run that saved it.
    /// - Throws: ``OptimizerStateError`` where a tensor does not fit; what `state` throws.
    public func load(state: (String) throws -> Tensor, step: Int) throws {
        let loaded = try parameters.map { parameter in
            let steps = try steps(of: parameter, state, step)
            let moments = steps > 0 ? Moments(options.moments, for: parameter.tensor) : nil
            let targets = parameter.stateTensors(moments)
            let sources = try targets.map { target in
                let name = "\(parameter.key).\(target.name)"
                let source = try state(name)
                guard source.dtype == target.tensor.dtype, source.shape == target.tensor.shape else {
                    throw OptimizerStateError(name, source, expected: target.tensor)
                }
                return source
            }
            return (parameter: parameter, steps: steps, moments: moments, targets: targets, sources: sources)
        }
        for (parameter, steps, moments, targets, sources) in loaded {
            for (target, source) in zip(targets, sources) { target.tensor.copyInPlace(source) }
            parameter.steps = steps
            parameter.moments = moments
        }
        stepCount = step
    }

    private func steps(of parameter: OptimizedParameter, _ state: (String) throws -> Tensor, _ total: Int) throws -> Int
    {
        let name = "\(parameter.key).step"
        let saved = try state(name)
        let expected = Tensor([0], [1])
        guard saved.dtype == .int64, saved.shape == [1] else {
            throw OptimizerStateError(name, saved, expected: expected)
        }
        let steps = saved.array(of: Int.self)[0]
        guard (0...max(0, total)).contains(steps) else { throw OptimizerStateError(name, steps: steps, of: total) }
        return steps
    }
}
