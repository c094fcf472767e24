/// Watches the physics of one episode and says whether its goal is reached, and if not, why not. See ``SuccessCriteria``.
public struct TaskMonitor: Sendable {
    public let goal: TaskGoal
    /// Control steps watched so far.
    public private(set) var steps = 0
    /// The first cube that a jaw touched or moved; of several in the same step the named one.
    public private(set) var firstTouched: CubeColour?
    /// Control steps for which the goal has held without a break.
    private var held = 0
    /// All cubes at the episode's start, and the named one.
    private let cubes: [WorldState.Cube]
    private let start: WorldState.Cube
    private var latest: WorldState.Cube
    private var history = History()

    /// What has happened to the named cube.
    private struct History {
        var wasTouched = false
        var wasGrasped = false
        var wasLifted = false
        /// Control steps for which it has been pressed between the jaws without a break, and whether that was for long.
        var grippedSteps = 0
        var wasGripped = false
        var wasLeftOutsideBowl = false
        var isGrasped = false
        var isInBowl = false
        var isOverBowl = false
    }

    /// - Parameter state: at the episode's start.
    /// - Throws: ``EpisodeError/missingObject(_:goal:)`` where the scene lacks the cube or the bowl.
    public init(_ goal: TaskGoal, from state: WorldState) throws(EpisodeError) {
        guard let cube = state[goal.colour] else { throw .missingObject("\(goal.colour.rawValue) cube", goal: goal) }
        if goal.kind == .bowl, state.bowl == nil { throw .missingObject("bowl", goal: goal) }
        self.goal = goal
        cubes = state.cubes
        (start, latest) = (cube, cube)
    }

    /// To be called after every control step.
    public mutating func observe(_ state: WorldState) {
        steps += 1
        guard let cube = state[goal.colour] else { return }
        if firstTouched == nil {
            firstTouched = wasTouched(cube) ? cube.colour : state.cubes.first(where: wasTouched)?.colour
        }
        note(cube, state)
        held = isReached(cube, state) ? held + 1 : 0
        latest = cube
    }

    /// Whether the goal holds and has held for long enough.
    public var isSuccess: Bool { isSuccess(stepsMore: 0) }

    /// Whether it has held for some control steps more than that.
    public func isSuccess(stepsMore: Int) -> Bool { held >= SuccessCriteria.steps(goal.kind) + stepsMore }

    /// How the episode ends if it ends now.
    public var outcome: EpisodeOutcome {
        EpisodeOutcome(
            success: isSuccess, steps: steps, firstTouched: firstTouched,
            followedLanguage: firstTouched.map { $0 == goal.colour }, failure: isSuccess ? nil : failure)
    }

    /// Touched now, or moved: a cube that is struck is off again before the control step ends.
    private func wasTouched(_ cube: WorldState.Cube) -> Bool {
        guard !cube.isTouched, let start = cubes.first(where: { $0.colour == cube.colour }) else {
            return cube.isTouched
        }
        return SuccessCriteria.planeDistance(cube.position, start.position) > SuccessCriteria.movedDistance
    }

    private mutating func note(_ cube: WorldState.Cube, _ state: WorldState) {
        let grasped = cube.isGrasped
        let inBowl = SuccessCriteria.isInBowl(cube, state.bowl)
        history.wasTouched = history.wasTouched || wasTouched(cube)
        history.wasGrasped = history.wasGrasped || grasped
        history.wasLifted = history.wasLifted || cube.position[2] > SuccessCriteria.liftedHeight
        history.grippedSteps = SuccessCriteria.isGripped(cube, in: state) ? history.grippedSteps + 1 : 0
        history.wasGripped = history.wasGripped || history.grippedSteps >= SuccessCriteria.grippedSteps
        history.isOverBowl = state.bowl.map { SuccessCriteria.planeDistance(cube.position, $0) < 0.05 } ?? false
        history.isInBowl = inBowl
        history.isGrasped = grasped
        if let bowl = state.bowl, history.wasLifted, !grasped, cube.touchesTable {
            // A cube that falls on the way rolls less far than this from under the gripper.
            history.wasLeftOutsideBowl = SuccessCriteria.planeDistance(cube.position, bowl) < 0.1
        } else if inBowl || grasped {
            history.wasLeftOutsideBowl = false
        }
    }

    private func isReached(_ cube: WorldState.Cube, _ state: WorldState) -> Bool {
        switch goal {
        case .pick:
            return cube.position[2] > SuccessCriteria.pickHeight && cube.isGrasped
        case .bowl:
            return SuccessCriteria.isInBowl(cube, state.bowl) && !cube.isTouched && SuccessCriteria.isAtRest(cube)
        case .push:
            return !history.wasLifted && !history.wasGripped && cube.touchesTable
                && SuccessCriteria.isOnTable(cube.position) && !cube.isTouched && SuccessCriteria.isAtRest(cube)
                && way(of: cube).along >= SuccessCriteria.pushDistance
        }
    }

    /// How far the cube has gone in the direction of the push, and across it.
    private func way(of cube: WorldState.Cube) -> (along: Double, across: Double) {
        let direction = goal.side?.direction ?? 1
        return ((cube.position[1] - start.position[1]) * direction, abs(cube.position[0] - start.position[0]))
    }

    private var failure: FailureCause {
        if !SuccessCriteria.isOnTable(latest.position) { return .leftTheTable }
        if !history.wasTouched { return firstTouched == nil ? .touchedNothing : .wentToOtherCube }
        switch goal {
        case .pick:
            if !history.wasGrasped { return .neverGrasped }
            return history.isGrasped ? .timeOver : .slipped
        case .bowl:
            if history.isInBowl { return latest.isTouched ? .notReleased : .timeOver }
            if !history.wasGrasped { return .neverGrasped }
            if history.isGrasped { return history.isOverBowl ? .notReleased : .timeOver }
            return history.wasLeftOutsideBowl ? .missedTheBowl : .slipped
        case .push:
            let (along, across) = way(of: latest)
            if history.wasLifted || history.wasGripped { return .grippedInstead }
            if along >= SuccessCriteria.pushDistance { return .timeOver }
            return along < -0.01 || across > max(along, 0.03) ? .pushedWrongWay : .pushedTooLittle
        }
    }
}
