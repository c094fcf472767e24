import Dataset
import Embodiment

extension DataConfig {
    /// The configs that the reference ships (`DATA_CONFIG_MAP`), in its order.
    public static let all: [DataConfig] = [
        fourierGR1ArmsWaist, fourierGR1ArmsOnly, fourierGR1FullUpperBody,
        bimanualPandaGripper, bimanualPandaHand, singlePandaGripper,
        so100, so100DualCamera, so101Simulation,
        unitreeG1, unitreeG1Block, unitreeG1FullBody,
        oxeDROID, agibotGenie1,
    ]

    /// - Throws: ``TransformError/unknownConfig(name:known:)``, which lists the names.
    public static func named(_ name: String) throws -> DataConfig {
        guard let config = all.first(where: { $0.name == name }) else {
            throw TransformError.unknownConfig(name: name, known: all.map(\.name))
        }
        return config
    }

    /// A config that observes one step, predicts 16 and normalises every key with min_max.
    /// - Parameters: names of the keys, without the modality's.
    public init(name: String, video: [String], state: [String], action: [String], annotation: String) {
        func keys(_ modality: Modality, _ names: [String]) -> [ModalityKey] { names.map { ModalityKey(modality, $0) } }
        func config(_ keys: [ModalityKey], steps: Int = 1) -> ModalityConfig {
            ModalityConfig(deltaIndices: Array(0..<steps), modalityKeys: keys)
        }
        self.init(
            name: name,
            modality: ModalityConfigs(
                video: config(keys(.video, video)), state: config(keys(.state, state)),
                action: config(keys(.action, action), steps: 16), language: config(keys(.annotation, [annotation]))),
            state: StateActionConfig(modes: state.map { (ModalityKey(.state, $0), .minMax) }),
            action: StateActionConfig(modes: action.map { (ModalityKey(.action, $0), .minMax) }))
    }

    /// All state keys as sine and cosine, none normalised.
    fileprivate func withSinCosStates() -> DataConfig {
        var config = self
        config.state = StateActionConfig(sinCos: modality.state.modalityKeys)
        return config
    }
}

extension StateActionConfig {
    fileprivate init(
        modes: [(ModalityKey, NormalizationMode)], rotations: [(ModalityKey, RotationType)] = []
    ) {
        self.init(
            normalizationModes: Dictionary(modes) { first, _ in first },
            targetRotations: Dictionary(rotations) { first, _ in first })
    }
}

private let taskDescription = "human.action.task_description"
private let gr1Joints = ["left_arm", "right_arm", "left_hand", "right_hand"]

private let fourierGR1ArmsWaist = DataConfig(
    name: "fourier_gr1_arms_waist", video: ["ego_view"], state: gr1Joints + ["waist"], action: gr1Joints + ["waist"],
    annotation: "human.coarse_action"
).withSinCosStates()

private let fourierGR1ArmsOnly = DataConfig(
    name: "fourier_gr1_arms_only", video: ["ego_view"], state: gr1Joints, action: gr1Joints,
    annotation: taskDescription
).withSinCosStates()

private let fourierGR1FullUpperBody = DataConfig(
    name: "fourier_gr1_full_upper_body", video: ["front_view"], state: gr1Joints + ["waist", "neck"],
    action: gr1Joints + ["waist", "neck"], annotation: taskDescription)

private let bimanualPandaGripper: DataConfig = {
    var config = DataConfig(
        name: "bimanual_panda_gripper", video: ["right_wrist_view", "left_wrist_view", "front_view"],
        state: [
            "right_arm_eef_pos", "right_arm_eef_quat", "right_gripper_qpos",
            "left_arm_eef_pos", "left_arm_eef_quat", "left_gripper_qpos",
        ],
        action: [
            "right_arm_eef_pos", "right_arm_eef_rot", "right_gripper_close",
            "left_arm_eef_pos", "left_arm_eef_rot", "left_gripper_close",
        ],
        annotation: taskDescription)
    config.state = pandaArms(effectors: ["right_gripper_qpos", "left_gripper_qpos"])
    // Positions and rotations of the arms are relative and near 1 already.
    config.action = StateActionConfig(modes: [
        (ModalityKey(.action, "right_gripper_close"), .binary), (ModalityKey(.action, "left_gripper_close"), .binary),
    ])
    return config
}()

