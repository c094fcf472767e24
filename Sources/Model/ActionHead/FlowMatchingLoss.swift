import Torch

/// How far the predicted velocity is from action − noise.
public struct FlowMatchingLoss {
    /// Zero where the mask keeps nothing, [B, horizon, actionDim].
    public let squaredErrors: Tensor
    /// 1 where a value is a robot's, 0 where it is padding, of the same shape.
    public let kept: Tensor
    /// The future tokens after the layer of the DiT that was asked for, [B, futureTokens, width]; `nil` where none was.
    public var futureTokens: Tensor?

    /// The sum of the squared errors. What is divided by may be the count of more than this batch: of all micro-batches and
    /// all processes of one optimiser step.
    public var sum: Tensor { squaredErrors.sum() }

    /// The mean over what is kept: the reference's loss.
    public var mean: Tensor { sum / kept.sum() }
}
