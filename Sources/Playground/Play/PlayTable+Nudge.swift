import Foundation
import Simulation

extension PlayTable {
    /// How far a cube is moved, m.
    private static let nudge = 0.04
    /// From the middle of the cube to the middle of any other, and of the bowl, at least.
    private static let cubeRoom = 0.045
    private static let bowlRoom = 0.08

    /// Moves a cube 4 cm over the table, to where the arm reaches it and nothing else is. Throws
    /// ``PlaygroundError/noSuchCube(_:present:)`` and ``PlaygroundError/noRoom(_:)``.
    func nudge(_ colour: CubeColour) throws {
        let state = world.state
        guard let cube = state[colour] else {
            throw PlaygroundError.noSuchCube(colour.rawValue, present: state.cubes.map(\.colour.rawValue))
        }
        // Another direction each time, first of all the one that the step's number says.
        let angles = (0..<8).map { Double(step + $0 * 3) * .pi / 4 }
        for angle in angles {
            let (x, y) = (cube.position[0] + Self.nudge * cos(angle), cube.position[1] + Self.nudge * sin(angle))
            guard Self.isReachable(x, y), isFree(x, y, besides: colour, in: state) else { continue }
            return try move(colour, x: x, y: y)
        }
        throw PlaygroundError.noRoom(colour.rawValue)
    }

    private static func isReachable(_ x: Double, _ y: Double) -> Bool {
        (0.14...0.27).contains(x) && (-0.13...0.13).contains(y)
    }

    private func isFree(_ x: Double, _ y: Double, besides colour: CubeColour, in state: WorldState) -> Bool {
        let cubes = state.cubes.filter { $0.colour != colour }
        return cubes.allSatisfy { hypot($0.position[0] - x, $0.position[1] - y) > Self.cubeRoom }
            && state.bowl.map { hypot($0[0] - x, $0[1] - y) > Self.bowlRoom } ?? true
    }
}
