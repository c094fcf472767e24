import Embodiment
import Media
import Testing
import Wire

@Suite struct WireObservationTests {
    private static func pixels(_ shape: [Int]) -> WireValue {
        .array(NDArray(dtype: .uint8, shape: shape, bytes: (0..<shape.reduce(1, *)).map { UInt8($0 & 255) }))
    }

    private static func numbers(_ shape: [Int]) -> WireValue {
        .array(NDArray(float64: (0..<shape.reduce(1, *)).map(Double.init), shape: shape))
    }

    private static func read(_ fields: (String, WireValue)...) throws -> WireObservation {
        try WireObservation(fields.map { WireField($0.0, $0.1) })
    }

    @Test func framesAreCutOutOfClips() throws {
        let wire = try Self.read(("video.front", Self.pixels([2, 1, 2, 3])))
        let frames = try #require(wire.observations[0].video["front"])
        #expect(frames.map(\.pixels) == [[0, 1, 2, 3, 4, 5], [6, 7, 8, 9, 10, 11]])
        #expect(try Self.read(("video.front", Self.pixels([1, 2, 3]))).observations[0].video["front"]?.count == 1)
    }

    @Test func batchesAreTakenApart() throws {
        let wire = try Self.read(
            ("annotation.task", .list([.string("a"), .string("b")])), ("video.front", Self.pixels([2, 3, 1, 1, 3])),
            ("state.arm", Self.numbers([2, 2, 2])))
        #expect(wire.isBatched)
        #expect(wire.observations.map { $0.video["front"]?.count } == [3, 3])
        #expect(wire.observations[1].video["front"]?[0].pixels == [9, 10, 11])
        #expect(wire.observations[1].state["arm"] == Matrix(rows: 2, columns: 2, values: [4, 5, 6, 7]))
        #expect(wire.observations.map(\.annotation) == [["task": ["a"]], ["task": ["b"]]])
    }

    @Test(
        arguments: [
            (numbers([2, 3]), 2, 3), (numbers([3]), 1, 3), (numbers([]), 1, 1), (.double(2), 1, 1), (.int(2), 1, 1),
            (.list([.int(0), .double(1)]), 1, 2), (.list([.list([.int(0)]), .list([.int(1)])]), 2, 1),
            (.array(NDArray(dtype: .int16, shape: [1, 2], bytes: [255, 255, 1, 0])), 1, 2),
        ] as [(WireValue, Int, Int)])
    func statesOfManyShapesAreRead(value: WireValue, rows: Int, columns: Int) throws {
        let matrix = try #require(try Self.read(("state.arm", value)).observations[0].state["arm"])
        #expect((matrix.rows, matrix.columns) == (rows, columns))
    }

    @Test func annotationsOfManyShapesAreRead() throws {
        let text = NDArray(
            dtype: .text(2), shape: [1], bytes: [0x61, 0, 0, 0, 0x62, 0, 0, 0])
        for value: WireValue in [
            .string("ab"), .list([.string("ab")]), .list([.list([.string("ab")])]), .array(text),
        ] {
            let wire = try Self.read(("annotation.task", value), ("state.arm", Self.numbers([2])))
            #expect(wire.observations.map(\.annotation) == [["task": ["ab"]]])
        }
        let both = try Self.read(("annotation.task", .string("ab")), ("state.arm", Self.numbers([2, 1, 1])))
        #expect(both.observations.map(\.annotation) == [["task": ["ab"]], ["task": ["ab"]]])
    }

    @Test func otherKeysAreIgnoredAndListed() throws {
        let wire = try Self.read(
            ("vidoe.front", .int(1)), ("action.arm", Self.numbers([16, 2])), ("state.arm", Self.numbers([2])),
            ("timestamp", .double(1)))
        #expect(wire.ignored == ["vidoe.front", "action.arm", "timestamp"])
        #expect(wire.observations.map { Set($0.state.keys) } == [["arm"]])
    }

