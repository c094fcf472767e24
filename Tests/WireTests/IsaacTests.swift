import Embodiment
import Testing
import Wire

@Suite struct IsaacTests {
    private static let reply = ActionReply(
        chunks: [
            ActionChunk(actions: [
                "arm": Matrix(rows: 4, columns: 2, values: (0..<8).map(Double.init)),
                "gripper": Matrix(rows: 4, columns: 1, repeating: 1),
            ])
        ],
        timing: [StageTime("queue", milliseconds: 0.25), StageTime("backbone", milliseconds: 12)],
        notices: ["arm[1]: 3.2 clipped to 3.1"])

    private static let configs = [
        "language": ModalityConfig(
            deltaIndices: [0], modalityKeys: [ModalityKey(.annotation, "human.task_description")]),
        "video": ModalityConfig(deltaIndices: [0], modalityKeys: [ModalityKey(.video, "front")]),
    ]

    @Test func nestedRequestsOfLaterReleasesAreRead() throws {
        let envelope = try IsaacEnvelope(Messages.n17Nested)
        let request = try envelope.request()
        #expect(envelope.token == nil)
        #expect(request.dialect == .n17)
        let wire = try #require(request.observation)
        #expect(wire.isBatched)
        #expect(wire.observations.count == 2)
        #expect(wire.observations[0].annotation == ["human.task_description": ["pick"]])
        #expect(wire.observations[1].annotation == ["human.task_description": ["place"]])
        #expect(wire.observations[1].state["arm"] == Matrix(rows: 1, columns: 2, values: [2, 3]))
        #expect(wire.observations[1].video["front"]?.map(\.pixels) == [Messages.picture])
    }

