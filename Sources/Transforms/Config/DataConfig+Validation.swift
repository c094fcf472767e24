import Embodiment

/// Limits of sizes that come from files, so that a bad file cannot ask for all memory.
enum TransformSizes {
    static let largest = 4096
}

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
        try require(
            (0...1).contains(languageDropoutProb), "language_dropout_prob", "must be from 0 to 1")
        for (name, size) in [("max_state_dim", maxStateDim), ("max_action_dim", maxActionDim)] {
            try require(
                (1...TransformSizes.largest).contains(size), name, "must be from 1 to \(TransformSizes.largest)")
        }
    }

    private func validate(_ config: ModalityConfig, _ modality: Modality, _ path: String) throws {
        try require(
            (1...TransformSizes.largest).contains(config.deltaIndices.count), path,
            "delta_indices must list from 1 to \(TransformSizes.largest) steps")
        if let wrong = config.modalityKeys.first(where: { $0.modality != modality }) {
            throw TransformError.badField(
                path: path, problem: "'\(wrong)' does not belong here, only keys that begin with \(modality.rawValue).")
        }
        try require(
            Set(config.modalityKeys).count == config.modalityKeys.count, path, "a key is listed more than once")
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
            try require(
                (1...TransformSizes.largest).contains(resize.height)
                    && (1...TransformSizes.largest).contains(resize.width),
                "video_transform.resize", "must be from 1 to \(TransformSizes.largest) pixels")
        }
        if let colorJitter {
            for (name, spread) in [
                ("brightness", colorJitter.brightness), ("contrast", colorJitter.contrast),
                ("saturation", colorJitter.saturation),
            ] {
                try require(
                    spread >= 0 && spread <= 100, "video_transform.color_jitter.\(name)", "must be from 0 to 100")
            }
            try require(
                (0...0.5).contains(colorJitter.hue), "video_transform.color_jitter.hue", "must be from 0 to 0.5")
        }
    }
}

private func require(_ condition: Bool, _ path: String, _ problem: String) throws {
    guard condition else { throw TransformError.badField(path: path, problem: problem) }
}
