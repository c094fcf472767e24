import Foundation
import MuJoCo
import Testing

@Suite struct PhysicsStateTests {
    @Test func aPendulumSwingsAsTheFormulaSays() throws {
        let state = try PhysicsState(PhysicsModel(xml: Models.pendulum))
        let start = 0.05
        state.positions[0] = start
        // Moment of inertia about the hinge: that of a ball of radius 0.1 m, 0.5 m away.
        let period = 2 * Double.pi * ((0.4 * 0.01 + 0.25) / (9.81 * 0.5)).squareRoot()
        try state.step(Int((period / 2 / 0.002).rounded()))
        #expect(abs(state.positions[0] + start) < 1e-3)
    }

    @Test func aBoxFallsAndComesToRestOnTheGround() throws {
        let state = try PhysicsState(PhysicsModel(xml: Models.fallingBox()))
        try state.forward()
        #expect(state.contacts.isEmpty)
        try state.step(1000)
        #expect(abs(state.bodyPosition(1).z - 0.1) < 1e-3)
        #expect(abs(state.time - 2) < 1e-9)
        let (ground, box) = (try state.model.number(of: .geom, "ground"), try state.model.number(of: .geom, "box"))
        #expect(!state.contacts.isEmpty)
        #expect(state.contacts.allSatisfy { $0.partner(of: ground) == box && $0.partner(of: box) == ground })
    }

    @Test func badNumbersAreAnErrorAndAResetMakesItGood() throws {
        let state = try PhysicsState(PhysicsModel(xml: Models.pendulum))
        state.positions[0] = 0.3
        try state.step(50)
        let good = state.positions[0]
        for spoil: (PhysicsState) -> Void in [
            { $0.controls[0] = .nan }, { $0.positions[0] = .infinity }, { $0.velocities[0] = 1e12 },
        ] {
            try state.reset()
            spoil(state)
            let error = #expect(throws: PhysicsError.self) { try state.step(50) }
            guard case .unstable = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            try state.reset()
            state.positions[0] = 0.3
            try state.step(50)
            #expect(state.positions[0] == good)
        }
    }

    /// MuJoCo's own way with this error is to end the process.
    @Test func anErrorInsideMuJoCoIsThrownAndTheProcessLives() throws {
        let model = try PhysicsModel(xml: Models.fallingBox(size: "<size memory=\"8K\"/>"))
        let state = try PhysicsState(model)
        state.positions[2] = 0.09
        let error = #expect(throws: PhysicsError.self) { try state.step(10) }
        guard case .failed(_, let reason) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(reason.contains("memory"))
        try PhysicsState(PhysicsModel(xml: Models.fallingBox())).step(10)
    }

    @Test func theJacobianIsTheDerivativeOfThePosition() throws {
        let state = try PhysicsState(PhysicsModel(xml: Models.pendulum))
        let site = try state.model.number(of: .site, "middle")
        func position(_ angle: Double) throws -> SIMD3<Double> {
            state.positions[0] = angle
            try state.pose()
            return state.sitePose(site).position
        }
        let difference = (try position(0.7 + 1e-6) - position(0.7 - 1e-6)) / 2e-6
        let point = try position(0.7)
        let jacobian = try state.jacobian(at: point, body: state.model.body(ofSite: site))
        for axis in 0..<3 { #expect(abs(jacobian.linear[axis] - difference[axis]) < 1e-8) }
        #expect(jacobian.angular == [0, 1, 0])
    }

    @Test func aPoseGoesBothWays() throws {
        let state = try PhysicsState(PhysicsModel(xml: Models.pendulum))
        state.positions[0] = 0.7
        try state.pose()
        let pose = state.sitePose(0)
        let point = SIMD3(0.1, -0.2, 0.3)
        let back = pose.local(pose.point(point))
        for axis in 0..<3 { #expect(abs(back[axis] - point[axis]) < 1e-12) }
        // Turned about y by 0.7: the site's x axis goes down.
        #expect(abs(pose.axes[0].x - cos(0.7)) < 1e-12 && abs(pose.axes[0].z + sin(0.7)) < 1e-12)
    }

    @Test func statesOnManyThreadsDoNotDisturbEachOther() async throws {
        let alone = try fall(from: 0.5)
        let together = try await withThrowingTaskGroup(of: [Double].self) { group in
            for _ in 0..<8 { group.addTask { try fall(from: 0.5) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(together.allSatisfy { $0 == alone })
    }
}

private func fall(from height: Double) throws -> [Double] {
    let state = try PhysicsState(PhysicsModel(xml: Models.fallingBox()))
    state.positions[2] = height
    // On an edge, so that it tumbles.
    state.positions[3] = cos(0.4)
    state.positions[4] = sin(0.4)
    try state.step(500)
    // An error of one thread is none of the others'.
    #expect(throws: PhysicsError.self) { try PhysicsModel(xml: "<mujoco><nonsense/></mujoco>") }
    try state.step(100)
    return Array(state.positions)
}
