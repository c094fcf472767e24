import Simulation

extension PlayTable {
    /// What stands on the table, for the page.
    var scene: PlayEvent.Scene {
        PlayEvent.Scene(
            seed: seed, task: kind.rawValue, cubes: spec.layout.cubes.map(\.colour.rawValue), suggestions: suggestions)
    }

    var status: PlayEvent.TaskStatus { task?.status ?? PlayEvent.TaskStatus(phase: .idle) }

    /// The control step that has just passed. What is about time and pace, the caller adds.
    func moment(paused: Bool, waiting: Double, stepsPerSecond: Double, speed: Double) -> PlayEvent.Moment {
        let state = world.state
        return PlayEvent.Moment(
            step: step, time: state.time, paused: paused, waiting: waiting, stepsPerSecond: stepsPerSecond,
            speed: speed,
            joints: state.joints.inUnits, command: state.command.inUnits,
            cubes: state.cubes.map {
                PlayEvent.Moment.Cube(
                    colour: $0.colour.rawValue, x: $0.position[0] * 100, y: $0.position[1] * 100,
                    height: ($0.position[2] - Self.cubeRestHeight) * 100, place: Self.place(of: $0))
            })
    }

    /// What the joints can do, for the page.
    var joints: [PlayEvent.Hello.Joint] {
        let low = JointAngles(radians: world.jointRanges.map(\.lowerBound)).inUnits
        let high = JointAngles(radians: world.jointRanges.map(\.upperBound)).inUnits
        return JointAngles.names.enumerated().map { index, name in
            PlayEvent.Hello.Joint(
                name: name, unit: index == JointAngles.count - 1 ? "%" : "°", low: low[index], high: high[index])
        }
    }

    /// The middle of a cube that lies on the table, m.
    private static let cubeRestHeight = 0.0125

    private static func place(of cube: WorldState.Cube) -> String {
        if cube.isGrasped { return "held" }
        if cube.position[2] < 0 { return "off the table" }
        if cube.touchesBowl, !cube.touchesTable { return "in the bowl" }
        let place = cube.touchesTable ? "on the table" : "in the air"
        return cube.isTouched ? "\(place), touched" : place
    }

    /// The scene's own instruction first, then what else can be done with what is there.
    private var suggestions: [String] {
        var texts = [spec.instruction.text]
        for (index, cube) in spec.layout.cubes.enumerated() {
            var goals: [TaskGoal] = [.pick(colour: cube.colour)]
            if spec.layout.bowl != nil { goals.append(.bowl(colour: cube.colour)) }
            goals.append(.push(colour: cube.colour, side: index.isMultiple(of: 2) ? .left : .right))
            for goal in goals {
                guard let phrase = InstructionPhrase.all(of: goal.kind).first else { continue }
                let text = Instruction(phrase, goal).text
                if !texts.contains(text) { texts.append(text) }
            }
        }
        return texts
    }
}

extension JointAngles {
    /// Degrees, and percent for the gripper.
    var inUnits: [Double] { arm + [gripper] }
}
