/// What can go wrong between Swift and MuJoCo.
package enum PhysicsError: Error, Equatable, CustomStringConvertible {
    /// The XML, or a mesh that it names, is not what MuJoCo takes.
    case invalidModel(reason: String)
    case missingElement(kind: String, name: String)
    /// The simulation left the numbers that it can compute with.
    case unstable(time: Double, reason: String)
    case failed(operation: String, reason: String)
    case noDisplay(reason: String)
    /// Of a picture, in pixels.
    case invalidSize(width: Int, height: Int)
    case unusableMesh(file: String, reason: String)

    package var description: String {
        switch self {
        case .invalidModel(let reason):
            "MuJoCo does not take the model: \(reason); correct the XML or the mesh that it names"
        case .missingElement(let kind, let name):
            "the model has no \(kind) '\(name)'; give one that name in its XML"
        case .unstable(let time, let reason):
            "the simulation became unstable at \(time) s: \(reason); reset it, and command smaller or slower movements"
        case .failed(let operation, let reason):
            "MuJoCo could not \(operation): \(reason); reset or make the world again"
        case .noDisplay(let reason):
            "cannot draw without a window: \(reason); install the Debian packages libegl1 and libgl1-mesa-dri "
                + "(scripts/bootstrap does), or look with EGL_LOG_LEVEL=debug why EGL does not start"
        case .invalidSize(let width, let height):
            "a picture of \(width)x\(height) pixels cannot be drawn; choose 1 to \(OffscreenRenderer.largestSize) each way"
        case .unusableMesh(let file, let reason):
            "cannot simplify the mesh \(file): \(reason); fetch it again with scripts/bootstrap"
        }
    }
}
