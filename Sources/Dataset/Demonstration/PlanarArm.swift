import Foundation

/// An arm that moves over a table: two links and a hand, seen from above. Angles are in degrees, lengths in pixels of the
/// camera's picture; a bearing of zero points up in the picture, positive ones to the right.
package struct PlanarArm: Sendable {
    let base = Point(x: 128, y: 214)
    let upperLength = 85.0
    let lowerLength = 75.0
    let handLength = 18.0

    /// The joints of an SO-100. Those that this arm does not need for reaching stay where they are.
    package struct Joints: Sendable, Equatable {
        package var shoulderPan, shoulderLift, elbowFlex, wristFlex, wristRoll: Double
        /// 0 closed, 100 open.
        package var gripper: Double

        package init(
            shoulderPan: Double, shoulderLift: Double, elbowFlex: Double, wristFlex: Double, wristRoll: Double = 0,
            gripper: Double
        ) {
            self.shoulderPan = shoulderPan
            self.shoulderLift = shoulderLift
            self.elbowFlex = elbowFlex
            self.wristFlex = wristFlex
            self.wristRoll = wristRoll
            self.gripper = gripper
        }

        /// `single_arm` of the dataset.
        package var arm: [Double] { [shoulderPan, shoulderLift, elbowFlex, wristFlex, wristRoll] }

        /// The joints a part of the way to others: 0 here, 1 there.
        func moved(towards other: Joints, by part: Double) -> Joints {
            func between(_ from: Double, _ to: Double) -> Double { from + (to - from) * part }
            return Joints(
                shoulderPan: between(shoulderPan, other.shoulderPan),
                shoulderLift: between(shoulderLift, other.shoulderLift),
                elbowFlex: between(elbowFlex, other.elbowFlex), wristFlex: between(wristFlex, other.wristFlex),
                wristRoll: between(wristRoll, other.wristRoll), gripper: between(gripper, other.gripper))
        }
    }

    package struct Point: Sendable, Equatable {
        package var x, y: Double

        func moved(_ length: Double, bearing degrees: Double) -> Point {
            let angle = degrees * .pi / 180
            return Point(x: x + length * sin(angle), y: y - length * cos(angle))
        }
    }

    /// Forward kinematics: where elbow, wrist and the hand's end are.
    package func pose(_ joints: Joints) -> (elbow: Point, wrist: Point, hand: Point) {
        let elbow = base.moved(upperLength, bearing: joints.shoulderPan)
        let wrist = elbow.moved(lowerLength, bearing: joints.shoulderPan + joints.elbowFlex)
        return (elbow, wrist, wrist.moved(handLength, bearing: handBearing(joints)))
    }

    func handBearing(_ joints: Joints) -> Double { joints.shoulderPan + joints.elbowFlex + joints.wristFlex }

    /// Inverse kinematics: the joints that bring the hand's end to `distance` from the base under `bearing`, pointing outward.
    /// The law of cosines gives the elbow; of its two solutions the one that bends to the right. What is out of reach is
    /// reached for as far as possible.
    func joints(reaching distance: Double, bearing: Double, lift: Double, gripper: Double) -> Joints {
        let wrist = distance - handLength
        let cosine =
            (wrist * wrist - upperLength * upperLength - lowerLength * lowerLength) / (2 * upperLength * lowerLength)
        let elbow = acos(min(1, max(-1, cosine)))
        let shoulder = atan2(lowerLength * sin(elbow), upperLength + lowerLength * cos(elbow))
        let degrees = 180 / Double.pi
        let pan = bearing - shoulder * degrees
        return Joints(
            shoulderPan: pan, shoulderLift: lift, elbowFlex: elbow * degrees,
            wristFlex: bearing - pan - elbow * degrees, gripper: gripper)
    }
}
