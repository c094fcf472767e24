import Foundation
import MuJoCo
import Testing

@Suite struct MeshSimplifierTests {
    @Test func aSphereKeepsItsShapeWithATenthOfTheTriangles() throws {
        let sphere = Self.sphere(rings: 40)
        let simplified = try MeshSimplifier.simplified(stl: sphere, fraction: 0.1, name: "sphere.stl")
        let (before, after) = (
            MeshSimplifier.triangleCount(ofSTL: sphere), MeshSimplifier.triangleCount(ofSTL: Data(simplified))
        )
        #expect(after < before / 8 && after > before / 20)
        for corner in Self.corners(Data(simplified)) {
            #expect(abs((corner * corner).sum().squareRoot() - 1) < 0.02)
        }
        let xml = """
            <mujoco><asset><mesh name="sphere" file="sphere.stl"/></asset>
            <worldbody><geom type="mesh" mesh="sphere"/></worldbody></mujoco>
            """
        _ = try PhysicsModel(xml: xml, files: ["sphere.stl": simplified])
    }

    @Test func theSameFileGivesTheSameMesh() throws {
        let sphere = Self.sphere(rings: 20)
        let first = try MeshSimplifier.simplified(stl: sphere, fraction: 0.2, name: "sphere.stl")
        #expect(try MeshSimplifier.simplified(stl: sphere, fraction: 0.2, name: "sphere.stl") == first)
    }

    @Test func whatIsNoMeshIsAnErrorWithItsName() {
        var cut = Self.sphere(rings: 8)
        cut.removeLast(7)
        var promising = Data(repeating: 0, count: 84)
        promising[83] = 0xFF
        for bytes in [Data(), Data("solid sphere".utf8), cut, promising, Data(repeating: 0, count: 84)] {
            let error = #expect(throws: PhysicsError.self) {
                try MeshSimplifier.simplified(stl: bytes, fraction: 0.1, name: "sphere.stl")
            }
            #expect(error?.description.contains("sphere.stl") == true)
        }
    }

    /// Two triangles for each of `rings` x 2 `rings` patches of the unit sphere.
    private static func sphere(rings: Int) -> Data {
        func point(_ ring: Int, _ side: Int) -> [Float] {
            let polar = Double.pi * Double(ring) / Double(rings)
            let around = Double.pi * Double(side % (2 * rings)) / Double(rings)
            return [sin(polar) * cos(around), sin(polar) * sin(around), cos(polar)].map(Float.init)
        }
        var triangles: [[Float]] = []
        for ring in 0..<rings {
            for side in 0..<2 * rings {
                let (a, b) = (point(ring, side), point(ring, side + 1))
                let (c, d) = (point(ring + 1, side), point(ring + 1, side + 1))
                if ring > 0 { triangles.append(a + c + b) }
                if ring < rings - 1 { triangles.append(b + c + d) }
            }
        }
        var data = Data(repeating: 0, count: 80)
        withUnsafeBytes(of: UInt32(triangles.count).littleEndian) { data.append(contentsOf: $0) }
        for triangle in triangles {
            data.append(Data(repeating: 0, count: 12))
            triangle.withUnsafeBytes { data.append(contentsOf: $0) }
            data.append(Data(repeating: 0, count: 2))
        }
        return data
    }

    private static func corners(_ stl: Data) -> [SIMD3<Float>] {
        (0..<MeshSimplifier.triangleCount(ofSTL: stl)).flatMap { triangle in
            let start = 84 + 50 * triangle + 12
            let values = stl[start..<start + 36].withUnsafeBytes { bytes in
                (0..<9).map { bytes.loadUnaligned(fromByteOffset: 4 * $0, as: Float.self) }
            }
            return (0..<3).map { SIMD3(values[3 * $0], values[3 * $0 + 1], values[3 * $0 + 2]) }
        }
    }
}