private let bimanualPandaHand: DataConfig = {
    var config = DataConfig(
        name: "bimanual_panda_hand", video: ["right_wrist_view", "left_wrist_view", "ego_view"],
        state: [
            "right_arm_eef_pos", "right_arm_eef_quat", "right_hand",
            "left_arm_eef_pos", "left_arm_eef_quat", "left_hand",
        ],
        action: [
            "right_arm_eef_pos", "right_arm_eef_rot", "right_hand",
            "left_arm_eef_pos", "left_arm_eef_rot", "left_hand",
        ],
        annotation: taskDescription)
    config.state = pandaArms(effectors: ["right_hand", "left_hand"])
    config.action = StateActionConfig(modes: [
        (ModalityKey(.action, "right_hand"), .minMax), (ModalityKey(.action, "left_hand"), .minMax),
    ])
    return config
}()

/// Two arms by the poses of their end effectors: positions min_max, quaternions as the first two rows of their matrices.
private func pandaArms(effectors: [String]) -> StateActionConfig {
    StateActionConfig(
        modes: (["right_arm_eef_pos", "left_arm_eef_pos"] + effectors).map { (ModalityKey(.state, $0), .minMax) },
        rotations: ["right_arm_eef_quat", "left_arm_eef_quat"].map { (ModalityKey(.state, $0), .rotation6D) })
}

private let singlePandaGripper: DataConfig = {
    var config = DataConfig(
        name: "single_panda_gripper", video: ["left_view", "right_view", "wrist_view"],
        state: [
            "end_effector_position_relative", "end_effector_rotation_relative", "gripper_qpos", "base_position",
            "base_rotation",
        ],
        action: ["end_effector_position", "end_effector_rotation", "gripper_close", "base_motion", "control_mode"],
        annotation: taskDescription)
    config.state.targetRotations = [
        ModalityKey(.state, "end_effector_rotation_relative"): .rotation6D,
        ModalityKey(.state, "base_rotation"): .rotation6D,
    ]
    config.action.normalizationModes[ModalityKey(.action, "gripper_close")] = .binary
    config.action.normalizationModes[ModalityKey(.action, "control_mode")] = .binary
    return config
}()

private let so100 = DataConfig(
    name: "so100", video: ["webcam"], state: ["single_arm", "gripper"], action: ["single_arm", "gripper"],
    annotation: "human.task_description")

private let so100DualCamera = DataConfig(
    name: "so100_dualcam", video: ["front", "wrist"], state: ["single_arm", "gripper"],
    action: ["single_arm", "gripper"], annotation: "human.task_description")

/// The keys of so100_dualcam, for a model whose pictures are as `gr00t sim record` takes them: every pixel counts, and looks are
/// varied in the simulation.
private let so101Simulation: DataConfig = {
    var config = so100DualCamera
    config.name = "so101_sim"
    config.video = VideoConfig(cropScale: nil, resize: ImageSize(height: 96, width: 96), colorJitter: nil)
    return config
}()

private let unitreeG1 = DataConfig(
    name: "unitree_g1", video: ["rs_view"], state: gr1Joints, action: gr1Joints, annotation: "human.task_description")

private let unitreeG1Block = DataConfig(
    name: "unitree_g1_block", video: ["cam_left_high", "cam_left_wrist", "cam_right_wrist"], state: gr1Joints,
    action: gr1Joints, annotation: "human.task_description")

private let unitreeG1FullBody = DataConfig(
    name: "unitree_g1_full_body", video: ["rs_view"],
    state: ["left_leg", "right_leg", "waist", "left_arm", "left_hand", "right_arm", "right_hand"],
    action: ["left_arm", "left_hand", "right_arm", "right_hand"], annotation: "human.task_description")

private let oxeDROID: DataConfig = {
    var config = DataConfig(
        name: "oxe_droid", video: ["exterior_image_1", "exterior_image_2", "wrist_image"],
        state: ["eef_position", "eef_rotation", "gripper_position"],
        action: ["eef_position_delta", "eef_rotation_delta", "gripper_position"],
        annotation: "language.language_instruction")
    config.state = StateActionConfig(
        modes: ["eef_position", "gripper_position"].map { (ModalityKey(.state, $0), .minMax) },
        rotations: [(ModalityKey(.state, "eef_rotation"), .rotation6D)])
    config.action = StateActionConfig(
        modes: [(ModalityKey(.action, "gripper_position"), .binary)],
        rotations: [(ModalityKey(.action, "eef_rotation_delta"), .axisAngle)])
    return config
}()

private let agibotGenie1 = DataConfig(
    name: "agibot_genie1", video: ["top_head", "hand_left", "hand_right"],
    state: [
        "left_arm_joint_position", "right_arm_joint_position", "left_effector_position", "right_effector_position",
        "head_position", "waist_position",
    ],
    action: [
        "left_arm_joint_position", "right_arm_joint_position", "left_effector_position", "right_effector_position",
        "head_position", "waist_position", "robot_velocity",
    ],
    annotation: "language.action_text")
