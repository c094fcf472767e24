/// The classes that LeRobot's asynchronous inference pickles into its messages (`lerobot.async_inference.helpers`).
public enum LeRobotMessage {
    /// What a robot's client wants to be run, `RemotePolicyConfig`.
    public struct PolicyConfig: Sendable, Equatable {
        /// Such as `groot`.
        public let policyType: String
        public let pretrainedNameOrPath: String
        /// Per feature, such as `observation.state`: a map of `dtype`, `shape` and `names`.
        public let features: [WireField]
        public let actionsPerChunk: Int
        public let device: String
        /// From names of the robot's observation to the policy's.
        public let renameMap: [String: String]
    }

    /// What a robot saw, `TimedObservation`.
    public struct TimedObservation: Sendable, Equatable {
        /// Seconds since 1970, by the client's clock.
        public let timestamp: Double
        /// Count of the action before which it was taken.
        public let timestep: Int
        /// Numbers by motor (`shoulder_pan.pos`), uint8 arrays [H, W, 3] by camera, and the text `task`.
        public let observation: [WireField]
        /// Whether it must be answered even if it is like the one before.
        public let mustGo: Bool
    }

    /// What it is to do at one step, `TimedAction`.
    public struct TimedAction: Sendable, Equatable {
        /// Seconds since 1970, by the client's clock.
        public let timestamp: Double
        public let timestep: Int
        /// One per motor, in the order of the feature `action`.
        public let action: [Float]

        public init(timestamp: Double, timestep: Int, action: [Float]) {
            self.timestamp = timestamp
            self.timestep = timestep
            self.action = action
        }
    }

    /// Reads a pickled `RemotePolicyConfig`.
    public static func policyConfig(_ pickle: [UInt8], limits: WireLimits = .init()) throws(WireError) -> PolicyConfig {
        let name = "RemotePolicyConfig"
        let pickle = try Pickle(pickle, limits: limits)
        let fields = try pickle.fields(of: pickle.root, as: .remotePolicyConfig, name)
        var renameMap: [String: String] = [:]
        for field in try fields["rename_map"]?.fields("rename_map") ?? [] {
            renameMap[field.key] = try field.value.string("rename_map")
        }
        return PolicyConfig(
            policyType: try fields.required("policy_type", of: name).string("policy_type"),
            pretrainedNameOrPath: try fields.required("pretrained_name_or_path", of: name)
                .string("pretrained_name_or_path"),
            features: try fields.required("lerobot_features", of: name).fields("lerobot_features"),
            actionsPerChunk: try fields.required("actions_per_chunk", of: name).int("actions_per_chunk"),
            device: try fields["device"]?.string("device") ?? "cpu",
            renameMap: renameMap)
    }

    /// Reads a pickled `TimedObservation`.
    public static func observation(
        _ pickle: [UInt8], limits: WireLimits = .init()
    ) throws(WireError) -> TimedObservation {
        let name = "TimedObservation"
        let pickle = try Pickle(pickle, limits: limits)
        let fields = try pickle.fields(of: pickle.root, as: .timedObservation, name)
        return TimedObservation(
            timestamp: try fields.required("timestamp", of: name).double("timestamp"),
            timestep: try fields.required("timestep", of: name).int("timestep"),
            observation: try fields.required("observation", of: name).fields("observation"),
            mustGo: try fields["must_go"]?.bool("must_go") ?? false)
    }

    /// Reads a pickled list of `TimedAction`.
    public static func actions(_ pickle: [UInt8], limits: WireLimits = .init()) throws(WireError) -> [TimedAction] {
        let name = "TimedAction"
        let pickle = try Pickle(pickle, limits: limits)
        var actions: [TimedAction] = []
        for item in try pickle.items(of: pickle.root) {
            let fields = try pickle.fields(of: item, as: .timedAction, name)
            let action = try fields.required("action", of: name)
            guard case .array(let array) = action, let values = array.doubles else {
                throw .wrongType(key: "action", expected: "a tensor of numbers", found: action.kind)
            }
            actions.append(
                TimedAction(
                    timestamp: try fields.required("timestamp", of: name).double("timestamp"),
                    timestep: try fields.required("timestep", of: name).int("timestep"),
                    action: values.map(Float.init)))
        }
        return actions
    }
}