    @Test func picturesAreDecoded() throws {
        let url =
            "data:image/png;base64,"
            + String(decoding: JSONNumpy.encode(.bytes(Messages.png)).dropFirst().dropLast(), as: UTF8.self)
        for value: WireValue in [.bytes(Messages.png), .string(url), .list([.bytes(Messages.png)])] {
            let wire = try Self.read(("video.front", value))
            #expect(wire.observations[0].video["front"]?.map(\.pixels) == [Messages.picture])
        }
        let jpeg = try #require(
            try Self.read(("video.front", .bytes(Messages.jpeg))).observations[0].video["front"]?[0])
        #expect((jpeg.height, jpeg.width) == (8, 16))
        #expect(zip(jpeg.pixels, [200, 30, 60]).allSatisfy { abs(Int($0) - $1) < 6 })
        let clips = try Self.read(("video.front", .list([Self.pixels([2, 2, 2, 3]), Self.pixels([2, 2, 2, 3])])))
        #expect(clips.isBatched)
        #expect(clips.observations.map { $0.video["front"]?.count } == [2, 2])
    }

    @Test func picturesThatUnfoldToTooMuchAreRefusedByTheirHeader() {
        var bomb = Messages.png
        bomb.replaceSubrange(16..<24, with: [0, 0, 0x20, 0, 0, 0, 0x20, 0])
        var limits = WireLimits()
        limits.bytes = 1 << 20
        let field = WireField("video.front", .bytes(bomb))
        #expect(refusal { _ = try WireObservation([field], limits: limits) }.contains("unfold"))
        bomb[16] = 1
        let larger = WireField("video.front", .bytes(bomb))
        #expect(refusal { _ = try WireObservation([larger]) }.contains("sides must be 1 to 8192"))
    }

    @Test(
        arguments: [
            ("video.front", numbers([1, 2, 2, 3]), "an array of float64 [1, 2, 2, 3] is no video"),
            ("video.front", pixels([1, 2, 2, 4]), "is no video"), ("video.front", pixels([2, 3]), "is no video"),
            ("video.front", pixels([0, 2, 2, 3]), "has no pixels"), ("video.front", pixels([1, 8193, 3]), "8192"),
            ("video.front", .list([pixels([1, 1, 3]), pixels([1, 2, 3])]), "differ in size"),
            ("video.front", .list([pixels([1, 1, 3]), pixels([1, 1, 1, 3])]), "is no video"),
            ("video.front", .list([]), "is no video"), ("video.front", .string("pear.jpg"), "a text is no video"),
            ("video.front", .string("data:image/png;base64,@@@@"), "not base64"),
            ("video.front", .bytes([1, 2, 3]), "neither like a JPEG nor like a PNG"),
            ("state.arm", .string("up"), "a text is no state"), ("state.arm", numbers([1, 1, 1, 1]), "is no state"),
            ("state.arm", numbers([0, 2]), "has no numbers"),
            ("state.arm", .list([.double(1), .double(.nan)]), "number 1 is nan"),
            ("state.arm", .list([.list([.int(1)]), .list([])]), "differ in length"),
            ("annotation.task", .int(1), "a number is no instruction"), ("annotation.task", .list([]), "no text"),
            ("annotation.task", .list([.list([])]), "no text"),
            ("annotation.task", .list([.string("a"), .list([.string("b")])]), "a list is no instruction"),
            ("annotation.task", .list([.list([.list([.string("a")])])]), "a list is no instruction"),
        ] as [(String, WireValue, String)])
    func badValuesAreRefusedByKey(key: String, value: WireValue, reason: String) {
        let text = refusal { _ = try Self.read((key, value)) }
        #expect(text.hasPrefix(key + ": "))
        #expect(text.contains(reason))
    }

    @Test func statesThatUnfoldToTooMuchAreRefused() {
        let zeros = NDArray(dtype: .uint8, shape: [1 << 21], bytes: Array(repeating: 0, count: 1 << 21))
        #expect(refusal { _ = try Self.read(("state.arm", .array(zeros))) }.contains("more than 1048576"))
    }

    @Test func batchesMustAgree() {
        let two = Self.numbers([2, 1, 1])
        #expect(
            refusal { _ = try Self.read(("state.arm", two), ("state.gripper", Self.numbers([3, 1, 1]))) }
                == "state.gripper: its batch has 3, but that of state.arm has 2")
        #expect(
            refusal { _ = try Self.read(("state.arm", two), ("video.front", Self.pixels([2, 1, 1, 3]))) }
                .hasPrefix("video.front: it has no batch axis, but state.arm has one"))
        #expect(
            refusal {
                _ = try Self.read(
                    ("annotation.a", .list([.string("a"), .string("b"), .string("c")])), ("state.arm", two))
            }
            .hasPrefix("annotation.a: its batch has 3"))
    }

    @Test func batchesAndKeysAreBounded() {
        let many = (0..<257).map { WireField("state.joint\($0)", .int(0)) }
        #expect(
            refusal { _ = try WireObservation(many) } == "state.joint256: an observation of 257 keys; send 256 at most")
        #expect(refusal { _ = try Self.read(("state.arm", Self.numbers([1025, 1, 1]))) }.contains("send 1 to 1024"))
        #expect(
            refusal { _ = try Self.read(("annotation.a", .list(Array(repeating: .list([.string("a")]), count: 1025)))) }
                .contains("send 1 to 1024"))
    }

    @Test func aKeyMayStandOnlyOnce() {
        let nested = WireValue.map([WireField("front", Self.pixels([1, 1, 3]))])
        #expect(
            refusal { _ = try Self.read(("video.front", Self.pixels([1, 1, 3])), ("video", nested)) }
                .contains("'video.front' occurs twice"))
    }
}
