import Foundation
import MuJoCo

/// Applies a layout's appearance to a model; nothing of the one before is left.
struct SceneAppearance {
    private let table: Int
    private let lamp: Int
    private let front: Int
    private let wrist: Int
    private let frontPose: PhysicsModel.CameraPose
    private let wristPose: PhysicsModel.CameraPose

    /// Takes the cameras' poses in the model as the standard ones.
    init(_ model: PhysicsModel) throws(PhysicsError) {
        table = try model.number(of: .geom, "table")
        lamp = try model.number(of: .light, "lamp")
        front = try model.number(of: .camera, PolicyCamera.front.rawValue)
        wrist = try model.number(of: .camera, PolicyCamera.wrist.rawValue)
        frontPose = model.pose(ofCamera: front)
        wristPose = model.pose(ofCamera: wrist)
    }

    func apply(_ appearance: SceneLayout.Appearance, to model: PhysicsModel) {
        model.setColour(SIMD4(clamped(appearance.table, to: .zero), 1), ofGeom: table)
        let light = SIMD3(repeating: TabletopScene.lampLight * appearance.light)
        let position = TabletopScene.lampPosition + vector(appearance.lightShift[...])
        model.setLight(
            direction: normalised(TabletopScene.lampTarget - position), diffuse: light, ofLight: lamp)
        model.setHeadlight(
            ambient: SIMD3(repeating: TabletopScene.ambientLight * appearance.ambient),
            diffuse: SIMD3(repeating: TabletopScene.headLight * appearance.light))
        model.setPose(shifted(frontPose, by: appearance.frontShift), ofCamera: front)
        model.setPose(shifted(wristPose, by: appearance.wristShift), ofCamera: wrist)
    }

    /// The colour of a cube with the layout's shade of it.
    func paint(of cube: Int, in layout: SceneLayout) -> SIMD3<Float> {
        let shade = layout.appearance.shade
        return clamped(shade.isEmpty ? [0, 0, 0] : shade[cube], to: layout.cubes[cube].colour.paint)
    }

    private func shifted(_ pose: PhysicsModel.CameraPose, by shift: [Double]) -> PhysicsModel.CameraPose {
        let rotation = vector(shift[3...])
        let angle = (rotation * rotation).sum().squareRoot()
        var shifted = pose
        shifted.position += vector(shift[...])
        guard angle > 0 else { return shifted }
        let axis = rotation / angle * sin(angle / 2)
        shifted.quaternion = turned(pose.quaternion, by: SIMD4(cos(angle / 2), axis.x, axis.y, axis.z))
        return shifted
    }

    private func vector(_ values: ArraySlice<Double>) -> SIMD3<Double> { SIMD3(values.prefix(3)) }

    private func clamped(_ values: [Double], to base: SIMD3<Float>) -> SIMD3<Float> {
        let sum = base + SIMD3<Float>(SIMD3(values))
        return sum.clamped(lowerBound: .zero, upperBound: .one)
    }
}
