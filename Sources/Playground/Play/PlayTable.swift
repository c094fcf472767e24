import Simulation

/// The scene that is played in, and the instruction that is being done. It belongs to the thread that made it.
final class PlayTable {
    let world: TabletopWorld
    let robot: SO101Model
    let settings: PlaySettings
    private(set) var kind: TaskKind
    /// Counts from ``EpisodeSeeds/evaluationStart``.
    private(set) var seed: Int
    private(set) var spec: EpisodeSpec
    /// Control steps since the scene began.
    private(set) var step = 0
    private(set) var task: PlayTask?
    private var seen: EpisodeMoment?

    /// Lays out the first scene. Throws `WorldError`, `PhysicsError`, `EpisodeError`.
    init(_ settings: PlaySettings, _ robot: SO101Model) throws {
        self.robot = robot
        world = try TabletopWorld(robot, imageSize: settings.imageSize)
        self.settings = settings
        kind = settings.task
        seed = settings.seed
        spec = try Self.spec(settings.task, seed: settings.seed, settings)
        try world.reset(to: spec.layout)
    }

    /// Another scene; the one that is on stays where there is no such seed. Throws ``EpisodeError`` and `WorldError`.
    func begin(_ kind: TaskKind, seed: Int) throws {
        spec = try Self.spec(kind, seed: seed, settings)
        (self.kind, self.seed) = (kind, seed)
        try restart()
    }

    /// The same scene from its beginning.
    func restart() throws {
        (task, step, seen) = (nil, 0, nil)
        try world.reset(to: spec.layout)
    }

    /// Begins an instruction, from where the arm is.
    func instruct(_ text: String) { (task, seen) = (PlayTask(text, in: world.state), nil) }

    func halt() { (task, seen) = (nil, nil) }

    /// As things stand. Its pictures are drawn once, for the page and for the policy.
    var moment: EpisodeMoment {
        if let seen { return seen }
        let moment = EpisodeMoment(world, instruction: task?.text ?? "", step: step)
        seen = moment
        return moment
    }

    /// The driver can't go on with the instruction.
    func fail(_ reason: String) { task?.fail(reason) }

    var isActing: Bool { task?.phase == .acting }

    /// One control step.
    func advance(_ command: JointAngles) throws {
        seen = nil
        try world.step(command)
        step += 1
        task?.observe(world.state)
    }

    /// Lays a cube down on the table, elsewhere.
    func move(_ colour: CubeColour, x: Double, y: Double) throws {
        seen = nil
        try world.moveCube(colour, to: SceneLayout.Place(x: x, y: y))
    }

    /// Whether nothing moves that one could see.
    var isStill: Bool {
        let state = world.state
        return state.velocities.allSatisfy { abs($0) < 0.005 }
            && state.cubes.allSatisfy { $0.velocity.allSatisfy { abs($0) < 0.005 } }
    }

    private static func spec(_ kind: TaskKind, seed: Int, _ settings: PlaySettings) throws -> EpisodeSpec {
        let seeds = try EpisodeSeeds.evaluation(from: seed, count: 1)
        return EpisodeSpec(kind, seed: seeds.lowerBound, options: settings.options)
    }
}
