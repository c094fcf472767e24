import Control
import Embodiment
import Testing

@Suite struct JointGuardTests {
    private static func chunk(_ rows: [[Double]]) -> ActionChunk {
        ActionChunk(
            actions: ["arm": Matrix(rows: rows.count, columns: rows.first?.count ?? 0, values: rows.flatMap { $0 })])
    }

    private static func guarded(_ limits: JointGroupLimits, isStrict: Bool = false) throws -> JointGuard {
        try JointGuard(["arm": limits], rate: ControlRate(hertz: 10), isStrict: isStrict)
    }

    @Test func whatIsWithinTheLimitsIsLeftAlone() throws {
        let limits = JointGroupLimits(minimum: [-1, nil], maximum: [1, 5], maximumVelocity: [10, 10])
        let chunk = Self.chunk([[0, 5], [1, 4], [0, 5], [-1, 4]])
        let checked = try Self.guarded(limits).checked(chunk, after: ["arm": [0, 4]])
        #expect(checked.chunk == chunk)
        #expect(checked.violations.isEmpty)
    }

    @Test func aTargetBeyondItsRangeIsClippedAndNamed() throws {
        let limits = JointGroupLimits(names: ["shoulder", "elbow"], minimum: [-1, -2], maximum: [1, 2])
        let checked = try Self.guarded(limits).checked(
            Self.chunk([[0, 0], [1.5, 0], [4, -2.25]]), after: [:])
        #expect(checked.chunk == Self.chunk([[0, 0], [1, 0], [1, -2]]))
        #expect(
            checked.violations.map(\.description) == [
                "action.arm, shoulder: 2 steps beyond the maximum 1 by up to 3, clipped",
                "action.arm, elbow: 1 step beyond the minimum -2 by up to 0.25, clipped",
            ])
    }

    @Test func aFastJointFollowsAtItsMaximumVelocity() throws {
        let limits = JointGroupLimits(maximumVelocity: [10])
        let checked = try Self.guarded(limits).checked(Self.chunk([[3], [3], [3], [3]]), after: ["arm": [0]])
        #expect(checked.chunk == Self.chunk([[1], [2], [3], [3]]))
        #expect(
            checked.violations.map(\.description) == [
                "action.arm, joint 0: 2 steps beyond the maximum velocity 10 per second by up to 20, clipped"
            ])
        let first = try Self.guarded(limits).checked(Self.chunk([[3], [2.5]]), after: ["arm": [0, 0]])
        #expect(first.violations.isEmpty, "another width is no start")
    }

    @Test func aJointOutOfItsRangeComesBackSlowly() throws {
        let limits = JointGroupLimits(minimum: [0], maximum: [10], maximumVelocity: [10])
        let checked = try Self.guarded(limits).checked(Self.chunk([[9], [9], [9]]), after: ["arm": [12]])
        #expect(checked.chunk == Self.chunk([[11], [10], [9]]))
    }

    @Test func aStrictGuardRefuses() throws {
        let limits = JointGroupLimits(maximum: [1])
        #expect {
            try Self.guarded(limits, isStrict: true).checked(Self.chunk([[2]]), after: [:])
        } throws: {
            "\($0)" == "the action is refused: action.arm, joint 0: 1 step beyond the maximum 1 by up to 1"
        }
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity])
    func whatIsNoNumberIsRefusedAlsoWithoutLimits(value: Double) throws {
        let free = try JointGuard([:], rate: .usual)
        #expect(
            throws: ControlError.notFinite(group: "arm", joint: "joint 1", step: 1, value: "\(value)")
        ) { try free.checked(Self.chunk([[0, 0], [0, value]]), after: [:]) }
    }

    @Test func limitsThatDoNotFitAreRefused() throws {
        let two = try Self.guarded(JointGroupLimits(maximum: [1, 1]))
        #expect(throws: ControlError.limitedWidth(group: "arm", limits: 2, found: 1)) {
            try two.checked(Self.chunk([[0]]), after: [:])
        }
        let other = try JointGuard(["hand": JointGroupLimits(maximum: [1])], rate: .usual)
        #expect(throws: ControlError.limitedGroupMissing(group: "hand", present: ["arm"])) {
            try other.checked(Self.chunk([[0]]), after: [:])
        }
    }

    @Test(arguments: [
        JointGroupLimits(), JointGroupLimits(minimum: []), JointGroupLimits(minimum: [1], maximum: [0]),
        JointGroupLimits(minimum: [1], maximum: [2, 3]), JointGroupLimits(maximum: [.nan]),
        JointGroupLimits(maximumVelocity: [0]), JointGroupLimits(names: ["a", "b"], maximum: [1]),
        JointGroupLimits(names: ["a"]),
    ])
    func limitsThatMakeNoSenseAreRefused(limits: JointGroupLimits) {
        #expect(throws: ControlError.self) { try JointGuard(["arm": limits], rate: .usual) }
    }
}
