import Playground
import Simulation
import Testing

@Suite struct PlayCommandTests {
    @Test(arguments: [
        (#"{"type":"instruct","text":"  pick up\tthe green  cube\n"}"#, PlayCommand.instruct("pick up the green cube")),
        (#"{"type":"halt"}"#, .halt),
        (#"{"type":"new_scene"}"#, .newScene(seed: nil, task: nil)),
        (#"{"type":"new_scene","seed":12,"task":"push"}"#, .newScene(seed: 12, task: .push)),
        (#"{"type":"reset","more":[1,{"a":null}]}"#, .reset),
        (#"{"type":"pause"}"#, .pause),
        (#"{"type":"resume"}"#, .resume),
        (#"{"type":"step"}"#, .step),
        (#"{"type":"speed","value":0.5}"#, .speed(0.5)),
        (#"{"type":"nudge","colour":"red"}"#, .nudge(.red)),
        (#"{"type":"seen","stream":2}"#, .seen(.front)),
    ])
    func messagesOfThePageAreUnderstood(_ text: String, _ command: PlayCommand) throws {
        #expect(try PlayCommand(Array(text.utf8)) == command)
    }

    @Test(arguments: [
        ("", "no JSON"),
        ("[]", "no JSON"),
        ("{}", "no JSON"),
        (#"{"type":7}"#, "no JSON"),
        (#"{"type":"pause""#, "no JSON"),
        (#"{"type":"shutdown"}"#, "shutdown"),
        (#"{"type":"instruct"}"#, "empty"),
        (#"{"type":"instruct","text":" \u0000\u200b \n"}"#, "empty"),
        (#"{"type":"instruct","text":\#(String(repeating: "x", count: 201).debugDescription)}"#, "201"),
        (#"{"type":"new_scene","seed":-1}"#, "-1"),
        (#"{"type":"new_scene","seed":1.5}"#, "no JSON"),
        (#"{"type":"new_scene","seed":1e400}"#, "no JSON"),
        (#"{"type":"new_scene","seed":1000000001}"#, "1000000001"),
        (#"{"type":"new_scene","task":"fold"}"#, "fold"),
        (#"{"type":"speed","value":1e9}"#, "1000000000"),
        (#"{"type":"speed"}"#, "missing"),
        (#"{"type":"nudge","colour":"mauve"}"#, "mauve"),
        (#"{"type":"seen","stream":9}"#, "stream"),
        (#"{"type":"seen","stream":-1}"#, "no JSON"),
    ])
    func everythingElseIsRefusedInWords(_ text: String, _ word: String) {
        let error = #expect(throws: PlaygroundError.self) { try PlayCommand(Array(text.utf8)) }
        #expect("\(error.map { "\($0)" } ?? "")".contains(word))
    }

    @Test func bytesThatAreNoTextAreRefused() {
        var bytes = Array(#"{"type":"instruct","text":"ab"}"#.utf8)
        bytes[27] = 0xff
        #expect(throws: PlaygroundError.self) { try PlayCommand(bytes) }
        let deep = Array(repeating: UInt8(ascii: "["), count: PlayCommand.messageBytes)
        #expect(throws: PlaygroundError.self) { try PlayCommand(deep) }
    }

    @Test func aLongTypeIsNotRepeatedWhole() {
        let text = #"{"type":"\#(String(repeating: "y", count: 3000))"}"#
        let error = #expect(throws: PlaygroundError.self) { try PlayCommand(Array(text.utf8)) }
        #expect("\(error.map { "\($0)" } ?? "")".count < 200)
    }
}
