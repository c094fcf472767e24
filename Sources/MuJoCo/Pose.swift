/// Where something is in the world, and how it is turned.
package struct Pose: Sendable, Equatable {
    /// Metres.
    package var position: SIMD3<Double>
    /// Its own x, y and z axes, of length 1: the columns of its rotation matrix.
    package var axes: [SIMD3<Double>]

    package init(position: SIMD3<Double>, axes: [SIMD3<Double>]) {
        self.position = position
        self.axes = axes
    }

    /// A point of its own frame, in the world.
    package func point(_ local: SIMD3<Double>) -> SIMD3<Double> {
        position + axes[0] * local.x + axes[1] * local.y + axes[2] * local.z
    }

    /// A point of the world, in its own frame.
    package func local(_ point: SIMD3<Double>) -> SIMD3<Double> {
        let difference = point - position
        return SIMD3((difference * axes[0]).sum(), (difference * axes[1]).sum(), (difference * axes[2]).sum())
    }
}

/// Two geoms that touch, by their numbers.
package struct Contact: Sendable, Equatable {
    package var first: Int
    package var second: Int

    /// The other one, where one of them is `geom`.
    package func partner(of geom: Int) -> Int? { first == geom ? second : second == geom ? first : nil }
}
