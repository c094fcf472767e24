import TestSupport
import Testing

/// What a user can get wrong in `gr00t evaluate`'s command line: exit code 2 and a message that names it.
@Suite struct BadOptionTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let option: String
        let value: String
        /// What the message must say.
        let says: [String]

        init(_ option: String, _ value: String, says: String...) {
            self.option = option
            self.value = value
            self.says = says
        }

        var testDescription: String { "\(option) \(value)" }
    }

    @Test(arguments: [
        Case("--model-path", "no/such/model", says: "no/such/model", "is not there: check the path"),
        Case("--model-path", "nvidia/GR00T-N1.5-3B", says: "nvidia/GR00T-N1.5-3B", "gr00t model download"),
        Case("--dataset-path", "/no/such/dataset", says: "/no/such/dataset", "does not exist"),
        Case("--data-config", "so1000", says: "so1000", "fourier_gr1_arms_only"),
        Case("--data-config", "no/such.yaml", says: "no/such.yaml"),
        Case("--data-config", "fourier_gr1_arms_only", says: "left_arm", "modality.json"),
        Case("--embodiment-tag", "robot9", says: "robot9", "new_embodiment"),
        Case("--embodiment-tag", "gr1", says: "gr1", "experiment_cfg/metadata.json", "new_embodiment"),
        Case("--modality-keys", "elbow", says: "action.elbow", "single_arm, gripper"),
        Case("--modality-keys", "state.gripper", says: "state.gripper"),
        Case("--steps", "0", says: "--steps is 0"),
        Case("--steps", "-5", says: "--steps is -5"),
        Case("--steps", "many", says: "many", "--steps"),
        Case("--action-horizon", "17", says: "17", "16 steps"),
        Case("--denoising-steps", "0", says: "--denoising-steps is 0"),
        Case("--precision", "float7", says: "float7", "--precision"),
        Case("--threads", "0", says: "--threads is 0"),
        Case("--trajs", "1000000000", says: "no episode 2"),
        Case("--traj-ids", "9", says: "no episode 9"),
        Case("--start-traj", "-1", says: "--start-traj is -1"),
        Case("--tokenizer", "/no/such/tokenizer", says: "/no/such/tokenizer", "tokenizer"),
        Case("--json", "/proc/nothing/report.json", says: "/proc/nothing"),
        Case("--save-plot-path", "/proc/nothing", says: "/proc/nothing"),
        Case("--no-such-flag", "1", says: "--no-such-flag"),
    ]) func isRefused(_ bad: Case) throws {
        let outcome = try Workbench.shared.get().evaluate([bad.option: bad.value])
        #expect(outcome.code == 2)
        #expect(outcome.output.isEmpty)
        for text in bad.says { #expect(outcome.errors.contains(text), "\(outcome.errors)") }
    }
}
