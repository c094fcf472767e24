/// How the numbers of one key are brought into the model's range.
public enum NormalizationMode: String, Sendable, Codable, CaseIterable {
    /// `2 (x - min) / (max - min) - 1`, not clamped; a constant dimension gives 0.
    case minMax = "min_max"
    /// As min_max with the 1 % and 99 % quantiles, clamped to [-1, 1]; a constant dimension passes (clamped).
    case q99
    /// `(x - mean) / std`; a constant dimension passes.
    case meanStd = "mean_std"
    /// `x / max(|min|, |max|)`; a dimension that is always 0 gives 0.
    case scale
    /// 1 if x > 0.5, else 0.
    case binary
}
