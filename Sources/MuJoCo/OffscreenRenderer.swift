import CMuJoCo
import Media

/// Draws what a model's cameras see, on the processor and without a window.
///
/// It belongs to one thread at a time, with its model. Renderers of several threads wait for each other, because Mesa's cannot
/// draw side by side. Shadows, reflections and antialiasing are off, which makes it several times faster.
package final class OffscreenRenderer {
    package let width: Int
    package let height: Int
    private let model: PhysicsModel
    private let handle: OpaquePointer

    /// Largest width and height.
    package static let largestSize = 4096

    /// - Throws: `PhysicsError.invalidSize` for sizes that are not 1 to ``largestSize``, `PhysicsError.noDisplay` where EGL is
    ///   missing, `PhysicsError.failed`.
    package init(_ model: PhysicsModel, width: Int, height: Int) throws(PhysicsError) {
        try Self.check(width: width, height: height)
        self.model = model
        self.width = width
        self.height = height
        var made: OpaquePointer?
        try attempt("make a renderer") {
            cmujoco_renderer_create(model.handle, Int32(width), Int32(height), &made, $0, $1)
        }
        guard let made else { throw .failed(operation: "make a renderer", reason: "there is no memory") }
        handle = made
    }

    /// Throws `PhysicsError.invalidSize` for sizes in pixels that no renderer can have.
    package static func check(width: Int, height: Int) throws(PhysicsError) {
        let sizes = 1...largestSize
        guard sizes.contains(width), sizes.contains(height) else { throw .invalidSize(width: width, height: height) }
    }

    deinit { cmujoco_renderer_free(handle) }

    /// What the camera sees of a state of the renderer's model.
    ///
    /// - Throws: `PhysicsError.failed`, `PhysicsError.noDisplay`.
    package func image(of state: PhysicsState, camera: Int) throws(PhysicsError) -> Image {
        precondition(state.model === model, "a renderer draws the states of its own model")
        let number = Int32(model.checked(camera, model.view.camera_count))
        var status = CallStatus.done
        let pixels = [UInt8](unsafeUninitializedCapacity: width * height * 3) { buffer, count in
            buffer.initialize(repeating: 0)
            count = buffer.count
            status = call {
                cmujoco_renderer_draw(handle, model.handle, state.handle, number, buffer.baseAddress, $0, $1)
            }
        }
        switch status {
        case .done: return Image(height: height, width: width, pixels: pixels)
        case .failed(let reason), .unstable(let reason): throw .failed(operation: "draw a picture", reason: reason)
        case .noDisplay(let reason): throw .noDisplay(reason: reason)
        }
    }
}
