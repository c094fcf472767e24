import Embodiment
import Testing
import Wire

@Suite struct LeRobotTests {
    private static let image = NDArray(dtype: .uint8, shape: [2, 3, 3], bytes: Array(0..<18))

    @Test(
        arguments: [
            Messages.observationProtocol2, Messages.observationProtocol4, Messages.observationProtocol5,
        ])
    func observationsAreRead(pickle: [UInt8]) throws {
        let observation = try LeRobotMessage.observation(pickle)
        #expect(observation.timestamp == 1_764_000_000.25)
        #expect(observation.timestep == 42)
        #expect(observation.mustGo)
        #expect(
            observation.observation == [
                WireField("shoulder_pan.pos", .double(-12.5)), WireField("gripper.pos", .double(30.25)),
                WireField("count", .int(-7)), WireField("front", .array(Self.image)),
                WireField("turned", .array(NDArray(float32: [0, 1, 2, 3, 4, 5], shape: [2, 3]))),
                WireField("task", .string("räum auf")),
                WireField("tensor", .array(NDArray(float64: [0, 3, 1, 4, 2, 5], shape: [3, 2]))),
            ])
    }

    @Test(arguments: [Messages.observationOfNumpy1Protocol4, Messages.observationOfNumpy1Protocol5])
    func observationsOfNumpy1AreRead(pickle: [UInt8]) throws {
        let observation = try LeRobotMessage.observation(pickle)
        #expect(
            observation.observation == [
                WireField("gripper.pos", .double(30.25)), WireField("front", .array(Self.image)),
            ])
        #expect(!observation.mustGo)
    }

    @Test func arraysWithoutElementsAreRead() throws {
        #expect(
            try LeRobotMessage.observation(Messages.observationOfNothingProtocol2).observation == [
                WireField("a", .array(NDArray(dtype: .uint8, shape: [0], bytes: [])))
            ])
    }

    @Test(arguments: [Messages.configProtocol2, Messages.configProtocol4, Messages.configProtocol5])
    func policyConfigsAreRead(pickle: [UInt8]) throws {
        let config = try LeRobotMessage.policyConfig(pickle)
        #expect(config.policyType == "groot")
        #expect(config.pretrainedNameOrPath == "me/checkpoint")
        #expect(config.actionsPerChunk == 50)
        #expect(config.device == "cuda")
        #expect(config.renameMap == ["front": "webcam"])
        #expect(config.features.map(\.key) == ["observation.state", "observation.images.front", "extra"])
        #expect(
            config.features[0].value
                == .map([
                    WireField("dtype", .string("float32")), WireField("shape", .list([.int(2)])),
                    WireField("names", .list([.string("shoulder_pan.pos"), .string("gripper.pos")])),
                ]))
        #expect(
            config.features[2].value
                == .map([WireField("type", .string("STATE")), WireField("shape", .list([.int(6)]))]))
    }

    private static let actions = [
        LeRobotMessage.TimedAction(timestamp: 1_764_000_000.5, timestep: 7, action: [0, 0.25, 0.5]),
        LeRobotMessage.TimedAction(timestamp: 1_764_000_001.5, timestep: 8, action: [0.75, 1, 1.25]),
    ]

    @Test func actionsAreRead() throws {
        #expect(try LeRobotMessage.actions(Messages.actionsProtocol4) == Self.actions)
    }

    @Test func actionsComeBack() throws {
        #expect(try LeRobotMessage.actions(LeRobotMessage.pickled(Self.actions)) == Self.actions)
        #expect(try LeRobotMessage.actions(LeRobotMessage.pickled([])).isEmpty)
        let far = [LeRobotMessage.TimedAction(timestamp: -1, timestep: 1 << 40, action: [])]
        #expect(try LeRobotMessage.actions(LeRobotMessage.pickled(far)) == far)
        let long = (0..<300).map { LeRobotMessage.TimedAction(timestamp: 0, timestep: $0, action: [Float($0)]) }
        #expect(try LeRobotMessage.actions(LeRobotMessage.pickled(long)) == long)
    }

    /// `pickle.loads` with torch 2.11 made these bytes the two actions, with tensors of float32.
    @Test func actionsAreWrittenAsTorchHasReadThem() {
        #expect(LeRobotMessage.pickled(Self.actions) == Messages.actionsOfOurs)
    }

    @Test func theObjectMustBeTheOneThatIsExpected() {
        #expect(
            refusal { _ = try LeRobotMessage.policyConfig(Messages.observationProtocol4) }.contains(
                "a RemotePolicyConfig"))
        #expect(
            refusal { _ = try LeRobotMessage.observation(Messages.actionsProtocol4) }.contains("a TimedObservation"))
        #expect(refusal { _ = try LeRobotMessage.actions(Messages.observationProtocol4) }.contains("must be a list"))
    }

    @Test func protobufMessagesComeBack() throws {
        for state in [LeRobotTransport.TransferState.unknown, .begin, .middle, .end] {
            for count in [0, 1, 127, 128, 70_000] {
                let part = LeRobotTransport.Observation(state: state, data: Array(repeating: 7, count: count))
                #expect(try LeRobotTransport.Observation(part.encoded) == part)
            }
        }
        #expect(LeRobotTransport.Observation(state: .end, data: [1, 2]).encoded == [0x08, 0x03, 0x12, 0x02, 1, 2])
        #expect(LeRobotTransport.message(data: [1, 2]) == [0x0A, 0x02, 1, 2])
        #expect(LeRobotTransport.message(data: []).isEmpty)
        #expect(try LeRobotTransport.data(in: []).isEmpty)
    }

    @Test func unknownFieldsOfProtobufAreSkipped() throws {
        let others: [UInt8] = [0x18, 0x96, 0x01, 0x21, 1, 2, 3, 4, 5, 6, 7, 8, 0x2D, 1, 2, 3, 4, 0x32, 1, 9]
        #expect(try LeRobotTransport.data(in: others + [0x0A, 2, 5, 6] + others) == [5, 6])
    }

    @Test(
        arguments: [
            ([0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], "cut off"),
            ([0x0A, 5, 1], "cut off"), ([0x08], "cut off"), ([0x00, 1], "number 0"), ([0x0B], "wire type 3"),
            (Array(repeating: 0xFF, count: 11), "more than 64 bits"),
            ([0x08] + Array(repeating: 0xFF, count: 9) + [0x02], "more than 64 bits"),
        ] as [([UInt8], String)])
    func damagedProtobufIsRefused(message: [UInt8], reason: String) {
        #expect(refusal { _ = try LeRobotTransport.data(in: message) }.contains(reason))
    }
}
