import Evaluation
import Media
import Simulation

/// Results that nobody measured.
enum MadeUp {
    static let setup = ClosedLoopReport.Setup(
        tasks: [.pick, .bowl], groups: [.standard, .heldOut], episodes: 3, seed: 0, seeds: 1_000_000..<1_000_003,
        executionHorizon: 8)

    static let run = ClosedLoopReport.Run(
        command: "gr00t sim eval --policy \"<b>\"", versions: ["gr00t": "0.1.0"], started: "2026-01-01T00:00:00Z")

    static func episode(
        _ task: TaskKind = .pick, _ group: EpisodeGroup = .standard, seed: Int = 1_000_000,
        failure: FailureCause? = nil,
        touched: CubeColour? = .green, named: CubeColour = .green, steps: Int = 20,
        instruction: String = "pick up the green cube"
    ) -> EpisodeResult {
        EpisodeResult(
            task: task, group: group, seed: seed, instruction: instruction, isSuccess: failure == nil, steps: steps,
            firstTouched: touched, followedLanguage: touched.map { $0 == named }, failure: failure, calls: 3)
    }

    /// Two policies in two tasks and two groups; of the second group the bowl was never tried.
    static var report: ClosedLoopReport {
        let episodes = [
            episode(seed: 1_000_000), episode(seed: 1_000_001, failure: .slipped, steps: 80),
            episode(seed: 1_000_002, failure: .wentToOtherCube, touched: .red, steps: 80),
            episode(.bowl), episode(.bowl, seed: 1_000_001, failure: .missedTheBowl, steps: 120),
            episode(.bowl, seed: 1_000_002, failure: .touchedNothing, touched: nil, steps: 120),
            episode(.pick, .heldOut, instruction: "grab the <red> & \"green\" block"),
        ]
        let judged = PolicyResult(
            PolicyDescription(
                .checkpoint, name: "out/nano & co/<checkpoint>",
                details: [.init("denoising steps", "4"), .init("precision", "float32")]), episodes: episodes,
            timing: EvaluationTiming(
                seconds: 12, workers: 2, steps: 460, episodeSeconds: [1, 2, 3], callSeconds: [0.012, 0.013]))
        let hold = PolicyResult(
            PolicyDescription(.hold, name: "hold"),
            episodes: [episode(failure: .touchedNothing, touched: nil, steps: 80)])
        return ClosedLoopReport(setup, run: run, policies: [judged, hold])
    }

    /// A grey picture.
    static func picture(_ grey: UInt8, width: Int = 48, height: Int = 36) -> Image {
        Image(height: height, width: width, pixels: Array(repeating: grey, count: width * height * 3))
    }
}
