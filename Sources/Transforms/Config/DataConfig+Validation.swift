import Embodiment

extension DataConfig {
    /// Checks all that can be checked without a dataset.
    /// - Throws: ``TransformError/badField(path:problem:)``.
    public func validate() throws {
        try validate(modality.video, .video, "modality.video")
        try validate(modality.state, .state, "modality.state")
        try validate(modality.action, .action, "modality.action")
        try validate(modality.language, .annotation, "modality.language")
        try require(!modality.video.modalityKeys.isEmpty, "modality.video", "at least one camera is needed")
        try require(!modality.action.modalityKeys.isEmpty, "modality.action", "at least one key is needed")
        try require(modality.language.modalityKeys.count <= 1, "modality.language", "at most one key is used")
        try validate(state, modality.state, "state_transform")
        try validate(action, modality.action, "action_transform")
        try video.validate()
        try validate(jointLimits)
        try require(languageDropoutProb, in: 0...1, "language_dropout_prob")
        try require(maxStateDim, in: TransformSizes.dimensions, "max_state_dim")
        try require(maxActionDim, in: TransformSizes.dimensions, "max_action_dim")
    }

    private func validate(_ config: ModalityConfig, _ modality: Modality, _ path: String) throws {
        try require(config.deltaIndices.count, in: TransformSizes.dimensions, "\(path): the number of delta_indices")
        for delta in config.deltaIndices {
            try require(delta, in: TransformSizes.deltas, "\(path): a delta index")
        }
        if let wrong = config.modalityKeys.first(where: { $0.modality != modality }) {
            throw TransformError.badField(
                path: path, problem: "'\(wrong)' does not belong here, only keys that begin with \(modality.rawValue).")
        }
        try require(
            Set(config.modalityKeys).count == config.modalityKeys.count, path, "a key is listed more than once")
    }

    private func validate(_ limits: JointLimits?) throws {
        for (key, limits) in limits?.groups.sorted(by: { $0.key.description < $1.key.description }) ?? [] {
            let path = "joint_limits.\(key)"
            try require(
                modality.action.modalityKeys.contains(key), path,
                "is not among the keys \(modality.action.modalityKeys.map(\.description).joined(separator: ", "))")
            if let problem = limits.problem { throw TransformError.badField(path: path, problem: problem) }
        }
    }

    /// A transform of a key that the config does not use is a misspelling.
    private func validate(_ transforms: StateActionConfig, _ config: ModalityConfig, _ path: String) throws {
        let keys =
            transforms.sinCos + Array(transforms.normalizationModes.keys) + Array(transforms.targetRotations.keys)
        let unused = keys.filter { !config.modalityKeys.contains($0) }.map(\.description).min()
        if let unused {
            throw TransformError.badField(
                path: path,
                problem:
                    "'\(unused)' is not among the keys \(config.modalityKeys.map(\.description).joined(separator: ", "))"
            )
        }
    }
}

extension VideoConfig {
    fileprivate func validate() throws {
        if let cropScale {
            try require(
                cropScale > 0 && cropScale <= 1, "video_transform.crop_scale", "must be above 0 and at most 1")
        }
        if let resize {
            try require(resize.height, in: TransformSizes.imageSides, "video_transform.resize.height")
            try require(resize.width, in: TransformSizes.imageSides, "video_transform.resize.width")
        }
        if let colorJitter {
            let path = "video_transform.color_jitter"
            try require(colorJitter.brightness, in: 0...100, "\(path).brightness")
            try require(colorJitter.contrast, in: 0...100, "\(path).contrast")
            try require(colorJitter.saturation, in: 0...100, "\(path).saturation")
            try require(colorJitter.hue, in: 0...0.5, "\(path).hue")
        }
    }
}

private func require<Value: Comparable>(_ value: Value, in allowed: ClosedRange<Value>, _ path: String) throws {
    try require(
        allowed.contains(value), path, "must be from \(allowed.lowerBound) to \(allowed.upperBound), not \(value)")
}

private func require(_ condition: Bool, _ path: String, _ problem: String) throws {
    guard condition else { throw TransformError.badField(path: path, problem: problem) }
}
