/// The weights of one axis of a separable resize with antialiasing: output i is the weighted sum of `count[i]` inputs from
/// `first[i]` on.
///
/// The arithmetic is that of PyTorch's `upsample_*_aa` (`aten/src/ATen/native/cpu/UpSampleKernel.cpp`), in `Scalar`: float for
/// float images, double for bytes. Where that code mixes in a double constant the intermediate value is double here too.
struct ResampleWeights<Scalar: BinaryFloatingPoint & Sendable>: Sendable {
    let first: [Int]
    let count: [Int]
    /// [outputs, taps], rows padded with zeros.
    let weights: [Scalar]
    /// Most inputs that one output needs.
    let taps: Int

    var outputs: Int { first.count }

    /// - Parameters:
    ///   - kernelSize: inputs that an output draws on when nothing is reduced: 2 linear, 4 cubic.
    ///   - kernel: weight at a distance in inputs, 0 from `kernelSize / 2` on.
    /// - Precondition: both sizes are positive and below 2^31.
    init(from inputSize: Int, to outputSize: Int, kernelSize: Int, kernel: (Scalar) -> Scalar) {
        let scale = Scalar(inputSize) / Scalar(outputSize)
        let stretch = Swift.max(Double(scale), 1)
        let support = Scalar(Double(kernelSize) * 0.5 * stretch)
        let inverse = Double(Scalar(1 / stretch))
        let taps = Int(support.rounded(.up)) * 2 + 1

        var first: [Int] = []
        var count: [Int] = []
        var weights = [Scalar](repeating: 0, count: outputSize * taps)
        for output in 0..<outputSize {
            let center = Scalar(Double(scale) * (Double(output) + 0.5))
            let start = Swift.max(Int(Double(center - support) + 0.5), 0)
            let end = Swift.min(Int(Double(center + support) + 0.5), inputSize)
            let length = Swift.min(Swift.max(end - start, 0), taps)
            var total: Scalar = 0
            for tap in 0..<length {
                let distance = Scalar((Double(Scalar(start + tap) - center) + 0.5) * inverse)
                let weight = kernel(distance)
                weights[output * taps + tap] = weight
                total += weight
            }
            if total != 0 {
                for tap in 0..<length { weights[output * taps + tap] /= total }
            }
            first.append(start)
            count.append(length)
        }
        self.first = first
        self.count = count
        self.weights = weights
        self.taps = taps
    }
}

extension ResampleWeights where Scalar == Float {
    /// The triangle of bilinear interpolation.
    static func bilinear(from inputSize: Int, to outputSize: Int) -> Self {
        ResampleWeights(from: inputSize, to: outputSize, kernelSize: 2) { Swift.max(Float(1 - Double(abs($0))), 0) }
    }
}

extension ResampleWeights where Scalar == Double {
    /// Keys' cubic with a = -0.5, as Pillow and PyTorch use it when they antialias.
    static func bicubic(from inputSize: Int, to outputSize: Int) -> Self {
        let a = -0.5
        return ResampleWeights(from: inputSize, to: outputSize, kernelSize: 4) { distance in
            let x = abs(distance)
            if x < 1 { return ((a + 2) * x - (a + 3)) * x * x + 1 }
            if x < 2 { return (((x - 5) * x + 8) * x - 4) * a }
            return 0
        }
    }
}
