/// Why the play page does not do what was asked.
package enum PlaygroundError: Error, Equatable, CustomStringConvertible {
    /// A message from a browser that is none of this page's.
    case badMessage(String)
    case textTooLong(characters: Int, limit: Int)
    case emptyInstruction
    /// A cube that the scene does not have.
    case noSuchCube(String, present: [String])
    /// Nowhere near this cube is a free place.
    case noRoom(String)
    case badOption(String, value: String, allowed: String)
    case notReady
    case simulationEnded
    /// Not even a new scene could be made.
    case worldBroken(String)

    package var description: String {
        switch self {
        case .badMessage(let reason): "a message that this server does not know: \(reason); reload the page"
        case .textTooLong(let characters, let limit):
            "the instruction has \(characters) characters; use at most \(limit)"
        case .emptyInstruction: "the instruction is empty: say what the arm is to do, as \"pick up the green cube\""
        case .noSuchCube(let name, let present):
            "there is no \(name) cube in this scene; there is \(present.joined(separator: ", "))"
        case .noRoom(let name):
            "there is no free place next to the \(name) cube; move another one first, or begin a new scene"
        case .badOption(let name, let value, let allowed): "\(name) is \(value); use \(allowed)"
        case .notReady: "the policy is still being loaded; wait a moment"
        case .simulationEnded: "the simulation has ended; start gr00t sim play again"
        case .worldBroken(let reason):
            "the simulation can't go on: \(reason); stop gr00t sim play with Ctrl-C and start it again"
        }
    }
}
