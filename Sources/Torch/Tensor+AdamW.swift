import CTorch

/// Kernels of the optimiser that libtorch has no operator for (Sources/CTorch/adamw.cpp, gradients.cpp, halves.cpp).
/// They work on contiguous tensors on the CPU; anything else is a failure as any operator's.
extension Tensor {
    /// What is the same for all elements in one step of AdamW.
    package struct AdamWStep {
        package var learningRate, beta1, beta2, epsilon, weightDecay, gradientScale: Double
        /// Number of this step, from 1.
        package var number: Int
        /// Of the random rounding of 8-bit moments.
        package var seed: UInt64

        package init(
            learningRate: Double, beta1: Double, beta2: Double, epsilon: Double, weightDecay: Double,
            gradientScale: Double, number: Int, seed: UInt64
        ) {
            self.learningRate = learningRate
            self.beta1 = beta1
            self.beta2 = beta2
            self.epsilon = epsilon
            self.weightDecay = weightDecay
            self.gradientScale = gradientScale
            self.number = number
            self.seed = seed
        }
    }

    /// Updates this weight and `moments` in one pass. With `low` the weight is bfloat16, the upper half of its master.
    package func adamWInPlace(
        _ step: AdamWStep, gradient: Tensor, low: Tensor?,
        moments: (mean: Tensor, square: Tensor, meanScales: Tensor?, squareScales: Tensor?)
    ) {
        let options = TTAdamW(
            learning_rate: step.learningRate, beta1: step.beta1, beta2: step.beta2, epsilon: step.epsilon,
            weight_decay: step.weightDecay, gradient_scale: step.gradientScale, step: step.number, seed: step.seed)
        check(
            tt_adamw(
                options, gradient.handle, handle, low?.handle, moments.mean.handle, moments.square.handle,
                moments.meanScales?.handle, moments.squareScales?.handle))
    }

    /// These 8-bit moments as float32 numbers; those of the first moment have a sign.
    package func decodedMoment(scales: Tensor, isSigned: Bool) -> Tensor {
        Tensor(taking: tt_moment(handle, scales.handle, isSigned))
    }

    /// Writes this float32 tensor as the nearest bfloat16 (`high`) and the int16 that it lacks (`low`).
    package func splitMaster(high: Tensor, low: Tensor) { check(tt_split_master(handle, high.handle, low.handle)) }

    /// The float32 tensor of which this is the upper half.
    package func joinedMaster(low: Tensor) -> Tensor { Tensor(taking: tt_join_master(handle, low.handle)) }

    /// Adds `gradient` times `scale` to this float32 tensor, or replaces it by that.
    package func accumulateInPlace(_ gradient: Tensor, scale: Double, replaces: Bool) {
        check(tt_accumulate(handle, gradient.handle, scale, replaces))
    }

    /// The sum of the squares in double precision, the same for every number of threads.
    package func sumOfSquares() -> Double {
        var sum = 0.0
        check(tt_sum_of_squares(&sum, handle))
        return sum
    }
}
