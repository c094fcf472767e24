import Embodiment
import Testing
import Wire

@Suite struct OpenPITests {
    private static let reply = ActionReply(
        chunks: [
            ActionChunk(actions: [
                "arm": Matrix(rows: 4, columns: 2, values: (0..<8).map(Double.init)),
                "gripper": Matrix(rows: 4, columns: 1, repeating: 1),
            ])
        ],
        timing: [StageTime("backbone", milliseconds: 3)])

    @Test func theClientsObservationIsRead() throws {
        let (wire, options) = try OpenPI.request(Messages.openPIRequest)
        #expect(options == RequestOptions(noise: [0.5, -0.5], timing: true))
        #expect(!wire.isBatched)
        #expect(wire.ignored.isEmpty)
        let observation = try #require(wire.observations.first)
        #expect(observation.video["front"]?.map(\.pixels) == [Messages.picture])
        #expect(
            observation.state == [
                "arm": Matrix(rows: 1, columns: 2, values: [1.5, -2.5]),
                "gripper": Matrix(rows: 1, columns: 1, values: [0.25]),
            ])
        #expect(observation.annotation == ["prompt": ["pick"]])
    }

    @Test func theAnswerIsWrittenByteForByte() {
        let message = OpenPI.actions(
            Self.reply, isBatched: false, order: ["arm", "gripper"], inferenceMilliseconds: 12.5,
            previousMilliseconds: 20.25)
        #expect(message == Messages.openPIReply)
    }

    @Test func theOrderOfTheColumnsIsTheCallers() throws {
        let message = OpenPI.actions(
            Self.reply, isBatched: true, timing: true, order: ["gripper"], inferenceMilliseconds: 1)
        guard case .map(let fields) = try MessagePack.decode(message), case .array(let actions) = fields[2].value else {
            Issue.record("no map with actions")
            return
        }
        #expect(
            fields.map(\.key) == ["action.gripper", "action.arm", "actions", "timing", "notices", "server_timing"])
        #expect(actions.shape == [1, 4, 3])
        #expect(actions.doubles == [1, 0, 1, 1, 2, 3, 1, 4, 5, 1, 6, 7])
    }

    @Test func theMetadataAreAPlainMap() throws {
        let config = ModalityConfig(deltaIndices: [0, 1], modalityKeys: [ModalityKey(.state, "arm")])
        let message = OpenPI.metadata(["state": config], extra: [WireField("model", .string("GR00T"))])
        let inner = WireValue.map([
            WireField("delta_indices", .list([.int(0), .int(1)])),
            WireField("modality_keys", .list([.string("state.arm")])),
        ])
        #expect(
            try MessagePack.decode(message)
                == .map([
                    WireField("model", .string("GR00T")),
                    WireField("modality_configs", .map([WireField("state", inner)])),
                ]))
    }

    @Test func damagedArraysAreRefused() {
        func array(_ shape: WireValue, _ dtype: String, _ count: Int) -> [UInt8] {
            let fields: [WireField] = [
                WireField("__ndarray__", .bool(true)), WireField("data", .bytes(Array(repeating: 0, count: count))),
                WireField("dtype", .string(dtype)), WireField("shape", shape),
            ]
            return MessagePack.encode(.map([WireField("state.arm", .map(fields))]), arrays: .openPI)
        }
        let whole = WireValue.list([.int(2)])
        #expect(refusal { _ = try OpenPI.request(array(whole, "<f4", 7)) }.contains("needs 8 bytes, but has 7"))
        #expect(refusal { _ = try OpenPI.request(array(whole, ">f4", 8)) }.contains("big-endian"))
        #expect(refusal { _ = try OpenPI.request(array(whole, "O", 8)) }.contains("Python objects"))
        #expect(refusal { _ = try OpenPI.request(array(.list([.int(-2)]), "<f4", 8)) }.contains("negative"))
        #expect(refusal { _ = try OpenPI.request(array(.list([.double(2)]), "<f4", 8)) }.contains("whole number"))
        #expect(refusal { _ = try OpenPI.request(array(.null, "<f4", 8)) }.contains("no 'shape'"))
    }

    @Test func mutatedMessagesNeverTrap() {
        var generator = SeededGenerator(seed: 2)
        for message in [Messages.openPIRequest, Messages.n17Nested, Messages.n17Flat, Messages.npyFortran] {
            for round in 0..<2000 {
                WireFuzz.run([UInt8(round % WireFuzz.count)] + message.mutated(using: &generator))
            }
        }
    }
}
