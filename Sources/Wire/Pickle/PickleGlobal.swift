/// The classes and functions that a pickle may name. None of them is ever called: each stands for a value that is built here.
enum PickleGlobal: Equatable {
    case remotePolicyConfig, timedObservation, timedAction, policyFeature, featureType
    case ndarray, dtype, reconstruct, scalar, fromBuffer
    case rebuildTensor, loadFromBytes
    case orderedDictionary, encode, bytes
    /// torch's storages, which are named within the bytes of one only.
    case storage(NumpyDType)

    /// Throws ``WireError/forbiddenGlobal(_:)`` for every other name.
    ///
    /// - Parameter isStorage: whether the pickle is one within the bytes of a torch storage.
    init(module: String, name: String, isStorage: Bool) throws(WireError) {
        guard let global = isStorage ? Self.storage(module, name) : Self.message(module, name) else {
            throw .forbiddenGlobal("\(module.prefix(100)).\(name.prefix(100))")
        }
        self = global
    }

    private static func message(_ module: String, _ name: String) -> PickleGlobal? {
        switch (module, name) {
        case ("lerobot.async_inference.helpers", "RemotePolicyConfig"): .remotePolicyConfig
        case ("lerobot.async_inference.helpers", "TimedObservation"): .timedObservation
        case ("lerobot.async_inference.helpers", "TimedAction"): .timedAction
        case ("lerobot.configs.types", "PolicyFeature"): .policyFeature
        case ("lerobot.configs.types", "FeatureType"): .featureType
        case ("numpy", "ndarray"): .ndarray
        case ("numpy", "dtype"): .dtype
        // numpy 2 put an underscore before its core.
        case ("numpy._core.multiarray", "_reconstruct"), ("numpy.core.multiarray", "_reconstruct"): .reconstruct
        case ("numpy._core.multiarray", "scalar"), ("numpy.core.multiarray", "scalar"): .scalar
        case ("numpy._core.numeric", "_frombuffer"), ("numpy.core.numeric", "_frombuffer"): .fromBuffer
        case ("torch._utils", "_rebuild_tensor_v2"): .rebuildTensor
        case ("torch.storage", "_load_from_bytes"): .loadFromBytes
        case ("collections", "OrderedDict"): .orderedDictionary
        // Protocol 2 has no bytes; it writes _codecs.encode("…", "latin1"), and bytes() where there are none.
        case ("_codecs", "encode"): .encode
        case ("__builtin__", "bytes"), ("builtins", "bytes"): .bytes
        default: nil
        }
    }

    private static func storage(_ module: String, _ name: String) -> PickleGlobal? {
        guard module == "torch" || module == "torch.storage" else { return nil }
        switch name {
        case "FloatStorage": return .storage(.float32)
        case "DoubleStorage": return .storage(.float64)
        case "HalfStorage": return .storage(.float16)
        case "LongStorage": return .storage(.int64)
        case "IntStorage": return .storage(.int32)
        case "ShortStorage": return .storage(.int16)
        case "CharStorage": return .storage(.int8)
        case "ByteStorage": return .storage(.uint8)
        case "BoolStorage": return .storage(.bool)
        default: return nil
        }
    }

    /// Whether it is a class of LeRobot's whose instances have a dictionary of fields.
    var isDataClass: Bool {
        switch self {
        case .remotePolicyConfig, .timedObservation, .timedAction, .policyFeature: true
        default: false
        }
    }
}
