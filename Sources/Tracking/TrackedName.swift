/// Names of the numbers that a training logs and `gr00t train plot` draws; those of the reference's trainer where it has them.
public enum TrackedName {
    /// The flow-matching loss, mean over the steps since the last line.
    public static let loss = "train/loss"
    /// How far what the policy foresees is from what comes (FLARE): -1 is best, mean over the steps since the last line.
    public static let flareLoss = "train/flare_loss"
    /// Of the step that was just made.
    public static let learningRate = "train/learning_rate"
    /// The global L2 norm before clipping.
    public static let gradientNorm = "train/grad_norm"
    /// The part of the time in which the model waited for data, 0 to 1.
    public static let dataWait = "train/data_wait"
    /// The loss on episodes that are not trained on.
    public static let validationLoss = "eval/loss"
    /// Mean squared error between predicted and recorded actions, open loop.
    public static let openLoopError = "eval/open_loop_mse"

    /// A part of a quantity: `train/loss/left_arm`, the loss over the joints of the left arm.
    public static func part(_ part: String, of name: String) -> String { "\(name)/\(part)" }
}
