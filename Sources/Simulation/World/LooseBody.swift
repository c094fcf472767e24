import Foundation
import MuJoCo

/// A cube or the bowl: a body that moves freely, or waits outside of the scene, unseen and untouchable.
struct LooseBody {
    let geoms: [Int]
    private let body: Int
    private let position: Int
    private let velocity: Int
    private let parking: SIMD3<Double>
    /// The bits by which each geom collides when the body is in the scene.
    private let contacts: [Int]

    /// `geoms`: names, and the bits by which each collides.
    init(_ model: PhysicsModel, body: String, geoms: [(name: String, contact: Int)], parking: SIMD3<Double>)
        throws(PhysicsError)
    {
        self.body = try model.number(of: .body, body)
        let joint = try model.number(of: .joint, body)
        position = model.positionAddress(ofJoint: joint)
        velocity = model.velocityAddress(ofJoint: joint)
        var numbers: [Int] = []
        for geom in geoms { numbers.append(try model.number(of: .geom, geom.name)) }
        self.geoms = numbers
        contacts = geoms.map(\.contact)
        self.parking = parking
    }

    /// Puts the body into the scene, upright and at rest, or out of it.
    func place(at place: SIMD3<Double>?, yaw: Double = 0, colour: SIMD3<Float>, in state: PhysicsState) {
        let model = state.model
        move(to: place ?? parking, yaw: yaw, in: state)
        for (geom, contact) in zip(geoms, contacts) {
            let bits = place == nil ? 0 : contact
            model.setContact(type: bits, affinity: bits, ofGeom: geom)
            model.setColour(SIMD4(colour, place == nil ? 0 : 1), ofGeom: geom)
        }
        // What waits must not fall.
        model.setGravityCompensation(place == nil ? 1 : 0, ofBody: body)
    }

    /// Upright and at rest.
    func move(to place: SIMD3<Double>, yaw: Double, in state: PhysicsState) {
        for axis in 0..<3 { state.positions[position + axis] = place[axis] }
        let turn = [cos(yaw / 2), 0, 0, sin(yaw / 2)]
        for part in 0..<4 { state.positions[position + 3 + part] = turn[part] }
        for part in 0..<6 { state.velocities[velocity + part] = 0 }
    }

    /// Metres.
    func position(in state: PhysicsState) -> SIMD3<Double> { state.bodyPosition(body) }

    /// Linear, m/s.
    func velocity(in state: PhysicsState) -> [Double] { (0..<3).map { state.velocities[velocity + $0] } }
}
