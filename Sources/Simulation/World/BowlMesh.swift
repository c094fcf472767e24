import Foundation

/// What is seen of the bowl: a round mesh, as an element of MJCF. What collides is ``BowlShape``.
enum BowlMesh {
    static let name = "bowl_surface"
    private static let sides = 32

    private struct Ring {
        let radius: Double
        let height: Double
    }

    /// From the underside's edge over the rim to the bottom's edge inside, metres.
    private static let rings = [
        Ring(radius: 0.036, height: 0), Ring(radius: BowlShape.rimRadius + 0.004, height: BowlShape.height),
        Ring(radius: BowlShape.rimRadius + 0.001, height: BowlShape.height),
        Ring(radius: BowlShape.bottomRadius + 0.001, height: BowlShape.bottomHeight),
    ]

    static var xml: String {
        "<mesh name=\"\(name)\" vertex=\"\(vertices.map(TabletopScene.text).joined(separator: " "))\" "
            + "face=\"\(faces.joined(separator: " "))\"/>"
    }

    /// The middle of the underside, the rings, the middle of the inside.
    private static var vertices: [SIMD3<Double>] {
        var vertices = [SIMD3(0, 0, 0.0)]
        for ring in rings {
            for side in 0..<sides {
                let angle = 2 * Double.pi * Double(side) / Double(sides)
                vertices.append(SIMD3(ring.radius * cos(angle), ring.radius * sin(angle), ring.height))
            }
        }
        return vertices + [SIMD3(0, 0, BowlShape.bottomHeight)]
    }

    /// Triangles, counter-clockwise from outside.
    private static var faces: [String] {
        let last = rings.count - 1
        func vertex(_ ring: Int, _ side: Int) -> Int { 1 + ring * sides + side % sides }
        var faces: [String] = []
        for side in 0..<sides {
            faces.append("0 \(vertex(0, side + 1)) \(vertex(0, side))")
            for ring in 0..<last {
                let corners = [
                    vertex(ring, side), vertex(ring, side + 1), vertex(ring + 1, side + 1), vertex(ring + 1, side),
                ]
                faces.append("\(corners[0]) \(corners[1]) \(corners[2])")
                faces.append("\(corners[0]) \(corners[2]) \(corners[3])")
            }
            faces.append("\(vertex(last, side)) \(vertex(last, side + 1)) \(rings.count * sides + 1)")
        }
        return faces
    }
}
