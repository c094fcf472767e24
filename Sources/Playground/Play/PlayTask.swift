import Simulation

/// An instruction, what it means, and how far it has come.
struct PlayTask {
    let text: String
    /// nil for words that the tasks do not have, or that do not fit the scene.
    let goal: TaskGoal?
    /// Why there is no goal.
    let unknown: String
    let stepLimit: Int
    private(set) var phase = PlayEvent.TaskStatus.Phase.acting
    private(set) var steps = 0
    private var monitor: TaskMonitor?
    /// Why the driver can't go on.
    private var failure = ""

    /// For words whose meaning, and so whose kind of task, is not known.
    private static let unknownStepLimit = 120

    /// Begins to do what `text` says, from a state.
    init(_ text: String, in state: WorldState) {
        self.text = text
        do {
            let goal = try Instruction(parsing: text).goal
            monitor = try TaskMonitor(goal, from: state)
            self.goal = goal
            unknown = ""
            stepLimit = goal.kind.stepLimit
        } catch {
            goal = nil
            unknown =
                if case .unknownInstruction = error {
                    "these words are none of the tasks'; the policy gets them as they are"
                } else {
                    "\(error)"
                }
            stepLimit = Self.unknownStepLimit
        }
    }

    /// To be called after every control step.
    mutating func observe(_ state: WorldState) {
        guard phase == .acting else { return }
        steps += 1
        monitor?.observe(state)
        if monitor?.isSuccess == true {
            phase = .success
        } else if steps >= stepLimit {
            phase = .timeOver
        }
    }

    /// The driver can't go on.
    mutating func fail(_ reason: String) {
        guard phase == .acting else { return }
        (phase, failure) = (.failed, reason)
    }

    /// As the page shows it.
    var status: PlayEvent.TaskStatus {
        let outcome = monitor?.outcome
        return PlayEvent.TaskStatus(
            phase: phase, instruction: text, goal: goal.map(Self.words), remark: remark(outcome),
            firstTouched: outcome?.firstTouched.map { "the \($0.rawValue) cube" }, followed: outcome?.followedLanguage,
            steps: steps, stepLimit: stepLimit)
    }

    private func remark(_ outcome: EpisodeOutcome?) -> String {
        switch phase {
        case .failed: failure
        case .success: "the physics says so, after \(steps) steps"
        case .timeOver where outcome != nil: outcome?.failure?.explanation ?? ""
        case .idle, .acting, .timeOver: goal == nil ? "success can't be judged: \(unknown)" : ""
        }
    }

    private static func words(_ goal: TaskGoal) -> String {
        let cube = "the \(goal.colour.rawValue) cube"
        return switch goal {
        case .pick: "\(cube) held up between the jaws"
        case .bowl: "\(cube) in the bowl, and let go of"
        case .push(_, let side): "\(cube) 5 cm further to the \(side.rawValue), on the table"
        }
    }
}
