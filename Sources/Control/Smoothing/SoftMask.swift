import Foundation

/// How strongly each step of a new chunk is held to the last chunk, 0 to 1: fully while the last chunk is being executed, less
/// and less while the two overlap, not at all beyond its end (arXiv 2506.07339).
public enum SoftMask: String, Sendable, CaseIterable {
    /// c (eᶜ − 1) / (e − 1), the paper's.
    case exponential
    /// c.
    case linear

    /// Weights of the `horizon` steps.
    ///
    ///     1 for i < d; f(c) for d ≤ i < H − s with c = (H − s − i) / (H − s − d + 1); 0 from H − s on
    ///
    /// - Parameters:
    ///   - horizon: H, the steps of a chunk.
    ///   - delay: d, the steps of the last chunk that will be executed before the new one is there.
    ///   - executed: s, the steps of the last chunk that were executed when the new one is begun.
    public func weights(horizon: Int, delay: Int, executed: Int) -> [Float] {
        guard horizon > 0 else { return [] }
        let end = horizon - min(max(executed, 0), horizon)
        let start = min(max(delay, 0), end)
        return (0..<horizon).map { step in
            if step < start { return 1 }
            guard step < end else { return 0 }
            return Float(falloff(Double(end - step) / Double(end - start + 1)))
        }
    }

    private func falloff(_ c: Double) -> Double {
        switch self {
        case .exponential: c * expm1(c) / expm1(1)
        case .linear: c
        }
    }
}
