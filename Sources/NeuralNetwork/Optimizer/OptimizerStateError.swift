import Torch

/// A saved state of ``AdamW`` that does not fit the parameters or options of the run that goes on with it.
public struct OptimizerStateError: Error, Equatable, CustomStringConvertible {
    /// The tensor of the state.
    public let name: String
    public let description: String

    init(_ name: String, _ found: Tensor, expected: Tensor) {
        self.name = name
        description =
            "optimizer state: '\(name)' is \(found.dtype) \(found.shape), this run needs \(expected.dtype) "
            + "\(expected.shape). Go on with the options that the run was started with: the precision of weights "
            + "and moments, and what is tuned"
    }

    init(_ name: String, steps: Int, of total: Int) {
        self.name = name
        description =
            "optimizer state: '\(name)' says \(steps) updates of a run of \(total) steps. "
            + "The file is damaged or of another run"
    }
}
