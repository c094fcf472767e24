import Torch

/// The times of the Euler steps from noise (t = 0) to actions (t = 1), and what the DiT makes of them.
public struct DenoisingSchedule {
    struct Step {
        /// Time bucket of every sample, [1] of int64: the DiT sees time in 1000 buckets, as in training.
        let bucket: Tensor
        let modulations: DiT.TimeModulations
    }

    let steps: [Step]
}
