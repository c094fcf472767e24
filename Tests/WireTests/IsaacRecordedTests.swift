import Embodiment
import Foundation
import TestSupport
import Testing
import Wire

/// The bytes that Isaac-GR00T's N1.5 service and its client exchanged.
@Suite(.enabled(if: Shared.isPresent, "needs ../shared")) struct IsaacRecordedTests {
    /// As the reference orders them.
    private static let order = ["left_arm", "right_arm", "left_hand", "right_hand"]

    private static func recorded(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: Shared.fixtures.appending(path: "service/\(name).msgpack")))
    }

    @Test func theRequestIsRead() throws {
        let message = try Self.recorded("get_action_request")
        let envelope = try IsaacEnvelope(message)
        #expect(envelope.endpoint == "get_action")
        #expect(envelope.token == nil)
        let request = try envelope.request()
        #expect(request.dialect == .n15)
        #expect(request.options == RequestOptions())
        let wire = try #require(request.observation)
        #expect(!wire.isBatched)
        #expect(wire.ignored.isEmpty)
        let observation = try #require(wire.observations.first)
        #expect(wire.observations.count == 1)
        let frames = try #require(observation.video["ego_view"])
        #expect(frames.count == 1)
        #expect(frames[0].height == 256)
        // The pixels are the bytes after the header of the .npy file, which the dump shows at 0xca.
        #expect(frames[0].pixels == Array(message[0xCA..<0xCA + 256 * 256 * 3]))
        #expect(Set(observation.state.keys) == Set(Self.order))
        let hand = try #require(observation.state["left_hand"])
        #expect((hand.rows, hand.columns) == (1, 6))
        #expect(hand.values[0] == Double(bitPattern: 0x3F11_439A_38F3_0351))
        #expect(
            observation.annotation == [
                "human.action.task_description": ["pick the pear from the counter and place it in the plate"]
            ])
    }

    @Test func anObservationComesBackThroughOurOwnClient() throws {
        let request = try IsaacEnvelope(Self.recorded("get_action_request")).request()
        let observation = try #require(request.observation?.observations.first)
        let message = IsaacCall.encoded("get_action", data: WireObservation.fields(of: observation), token: "secret")
        let envelope = try IsaacEnvelope(message)
        #expect(envelope.token == "secret")
        #expect(try envelope.request().observation == request.observation)
    }

    @Test func theReplyIsWrittenByteForByte() throws {
        let message = try Self.recorded("get_action_response")
        let reply = try IsaacCall.actions(in: message)
        #expect(reply.chunks.count == 1)
        #expect(reply.chunks[0].horizon == 16)
        #expect(reply.chunks[0].actions["left_arm"]?.columns == 7)
        #expect(
            IsaacReply.actions(reply, isBatched: false, timing: false).encoded(for: .n15, order: Self.order) == message)
    }

    @Test func theModalityConfigsAreWrittenByteForByte() throws {
        let message = try Self.recorded("modality_config_response")
        let configs = try IsaacCall.modalityConfigs(in: message)
        #expect(configs["action"]?.deltaIndices == Array(0..<16))
        #expect(configs["video"]?.modalityKeys == [ModalityKey(.video, "ego_view")])
        #expect(IsaacReply.modalityConfigs(configs).encoded(for: .n15) == message)
    }

    @Test func thePingIsWrittenByteForByte() throws {
        #expect(try IsaacCall.encoded("ping") == Self.recorded("ping_request"))
    }

    @Test func messagesCutShortAreRefused() throws {
        for name in ["get_action_response", "modality_config_response", "ping_request"] {
            let message = try Self.recorded(name)
            for end in message.indices {
                #expect(throws: WireError.self) { try MessagePack.decode(Array(message[..<end])) }
            }
        }
        let request = try Self.recorded("get_action_request")
        for end in Array(0..<200) + Array(request.count - 200..<request.count) {
            #expect(throws: WireError.self) { try IsaacEnvelope(Array(request[..<end])) }
        }
    }

    @Test(arguments: ["get_action_request", "get_action_response", "modality_config_response", "ping_request"])
    func mutatedMessagesNeverTrap(name: String) throws {
        var generator = SeededGenerator(seed: 1)
        // Whole images would only make most mutations fall into pixels.
        let message = name == "get_action_request" ? try Self.smallRequest() : try Self.recorded(name)
        for round in 0..<3000 {
            WireFuzz.run([UInt8(round % WireFuzz.count)] + message.mutated(using: &generator))
        }
    }

    /// The recorded request with an image of 2x2.
    private static func smallRequest() throws -> [UInt8] {
        let request = try IsaacEnvelope(recorded("get_action_request")).request()
        var fields = WireObservation.fields(of: try #require(request.observation?.observations.first))
        fields[0] = WireField(
            fields[0].key, .array(NDArray(dtype: .uint8, shape: [1, 2, 2, 3], bytes: Array(0..<12))))
        return IsaacCall.encoded("get_action", data: fields)
    }
}
