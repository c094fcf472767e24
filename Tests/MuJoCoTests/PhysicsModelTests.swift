import MuJoCo
import Testing

@Suite struct PhysicsModelTests {
    @Test func brokenXMLIsAnErrorThatSaysWhatIsWrong() {
        let error = #expect(throws: PhysicsError.self) { try PhysicsModel(xml: "<mujoco><worldbody></mujoco>") }
        guard case .invalidModel(let reason) = error else {
            Issue.record("\(String(describing: error))")
            return

        }
        #expect(reason.contains("worldbody") || reason.contains("XML"))
    }

    @Test func aModelThatDoesNotCompileIsAnError() {
        let xml = "<mujoco><worldbody><body><freejoint/></body></worldbody></mujoco>"
        let error = #expect(throws: PhysicsError.self) { try PhysicsModel(xml: xml) }
        #expect(error?.description.contains("mass") == true)
    }

    @Test func aMissingMeshIsNamed() {
        let xml = """
            <mujoco><asset><mesh name="cup" file="cup.stl"/></asset>
            <worldbody><geom type="mesh" mesh="cup"/></worldbody></mujoco>
            """
        let error = #expect(throws: PhysicsError.self) { try PhysicsModel(xml: xml) }
        #expect(error?.description.contains("cup.stl") == true)
    }

    @Test func damagedMeshIsAnError() {
        let xml = """
            <mujoco><asset><mesh name="cup" file="cup.stl"/></asset>
            <worldbody><geom type="mesh" mesh="cup"/></worldbody></mujoco>
            """
        #expect(throws: PhysicsError.self) { try PhysicsModel(xml: xml, files: ["cup.stl": [1, 2, 3]]) }
        #expect(throws: PhysicsError.self) { try PhysicsModel(xml: xml, files: ["cup.stl": []]) }
    }

    @Test func namesAreFoundAndMissingOnesSaid() throws {
        let model = try PhysicsModel(xml: Models.pendulum)
        #expect(try model.number(of: .joint, "hinge") == 0)
        #expect(try model.number(of: .geom, "ball") == 0)
        #expect(try model.number(of: .camera, "side") == 0)
        #expect(throws: PhysicsError.missingElement(kind: "site", name: "elbow")) {
            try model.number(of: .site, "elbow")
        }
    }

    @Test func rangesAndCountsAreThoseOfTheXML() throws {
        let model = try PhysicsModel(xml: Models.pendulum)
        #expect(model.range(ofJoint: 0) == -1...2)
        #expect(model.controlRange(ofActuator: 0) == -3...4)
        #expect((model.positionCount, model.velocityCount, model.controlCount) == (1, 1, 1))
        #expect(model.timeStep == 0.002)
        let box = try PhysicsModel(xml: Models.fallingBox())
        #expect((box.positionCount, box.velocityCount, box.controlCount) == (7, 6, 0))
    }

    @Test func theLibraryIsTheOneThatItWasBuiltFor() {
        #expect(PhysicsModel.libraryVersion == "4.0.0")
    }
}
