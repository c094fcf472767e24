/// Writes the pickles of LeRobot's client, protocol 4 without a memo.
struct TestPickle {
    private(set) var bytes: [UInt8] = [0x80, 4]

    /// An instance of a dataclass of `lerobot.async_inference.helpers`.
    static func instance(_ name: String, _ write: (inout TestPickle) -> Void) -> [UInt8] {
        var pickle = TestPickle()
        pickle.text("lerobot.async_inference.helpers")
        pickle.text(name)
        pickle.bytes += [0x93, 0x29, 0x81]  // STACK_GLOBAL, EMPTY_TUPLE, NEWOBJ
        pickle.map(write)
        pickle.bytes += [UInt8(ascii: "b"), UInt8(ascii: ".")]
        return pickle.bytes
    }

    mutating func map(_ write: (inout TestPickle) -> Void) {
        bytes += [UInt8(ascii: "}"), UInt8(ascii: "(")]
        write(&self)
        bytes.append(UInt8(ascii: "u"))
    }

    mutating func list(_ texts: [String]) {
        bytes += [UInt8(ascii: "]"), UInt8(ascii: "(")]
        for text in texts { self.text(text) }
        bytes.append(UInt8(ascii: "e"))
    }

    mutating func text(_ text: String) { bytes += [0x8c, UInt8(text.utf8.count)] + Array(text.utf8) }

    mutating func int(_ value: Int) {
        bytes.append(UInt8(ascii: "J"))
        bytes += withUnsafeBytes(of: Int32(value).littleEndian) { Array($0) }
    }

    mutating func double(_ value: Double) {
        bytes.append(UInt8(ascii: "G"))
        bytes += withUnsafeBytes(of: value.bitPattern.bigEndian) { Array($0) }
    }

    mutating func bool(_ value: Bool) { bytes.append(value ? 0x88 : 0x89) }

    mutating func tuple(_ values: [Int]) {
        bytes.append(UInt8(ascii: "("))
        for value in values { int(value) }
        bytes.append(UInt8(ascii: "t"))
    }

    /// A numpy array of uint8, as numpy 2 pickles it.
    mutating func array(_ values: [UInt8], shape: [Int]) {
        text("numpy._core.multiarray")
        text("_reconstruct")
        bytes.append(0x93)
        text("numpy")
        text("ndarray")
        bytes += [0x93, UInt8(ascii: "K"), 0, 0x85, UInt8(ascii: "C"), 1, UInt8(ascii: "b"), 0x87, UInt8(ascii: "R")]
        bytes += [UInt8(ascii: "("), UInt8(ascii: "K"), 1]
        tuple(shape)
        text("numpy")
        text("dtype")
        bytes.append(0x93)
        text("u1")
        bytes += [0x89, 0x88, 0x87, UInt8(ascii: "R"), UInt8(ascii: "("), UInt8(ascii: "K"), 3]
        text("|")
        bytes += [UInt8](repeating: UInt8(ascii: "N"), count: 3)
        int(-1)
        int(-1)
        bytes += [UInt8(ascii: "K"), 0, UInt8(ascii: "t"), UInt8(ascii: "b"), 0x89, UInt8(ascii: "B")]
        bytes += withUnsafeBytes(of: UInt32(values.count).littleEndian) { Array($0) }
        bytes += values + [UInt8(ascii: "t"), UInt8(ascii: "b")]
    }
}

/// The pickles of a client for an SO-100.
enum TestRobot {
    static let motors = ["shoulder_pan", "shoulder_lift", "elbow_flex", "wrist_flex", "wrist_roll", "gripper"].map {
        "\($0).pos"
    }

    static func instructions(
        type: String = "groot", motors: [String] = motors, cameras: [String] = ["front", "wrist"], chunk: Int = 6
    ) -> [UInt8] {
        TestPickle.instance("RemotePolicyConfig") { pickle in
            pickle.text("policy_type")
            pickle.text(type)
            pickle.text("pretrained_name_or_path")
            pickle.text("some/model")
            pickle.text("lerobot_features")
            pickle.map { pickle in
                pickle.text("observation.state")
                pickle.map { pickle in
                    pickle.text("dtype")
                    pickle.text("float32")
                    pickle.text("shape")
                    pickle.tuple([motors.count])
                    pickle.text("names")
                    pickle.list(motors)
                }
                for camera in cameras {
                    pickle.text("observation.images.\(camera)")
                    pickle.map { pickle in
                        pickle.text("dtype")
                        pickle.text("image")
                        pickle.text("shape")
                        pickle.tuple([2, 3, 3])
                    }
                }
            }
            pickle.text("actions_per_chunk")
            pickle.int(chunk)
            pickle.text("device")
            pickle.text("cpu")
            pickle.text("rename_map")
            pickle.map { _ in }
        }
    }

    /// The motors stand at `first`, `first` + 1 and so on; the pictures are 2x3.
    static func observation(
        timestep: Int = 0, first: Double = 10, mustGo: Bool = false, task: String = "go",
        without missing: String? = nil, padding: Int = 0
    ) -> [UInt8] {
        TestPickle.instance("TimedObservation") { pickle in
            pickle.text("timestamp")
            pickle.double(1000.5)
            pickle.text("timestep")
            pickle.int(timestep)
            pickle.text("observation")
            pickle.map { pickle in
                for (index, motor) in motors.enumerated() where motor != missing {
                    pickle.text(motor)
                    pickle.double(first + Double(index))
                }
                for (value, camera) in [(UInt8(1), "front"), (UInt8(2), "wrist")] where camera != missing {
                    pickle.text(camera)
                    pickle.array([UInt8](repeating: value, count: 18), shape: [2, 3, 3])
                }
                if padding > 0 {
                    pickle.text("unused")
                    pickle.array([UInt8](repeating: 0, count: padding), shape: [padding])
                }
                pickle.text("task")
                pickle.text(task)
            }
            pickle.text("must_go")
            pickle.bool(mustGo)
        }
    }
}
