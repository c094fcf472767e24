import Embodiment
import Testing
import Wire

@Suite struct JSONNumpyTests {
    private static func read(_ text: String) throws -> WireValue { try JSONNumpy.decode(Array(text.utf8)) }

    @Test(
        arguments: [
            ("null", .null), (" true ", .bool(true)), ("-12", .int(-12)), ("0", .int(0)), ("-0.5e1", .double(-5)),
            ("1e2", .double(100)), ("12345678901234567890123", .double(1.2345678901234568e22)),
            ("9223372036854775807", .int(.max)),
            (#""a\"\\\/\b\f\n\r\té\u00e9\ud83d\ude00""#, .string("a\"\\/\u{8}\u{C}\n\r\téé😀")),
            ("[]", .list([])), ("{}", .map([])),
            ("[1, [2], {\"a\" : null}]\n", .list([.int(1), .list([.int(2)]), .map([WireField("a", .null)])])),
            (#""\u0000""#, .string("\0")),
        ] as [(String, WireValue)])
    func valuesAreRead(text: String, value: WireValue) throws {
        #expect(try Self.read(text) == value)
    }

    @Test(
        arguments: [
            ("", "expected a value"), ("nul", "'nul' is no value"), ("NaN", "no value"), ("-Infinity", "no value"),
            ("1e999", "no value"), ("01", "no value"), ("+1", "no value"), (".5", "no value"), ("5.", "no value"),
            ("1.e5", "no value"), ("1e", "no value"), ("1e+", "no value"), ("-", "no value"), ("--1", "no value"),
            ("-01", "no value"), ("1.2.3", "no value"), ("0x10", "no value"), ("1 2", "after the end"),
            ("[1,]", "expected a value"),
            ("[1", "expected ']'"), ("{\"a\":1,}", "in quotes"), ("{\"a\" 1}", "expected ':'"), ("{1:2}", "in quotes"),
            ("\"a", "cut off"), ("\"\n\"", "control character"), (#""\x""#, "unknown escape"),
            (#""\u12g4""#, "hexadecimal"), (#""\ud83d""#, "surrogate"), (#""\ude00""#, "surrogate"),
            (#""\ud83d\u0041""#, "surrogate"), ("{\"a\":1,\"a\":2}", "'a' occurs twice"),
            (#"{"__numpy__":"AAAA","dtype":"<f4","shape":[1]}"#, "needs 4 bytes, but has 3"),
            (#"{"__numpy__":"AA=A","dtype":"<f4","shape":[1]}"#, "base64"),
            (#"{"__numpy__":"AAA","dtype":"<f4","shape":[1]}"#, "base64"),
            (#"{"__numpy__":"AAAB====","dtype":"<f4","shape":[1]}"#, "base64"),
            (#"{"__numpy__":"AB==","dtype":"|u1","shape":[1]}"#, "base64"),
            (#"{"__numpy__":"","dtype":"|O","shape":[1]}"#, "Python objects"),
            (#"{"__numpy__":"","dtype":"<f4"}"#, "no 'shape'"),
            (#"{"__numpy__":"","dtype":"<f4","shape":[-1]}"#, "negative"),
            (#"{"__jpeg__":5}"#, "'__jpeg__' is a number"),
        ])
    func whatIsNoJSONIsRefused(text: String, reason: String) {
        #expect(refusal { _ = try Self.read(text) }.contains(reason))
    }

    @Test func textsThatAreNotUTF8AreRefused() {
        #expect(refusal { _ = try JSONNumpy.decode([0x22, 0xC3, 0x28, 0x22]) }.contains("UTF-8"))
    }

    @Test func deepAndWideTextsAreRefused() {
        let deep = String(repeating: "[", count: 1_000_000)
        #expect(refusal { _ = try Self.read(deep) }.contains("deeper than 32"))
        let wide = "[" + String(repeating: "0,", count: 100_001) + "0]"
        #expect(refusal { _ = try Self.read(wide) }.contains("more than 100000 values"))
    }

    @Test func valuesComeBack() throws {
        let value = WireValue.map([
            WireField("a", .list([.null, .bool(false), .int(.min), .double(1e-5), .double(3)])),
            WireField("quote \" \\ \n \u{1} é😀", .string("tab\t")),
            WireField("empty", .array(NDArray(float32: [], shape: [0, 2]))),
            WireField("array", .array(NDArray(float64: [1, -2.5, 3], shape: [3, 1]))),
        ])
        let read = try JSONNumpy.decode(JSONNumpy.encode(value))
        #expect(read == value)
        #expect(JSONNumpy.encode(.list([.double(.nan), .double(-.infinity)])) == Array("[null,null]".utf8))
    }

    @Test(arguments: 0..<10) func base64OfAnyLengthComesBack(count: Int) throws {
        let bytes = (0..<count).map { UInt8((251 + $0 * 77) & 255) }
        let value = WireValue.array(NDArray(dtype: .uint8, shape: [count], bytes: bytes))
        #expect(try JSONNumpy.decode(JSONNumpy.encode(value)) == value)
    }

    @Test(arguments: [Messages.actBody, Messages.actEncoded]) func theReferencesBodiesAreRead(body: [UInt8]) throws {
        let request = try ActRequest(body)
        #expect(request.options == RequestOptions())
        let observation = try #require(request.observation.observations.first)
        #expect(observation.video["front"]?.map(\.pixels) == [Messages.picture])
        #expect(observation.state["arm"] == Matrix(rows: 1, columns: 2, values: [1.5, -2.5]))
        #expect(observation.state["gripper"] == Matrix(rows: 1, columns: 1, values: [0.25]))
        #expect(observation.annotation == ["human.task_description": ["pick \"it\"\né😀"]])
    }

    @Test func bodiesWithPlainNumbersAndPicturesAreRead() throws {
        let png = String(decoding: JSONNumpy.encode(.bytes(Messages.png)), as: UTF8.self)
        let body =
            #"{"observation":{"video":{"front":{"__png__":\#(png)}},"state":{"arm":[[1,2.5]]},"task":"go"},"#
            + #""options":{"timing":true,"session":"left","noise":[0.5,1]}}"#
        let request = try ActRequest(Array(body.utf8))
        #expect(request.options == RequestOptions(noise: [0.5, 1], session: "left", timing: true))
        #expect(request.observation.observations[0].video["front"]?.map(\.pixels) == [Messages.picture])
        #expect(request.observation.observations[0].state["arm"]?.values == [1, 2.5])
    }

    @Test func bodiesWithoutAnObservationAreRefused() {
        #expect(refusal { _ = try ActRequest(Array("{}".utf8)) }.contains("'observation'"))
        #expect(refusal { _ = try ActRequest(Array("[]".utf8)) }.contains("'the body' is a list"))
        #expect(refusal { _ = try ActRequest(Array(#"{"encoded":"{}","a":1}"#.utf8)) }.contains("alone"))
    }

    @Test func answersAreAsJSONNumpyReadsThem() throws {
        let reply = ActionReply(
            chunks: [ActionChunk(actions: ["arm": Matrix(rows: 1, columns: 2, values: [1, 2])])],
            timing: [StageTime("queue", milliseconds: 1.5)])
        #expect(
            String(decoding: ActRequest.reply(reply, isBatched: false, timing: true), as: UTF8.self)
                == #"{"action.arm":{"__numpy__":"AACAPwAAAEA=","dtype":"<f4","shape":[1,2]},"timing":{"queue":1.5},"notices":[]}"#
        )
        #expect(ActRequest.error("no \"key\"") == Array(#"{"detail":"no \"key\""}"#.utf8))
    }

    @Test func mutatedTextsNeverTrap() {
        var generator = SeededGenerator(seed: 3)
        for round in 0..<4000 {
            let message = round % 2 == 0 ? Messages.actBody : Messages.actEncoded
            WireFuzz.run([UInt8(round % WireFuzz.count)] + message.mutated(using: &generator))
        }
    }
}
