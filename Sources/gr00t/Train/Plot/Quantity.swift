import Tracking

/// What a chart shows: a number of the log, or its parts.
struct Quantity {
    let title: String
    /// With its unit.
    let label: String
    /// The logged name, or the common beginning of the names of its parts.
    let name: String
    /// Noisy from step to step, so that a smoothed curve tells more.
    let isNoisy: Bool
    /// Whether a logarithmic axis may be chosen for it.
    let mayBeLogarithmic: Bool
    /// The values are shown times this.
    let factor: Double
    /// Of its parts, as in "loss per joint group"; nil for a number that has none.
    let partTitle: String?

    init(
        _ title: String, _ name: String, label: String = "", isNoisy: Bool = false, mayBeLogarithmic: Bool = true,
        factor: Double = 1, partTitle: String? = nil
    ) {
        self.title = title
        self.label = label
        self.name = name
        self.isNoisy = isNoisy
        self.mayBeLogarithmic = mayBeLogarithmic
        self.factor = factor
        self.partTitle = partTitle
    }

    /// What a training logs, in the order of the charts.
    static let known = [
        Quantity(
            "training loss", TrackedName.loss, label: "flow-matching loss", isNoisy: true,
            partTitle: "training loss per joint group"),
        Quantity(
            "alignment with the future", TrackedName.flareLoss, label: "-cosine", isNoisy: true,
            mayBeLogarithmic: false),
        Quantity(
            "validation loss", TrackedName.validationLoss, label: "flow-matching loss",
            partTitle: "validation loss per joint group"),
        Quantity(
            "open-loop error", TrackedName.openLoopError, label: "mean squared error",
            partTitle: "open-loop error per joint group"),
        Quantity(
            "learning rate", TrackedName.learningRate, mayBeLogarithmic: false,
            partTitle: "learning rate per parameter group"),
        Quantity("gradient norm", TrackedName.gradientNorm, label: "L2, before clipping", isNoisy: true),
        Quantity(
            "waiting for data", TrackedName.dataWait, label: "% of the time", isNoisy: true, mayBeLogarithmic: false,
            factor: 100),
    ]

    /// A number that this program does not know.
    static func unknown(_ name: String) -> Quantity {
        Quantity(name, name, isNoisy: name.hasPrefix("train/"))
    }

    /// What `logged` is a part of this quantity: `left_arm` for `train/loss/left_arm`.
    func part(_ logged: String) -> String? {
        guard partTitle != nil, logged.hasPrefix(name + "/") else { return nil }
        return String(logged.dropFirst(name.count + 1))
    }
}
