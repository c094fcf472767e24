extension PlayEvent {
    /// What is running, for the head of the page.
    package struct Hello: Sendable, Equatable, Encodable {
        /// `expert`, a checkpoint's path, a server's address.
        package var policy: String
        /// In a sentence, for those who learn.
        package var about: String
        package var joints: [Joint]
        package var tasks: [String]
        package var speeds: [Double]
        package var instructionLimit: Int

        package struct Joint: Sendable, Equatable, Encodable {
            package var name: String
            package var unit: String
            /// What it can do, in that unit.
            package var low: Double
            package var high: Double
        }
    }

    /// What stands on the table.
    package struct Scene: Sendable, Equatable, Encodable {
        package var seed: Int
        package var task: String
        package var cubes: [String]
        /// Instructions that fit the scene, its own first.
        package var suggestions: [String]

        package init(seed: Int, task: String, cubes: [String], suggestions: [String]) {
            self.seed = seed
            self.task = task
            self.cubes = cubes
            self.suggestions = suggestions
        }
    }

    /// How far an instruction has come, as the physics state says.
    package struct TaskStatus: Sendable, Equatable, Encodable {
        package enum Phase: String, Sendable, Encodable {
            /// No instruction: the arm holds still.
            case idle
            case acting
            /// Done, as the physics state says.
            case success
            /// The time is over.
            case timeOver = "time_over"
            /// The policy failed; the remark says why.
            case failed
        }

        package var phase: Phase
        package var instruction: String
        /// What the instruction means, in words; absent where its meaning is not known, so that nothing can be judged.
        package var goal: String?
        /// Why nothing can be judged, or what went wrong so far, in words.
        package var remark: String
        /// The cube that the jaws touched first.
        package var firstTouched: String?
        /// Whether that is the one that was named; absent before a touch, and where no cube is named.
        package var followed: Bool?
        /// Control steps since the instruction, and how many there may be.
        package var steps: Int
        package var stepLimit: Int

        package init(
            phase: Phase, instruction: String = "", goal: String? = nil, remark: String = "",
            firstTouched: String? = nil, followed: Bool? = nil, steps: Int = 0, stepLimit: Int = 0
        ) {
            self.phase = phase
            self.instruction = instruction
            self.goal = goal
            self.remark = remark
            self.firstTouched = firstTouched
            self.followed = followed
            self.steps = steps
            self.stepLimit = stepLimit
        }
    }

    /// One control step.
    package struct Moment: Sendable, Equatable, Encodable {
        /// Control steps since the scene began.
        package var step: Int
        /// Seconds of simulated time since then.
        package var time: Double
        package var paused: Bool
        /// Seconds that the arm has been waiting for the policy; 0 where it does not.
        package var waiting: Double
        /// Control steps in the last second.
        package var stepsPerSecond: Double
        package var speed: Double
        /// Degrees, and percent for the gripper.
        package var joints: [Double]
        package var command: [Double]
        package var cubes: [Cube]

        package struct Cube: Sendable, Equatable, Encodable {
            package var colour: String
            /// Centimetres: away from the arm's base, to its left, above the table.
            package var x: Double
            package var y: Double
            package var height: Double
            /// `held`, `in the bowl`, `on the table`, `on the table, touched`, `in the air`, `off the table`.
            package var place: String
        }
    }

    /// What a policy was shown and what it answered.
    package struct Answer: Sendable, Equatable, Encodable {
        /// The control step of the scene at which the observation was taken.
        package var step: Int
        package var milliseconds: Double
        package var stages: [Stage]
        package var inputs: [Entry]
        package var outputs: [Entry]
        /// Absolute joint targets, [horizon, 6], degrees and percent.
        package var chunk: [[Double]]
        /// How many of its steps are executed before the next answer.
        package var executed: Int

        package init(
            step: Int, milliseconds: Double, stages: [Stage] = [], inputs: [Entry] = [], outputs: [Entry] = [],
            chunk: [[Double]], executed: Int
        ) {
            self.step = step
            self.milliseconds = milliseconds
            self.stages = stages
            self.inputs = inputs
            self.outputs = outputs
            self.chunk = chunk
            self.executed = executed
        }

        package struct Stage: Sendable, Equatable, Encodable {
            package var name: String
            package var milliseconds: Double
        }

        package struct Entry: Sendable, Equatable, Encodable {
            package var key: String
            /// `uint8 [1, 96, 96, 3]`
            package var shape: String
            /// Its values where they are few.
            package var values: String
        }
    }

    /// What could not be done, or went wrong.
    package struct Notice: Sendable, Equatable, Encodable {
        package var text: String

        package init(text: String) { self.text = text }
    }
}
