import Dataset
import Embodiment
import Foundation
import TestSupport
import Testing
import Transforms

@Suite struct DataConfigTests {
    @Test func fourteenNamesAllDifferent() throws {
        #expect(Set(DataConfig.all.map(\.name)).count == 14)
        for config in DataConfig.all { try config.validate() }
        #expect(try DataConfig.named("so100").modality.video.modalityKeys.map(\.description) == ["video.webcam"])
    }

    @Test(arguments: DataConfig.all)
    func jsonRoundTrip(config: DataConfig) throws {
        try withTemporaryDirectory { directory in
            let file = directory.appending(path: "config.json")
            try config.json.write(to: file, atomically: true, encoding: .utf8)
            #expect(try DataConfig(file: file) == config)
            // JSON is YAML.
            let yaml = directory.appending(path: "config.yaml")
            try config.json.write(to: yaml, atomically: true, encoding: .utf8)
            #expect(try DataConfig(file: yaml) == config)
        }
    }

    @Test func aShortFileTakesTheDefaults() throws {
        try withTemporaryDirectory { directory in
            let file = directory.appending(path: "mine.yaml")
            try """
            name: mine
            modality:
              video: {delta_indices: [0], modality_keys: [video.front]}
              state: {delta_indices: [0], modality_keys: [state.arm]}
              action: {delta_indices: [0, 1, 2, 3], modality_keys: [action.arm]}
            state_transform: {normalization_modes: {state.arm: q99}}
            video_transform: {color_jitter: null, resize: {height: 112, width: 112}}
            """.write(to: file, atomically: true, encoding: .utf8)
            let config = try DataConfig(file: file)
            #expect(config.state.normalizationModes == [ModalityKey(.state, "arm"): .q99])
            #expect(config.video.cropScale == 0.95)
            #expect(config.video.colorJitter == nil)
            #expect(config.video.resize == ImageSize(height: 112, width: 112))
            #expect(config.modality.language.modalityKeys.isEmpty)
            #expect((config.maxStateDim, config.maxActionDim) == (64, 32))
        }
    }

    /// Every transform of every config with every parameter, as dumped from the reference.
    @Test(.enabled(if: Shared.isPresent, "needs ../shared"))
    func builtInConfigsAreTheReferences() throws {
        let data = try Data(contentsOf: Shared.fixtures.appending(path: "data_configs.json"))
        let reference = try JSONDecoder().decode(ReferenceConfigs.self, from: data)
        // The simulation's is our own.
        let configs = DataConfig.all.filter { $0.name != "so101_sim" }
        #expect(Set(reference.configs.keys) == Set(configs.map(\.name)))
        for config in configs {
            let expected = try #require(reference.configs[config.name])
            #expect(config.modality.byName == expected.modality, "\(config.name)")
            #expect(config == (try expected.dataConfig(name: config.name)), "\(config.name)")
        }
        for (tag, index) in reference.embodiment_tag_mapping {
            #expect(EmbodimentTag(rawValue: tag)?.projectorIndex == index, "\(tag)")
        }
    }
}

private struct ReferenceConfigs: Decodable {
    let embodiment_tag_mapping: [String: Int]
    let configs: [String: Config]

    struct Config: Decodable {
        let modality: [String: ModalityConfig]
        let transforms: [Transform]

        /// What the reference's list of transforms amounts to.
        func dataConfig(name: String) throws -> DataConfig {
            var config = DataConfig(
                name: name,
                modality: ModalityConfigs(
                    video: try #require(modality["video"]), state: try #require(modality["state"]),
                    action: try #require(modality["action"]), language: try #require(modality["language"])),
                video: VideoConfig(cropScale: nil, resize: nil, colorJitter: nil))
            for transform in transforms { try transform.add(to: &config) }
            return config
        }
    }

    struct Transform: Decodable {
        let type: String
        let apply_to: [ModalityKey]
        let scale, brightness, contrast, saturation, hue, language_dropout_prob: Double?
        let height, width, max_state_dim, max_action_dim, state_horizon, action_horizon: Int?
        let antialias: Bool?
        let interpolation, default_instruction: String?
        let normalization_modes: [String: NormalizationMode]?
        let target_rotations: [String: RotationType]?
        let video_concat_order, state_concat_order, action_concat_order: [ModalityKey]?

        func add(to config: inout DataConfig) throws {
            switch type {
            case "VideoToTensor", "VideoToNumpy", "StateActionToTensor": break
            case "VideoCrop": config.video.cropScale = scale
            case "VideoResize":
                #expect(antialias == true && interpolation == "linear")
                config.video.resize = ImageSize(height: try #require(height), width: try #require(width))
            case "VideoColorJitter":
                config.video.colorJitter = VideoColorJitter(
                    brightness: try #require(brightness), contrast: try #require(contrast),
                    saturation: try #require(saturation), hue: try #require(hue))
            case "StateActionSinCosTransform": config.state.sinCos = apply_to
            case "StateActionTransform":
                for (key, mode) in normalization_modes ?? [:] {
                    let key = try ModalityKey(key)
                    if key.modality == .state { config.state.normalizationModes[key] = mode }
                    if key.modality == .action { config.action.normalizationModes[key] = mode }
                }
                for (key, rotation) in target_rotations ?? [:] {
                    let key = try ModalityKey(key)
                    if key.modality == .state { config.state.targetRotations[key] = rotation }
                    if key.modality == .action { config.action.targetRotations[key] = rotation }
                }
            case "ConcatTransform":
                #expect(video_concat_order == config.modality.video.modalityKeys)
                #expect(state_concat_order == config.modality.state.modalityKeys)
                #expect(action_concat_order == config.modality.action.modalityKeys)
            case "GR00TTransform":
                config.languageDropoutProb = try #require(language_dropout_prob)
                config.defaultInstruction = try #require(default_instruction)
                config.maxStateDim = try #require(max_state_dim)
                config.maxActionDim = try #require(max_action_dim)
                #expect(state_horizon == config.modality.state.deltaIndices.count)
                #expect(action_horizon == config.modality.action.deltaIndices.count)
            default: Issue.record("unknown transform \(type)")
            }
        }
    }
}
