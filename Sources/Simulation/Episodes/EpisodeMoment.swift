import Embodiment

/// One moment of an episode, before its next command. Pictures are drawn only when asked for, and only once.
///
/// It belongs to the world, so to its thread, and is over with the next step.
package final class EpisodeMoment {
    package let world: TabletopWorld
    package let instruction: String
    /// Control steps that have passed.
    package let step: Int
    package let state: WorldState
    /// Seconds that the pictures took to draw.
    package private(set) var drawingSeconds = 0.0
    private var seen: Observation?

    package init(_ world: TabletopWorld, instruction: String, step: Int) {
        self.world = world
        self.instruction = instruction
        self.step = step
        state = world.state
    }

    /// What a policy gets, see ``TabletopWorld/observation(instruction:)``.
    ///
    /// - Throws: `WorldError`, `PhysicsError`.
    package func observation() throws -> Observation {
        if let seen { return seen }
        let clock = ContinuousClock()
        let began = clock.now
        let observation = try world.observation(instruction: instruction)
        drawingSeconds += (clock.now - began).seconds
        seen = observation
        return observation
    }
}

extension Duration {
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
