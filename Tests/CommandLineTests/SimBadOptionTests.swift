import Testing

/// What a user can get wrong in the command lines of `gr00t sim`: exit code 2 and a message that names it.
@Suite struct SimBadOptionTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let arguments: [String]
        let says: [String]

        init(_ arguments: String..., says: String...) {
            self.arguments = arguments
            self.says = says
        }

        var testDescription: String { arguments.joined(separator: " ") }
    }

    @Test(arguments: [
        Case("eval", "--policy", "hold", "--instruction", "make tea", says: "make tea", "pick up the"),
        Case(
            "eval", "--policy", "hold", "--instruction", "lift the red cube", "--instruction", "grab the blue block",
            says: "grab the blue block", "same task"),
        Case("eval", "--policy", "hold", "--instruction", "lift the red cube", "--task", "bowl", says: "--task"),
        Case("eval", "--policy", "no/such/model", says: "no/such/model"),
        Case("eval", "--policy", "ftp://host", says: "ftp://host"),
        Case("eval", "--policy", "tcp://host:port", says: "host:port"),
        Case("eval", "--policy", "hold", "--policy", "hold", says: "hold is named twice"),
        Case("eval", "--policy", "hold", "--task", "fly", says: "fly", "pick", "--task"),
        Case("eval", "--policy", "hold", "--episodes", "0", says: "--episodes is 0"),
        Case("eval", "--policy", "hold", "--seed=-1", says: "--seed is -1"),
        Case("eval", "--policy", "hold", "--execution-horizon", "0", says: "--execution-horizon is 0"),
        Case("eval", "--policy", "hold", "--workers", "0", says: "--workers is 0"),
        Case("eval", "--policy", "hold", "--split", "all", says: "--split", "held-out"),
        Case("eval", "--policy", "hold", "--all-groups", "--randomise", says: "--all-groups"),
        Case("eval", "--policy", "hold", "--video", "all", says: "--output"),
        Case("eval", "--policy", "hold", "--video", "some", "--output", "x", says: "--video", "mosaic"),
        Case("eval", "--policy", "hold", "--output", "/proc/nothing", says: "/proc/nothing"),
        Case("eval", "--policy", "hold", "--denoising-steps", "0", says: "--denoising-steps is 0"),
        Case("eval", "--policy", "hold", "--timeout", "0", says: "--timeout is 0"),
        Case("eval", "--policy", "hold", "--threads", "0", says: "--threads is 0"),
        Case("eval", "--policy", "hold", "--noise-shape", "16", says: "--noise-shape", "16x32"),
        Case("record", says: "--output"),
        Case("record", "--output", "x", "--episodes", "0", says: "--episodes is 0"),
        Case("record", "--output", "x", "--seed", "1000000", says: "--seed is 1000000", "999999"),
        Case("record", "--output", "x", "--workers", "0", says: "--workers is 0"),
        Case("record", "--output", "x", "--noise", "2", says: "--noise has 2.0"),
        Case("record", "--output", "x", "--image-size", "97", says: "--image-size is 97"),
        Case("record", "--output", "x", "--task", "jump", says: "jump", "--task"),
        Case("record", "--output", "/proc/nothing", "--episodes", "1", says: "/proc/nothing"),
    ]) func isRefused(_ bad: Case) throws {
        let outcome = try Program.run(["sim"] + bad.arguments)
        #expect(outcome.code == 2, "\(outcome.errors)")
        #expect(outcome.output.isEmpty)
        for text in bad.says { #expect(outcome.errors.contains(text), "\(outcome.errors)") }
    }
}
