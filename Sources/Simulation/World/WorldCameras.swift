import Media
import MuJoCo

/// The cameras of a world and their renderers, which are made when they are first asked for: a world of which nobody wants
/// pictures needs no EGL.
final class WorldCameras {
    private let model: PhysicsModel
    private let imageSize: Int
    private var policyRenderer: OffscreenRenderer?
    /// The last size that was asked for.
    private var viewerRenderer: OffscreenRenderer?
    private let front: Int
    private let wrist: Int
    private let viewer: Int

    init(_ model: PhysicsModel, imageSize: Int) throws(PhysicsError) {
        self.model = model
        try OffscreenRenderer.check(width: imageSize, height: imageSize)
        self.imageSize = imageSize
        front = try model.number(of: .camera, PolicyCamera.front.rawValue)
        wrist = try model.number(of: .camera, PolicyCamera.wrist.rawValue)
        viewer = try model.number(of: .camera, "viewer")
    }

    func number(of camera: PolicyCamera) -> Int {
        switch camera {
        case .front: front
        case .wrist: wrist
        }
    }

    func images(of state: PhysicsState) throws(PhysicsError) -> (front: Image, wrist: Image) {
        let renderer = try renderer(&policyRenderer, width: imageSize, height: imageSize)
        return (try renderer.image(of: state, camera: front), try renderer.image(of: state, camera: wrist))
    }

    func viewerImage(of state: PhysicsState, width: Int, height: Int) throws(PhysicsError) -> Image {
        try renderer(&viewerRenderer, width: width, height: height).image(of: state, camera: viewer)
    }

    private func renderer(
        _ kept: inout OffscreenRenderer?, width: Int, height: Int
    ) throws(PhysicsError) -> OffscreenRenderer {
        if let kept, kept.width == width, kept.height == height { return kept }
        let made = try OffscreenRenderer(model, width: width, height: height)
        kept = made
        return made
    }
}
