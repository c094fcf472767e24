import CTorch

/// oneDNN's operators that libtorch has under a name only.
extension Tensor {
    /// This bfloat16 matrix [out, in] in a blocked layout, for inputs of about `rows` rows.
    public func mkldnnReorderLinearWeight(rows: Int = 0) -> Tensor {
        Tensor(taking: tt_mkldnn_reorder_linear_weight(handle, rows))
    }

    /// `mkldnn::_linear_pointwise`: this [..., in] times a reordered `weight`.
    public func mkldnnLinearPointwise(
        _ weight: Tensor, bias: Tensor?, activation: String = "none", algorithm: String = ""
    ) -> Tensor {
        Tensor(taking: tt_mkldnn_linear_pointwise(handle, weight.handle, bias?.handle, activation, algorithm))
    }

    /// `onednn::qlinear_prepack`: this int8 matrix [out, in] packed.
    public func qlinearPrepack() -> Tensor { Tensor(taking: tt_onednn_qlinear_prepack(handle, nil, 0)) }

    /// `onednn::qlinear_pointwise`: this uint8 [..., in] times a packed int8 `weight` with a scale per output channel.
    public func qlinearPointwise(
        scale: Tensor, zeroPoint: Tensor, weight: Tensor, weightScales: Tensor, weightZeroPoints: Tensor,
        bias: Tensor?, output: DType, activation: String = "none", algorithm: String = ""
    ) -> Tensor {
        Tensor(
            taking: tt_onednn_qlinear_pointwise(
                handle, scale.handle, zeroPoint.handle, weight.handle, weightScales.handle, weightZeroPoints.handle,
                bias?.handle, output.rawValue, activation, algorithm))
    }
}