    @Test func flatRequestsOfLaterReleasesAreRead() throws {
        let envelope = try IsaacEnvelope(Messages.n17Flat)
        #expect(envelope.token == "secret")
        let request = try envelope.request()
        #expect(request.dialect == .n17Flat)
        #expect(request.options == RequestOptions(session: "left"))
        let wire = try #require(request.observation)
        #expect(wire.observations.map(\.annotation) == [["task": ["pick"]], ["task": ["place"]]])
        let renamed = wire.instruction(as: "human.task_description")
        #expect(
            renamed.observations.map(\.annotation) == [
                ["human.task_description": ["pick"]], ["human.task_description": ["place"]],
            ])
        #expect(renamed.isBatched)
    }

    @Test func resetsAreRead() throws {
        let request = try IsaacEnvelope(Messages.n17Reset).request()
        #expect(request.endpoint == "reset")
        #expect(request.dialect == .n17)
        #expect(request.observation == nil)
        let options = RequestOptions(session: "left").fields
        #expect(try IsaacEnvelope(IsaacCall.encoded("reset", options: options)).request().options.session == "left")
    }

    @Test func repliesOfLaterReleasesAreWrittenByteForByte() {
        let reply = IsaacReply.actions(Self.reply, isBatched: true, timing: false)
        #expect(reply.encoded(for: .n17) == Messages.n17Reply)
        #expect(IsaacReply.modalityConfigs(Self.configs).encoded(for: .n17) == Messages.n17Configs)
    }

    @Test func repliesOfLaterReleasesAreReadByOurClient() throws {
        #expect(try IsaacCall.actions(in: Messages.n17Reply) == ActionReply(chunks: Self.reply.chunks))
        #expect(try IsaacCall.modalityConfigs(in: Messages.n17Configs) == Self.configs)
        for dialect in IsaacDialect.allCases {
            let timed = IsaacReply.actions(Self.reply, isBatched: true, timing: true).encoded(for: dialect)
            #expect(try IsaacCall.actions(in: timed) == Self.reply)
            let configs = IsaacReply.modalityConfigs(Self.configs).encoded(for: dialect)
            #expect(try IsaacCall.modalityConfigs(in: configs) == Self.configs)
        }
    }

    @Test func flatRepliesKeepThePrefix() throws {
        let message = IsaacReply.actions(Self.reply, isBatched: true, timing: true).encoded(for: .n17Flat)
        guard case .list(let parts) = try MessagePack.decode(message), case .map(let actions) = parts[0],
            case .map(let info) = parts[1], case .array(let arm) = actions[0].value
        else {
            Issue.record("no [actions, info]")
            return
        }
        #expect(actions.map(\.key) == ["action.arm", "action.gripper"])
        #expect(arm.shape == [1, 4, 2])
        #expect(info.map(\.key) == ["timing", "notices"])
    }

    @Test func actionsComeBackWithWhatWasAskedFor() throws {
        let plain = IsaacReply.actions(Self.reply, isBatched: false, timing: false).encoded(for: .n15)
        #expect(try IsaacCall.actions(in: plain) == ActionReply(chunks: Self.reply.chunks))
        let timed = IsaacReply.actions(Self.reply, isBatched: false, timing: true).encoded(for: .n15)
        #expect(try IsaacCall.actions(in: timed) == Self.reply)
        let two = ActionReply(chunks: Self.reply.chunks + [ActionChunk(actions: Self.reply.chunks[0].actions)])
        let batched = IsaacReply.actions(two, isBatched: true, timing: false).encoded(for: .n15)
        #expect(try IsaacCall.actions(in: batched) == two)
    }

    @Test func repliesThatAreNoActionsAreRefused() {
        func reply(_ value: WireValue) -> [UInt8] {
            MessagePack.encode(.map([WireField("action.arm", value)]), arrays: .npy)
        }
        let wide = NDArray(dtype: .uint8, shape: [1025, 1, 1], bytes: Array(repeating: 0, count: 1025))
        for array in [wide, NDArray(float32: [], shape: [0, 2]), NDArray(float32: [1], shape: [1, 1, 1, 1])] {
            #expect(refusal { _ = try IsaacCall.actions(in: reply(.array(array))) }.contains("numbers [T, D]"))
        }
        #expect(refusal { _ = try IsaacCall.actions(in: reply(.int(1))) }.contains("no 'action.…'"))
        #expect(refusal { _ = try IsaacCall.actions(in: [0x90]) }.contains("'the reply' is a list"))
    }

    @Test func gripperActionsMayBeARow() throws {
        let message = MessagePack.encode(
            .map([WireField("action.gripper", .array(NDArray(float32: [1, 2], shape: [2])))]), arrays: .npy)
        #expect(
            try IsaacCall.actions(in: message).chunks[0].actions["gripper"]
                == Matrix(rows: 2, columns: 1, values: [1, 2]))
    }

    @Test func chunksOfSeveralLengthsGoAsLists() throws {
        let chunks = [2, 3].map { ActionChunk(actions: ["arm": Matrix(rows: $0, columns: 1, repeating: 1)]) }
        let message = IsaacReply.actions(ActionReply(chunks: chunks), isBatched: true, timing: false).encoded(for: .n15)
        #expect(
            try MessagePack.decode(message)
                == .map([
                    WireField(
                        "action.arm",
                        .list([2, 3].map { .array(NDArray(float32: Array(repeating: 1, count: $0), shape: [$0, 1])) }))
                ]))
    }

    @Test func textsAreTheReferences() throws {
        let message = IsaacReply.ok(message: IsaacReply.serverIsRunning).encoded(for: .n15)
        #expect(
            try MessagePack.decode(message)
                == .map([
                    WireField("status", .string("ok")), WireField("message", .string("Server is running")),
                ]))
        #expect(try IsaacCall.status(in: message) == "Server is running")
        #expect(IsaacReply.nothing.encoded(for: .n17) == [0xC0])
        #expect(try IsaacCall.status(in: [0xC0]) == "")
        #expect(IsaacReply.done.encoded(for: .n17) == [0x80])
        #expect(IsaacReply.invalidToken == "Unauthorized: Invalid API token")
        #expect(IsaacReply.unknownEndpoint("fly") == "Unknown endpoint: fly")
        let error = IsaacReply.error(IsaacReply.invalidToken).encoded(for: .n15)
        #expect(throws: WireError.server("Unauthorized: Invalid API token")) { try IsaacCall.actions(in: error) }
        #expect(refusal { _ = try IsaacCall.status(in: error) } == "Server error: Unauthorized: Invalid API token")
    }

    @Test func optionsComeBack() throws {
        let options = RequestOptions(noise: [0.5, -1.25], executedSteps: 8, session: "left", timing: true)
        let state = [WireField("state.arm", .array(NDArray(float64: [1, 2], shape: [1, 2])))]
        let request = try IsaacEnvelope(IsaacCall.encoded("get_action", data: state, options: options.fields)).request()
        #expect(request.options == options)
        #expect(RequestOptions().fields.isEmpty)
    }

    @Test(
        arguments: [
            (WireField("noise", .string("much")), "'noise' is a text"),
            (WireField("noise", .list([.double(.nan)])), "finite"),
            (WireField("executed_steps", .int(-1)), "0 or more"),
            (WireField("session", .string("")), "1 to 256 bytes"),
            (WireField("timing", .int(1)), "true or false"),
        ])
    func badOptionsAreRefused(option: WireField, reason: String) throws {
        let envelope = try IsaacEnvelope(IsaacCall.encoded("get_action", data: [], options: [option]))
        #expect(refusal { _ = try envelope.request() }.contains(reason))
    }

    @Test func theEnvelopeIsReadWithoutWhatItHolds() throws {
        // An array whose header is no header: the token is known all the same.
        let broken = WireValue.map([
            WireField("__ndarray_class__", .bool(true)), WireField("as_npy", .bytes([1, 2, 3])),
        ])
        let message = IsaacCall.encoded("get_action", data: [WireField("state.arm", broken)], token: "secret")
        let envelope = try IsaacEnvelope(message)
        #expect(envelope.token == "secret")
        #expect(throws: WireError.self) { try envelope.request() }
    }

    @Test func envelopesOfOtherShapesAreTold() throws {
        #expect(try IsaacEnvelope([0x80]).endpoint == "get_action")
        #expect(try IsaacEnvelope([0x80]).request().observation?.observations == [Observation()])
        #expect(refusal { _ = try IsaacEnvelope([0x91, 0xC0]) }.contains("'a request' is"))
        #expect(refusal { _ = try IsaacEnvelope(IsaacCall.encoded("ping") + [0]) }.contains("after the end"))
        let number = MessagePack.encode(.map([WireField("api_token", .int(5))]), arrays: .npy)
        #expect(try IsaacEnvelope(number).token == nil)
        let twice = MessagePack.encode(
            .map([WireField("endpoint", .string("ping")), WireField("endpoint", .string("kill"))]), arrays: .npy)
        #expect(throws: WireError.duplicateKey("endpoint")) { try IsaacEnvelope(twice) }
        let unknown = MessagePack.encode(
            .map([WireField("endpoint", .string("fly")), WireField("data", .int(3))]), arrays: .npy)
        #expect(try IsaacEnvelope(unknown).request().endpoint == "fly")
    }
}
