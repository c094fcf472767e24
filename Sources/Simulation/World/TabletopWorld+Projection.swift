import Foundation
import MuJoCo

extension TabletopWorld {
    /// Where a point of the scene is in a camera's picture: from 0 at the left and at the top to 1 at the right and at the bottom,
    /// and beyond where the camera does not see it; `nil` for what is behind the camera. Something may stand before it.
    package func project(_ point: SIMD3<Double>, into camera: PolicyCamera) -> SIMD2<Double>? {
        let number = cameras.number(of: camera)
        let seen = physics.cameraPose(number).local(point)
        guard seen.z < 0 else { return nil }
        let focal = 0.5 / tan(model.fieldOfView(ofCamera: number) / 2)
        return SIMD2(0.5 + focal * seen.x / -seen.z, 0.5 - focal * seen.y / -seen.z)
    }
}
