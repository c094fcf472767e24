import CMuJoCo
import Foundation

/// Meshes with fewer triangles that look nearly the same.
package enum MeshSimplifier {
    /// By the size of the file: 84 bytes, and 50 for each triangle.
    package static func triangleCount(ofSTL stl: Data) -> Int { max(0, stl.count - 84) / 50 }

    /// A binary STL file with about `fraction` of the triangles (quadric error metric, by meshoptimizer). The same input gives
    /// the same output. `name` is for the error.
    ///
    /// - Throws: `PhysicsError.unusableMesh` where the bytes are no binary STL file.
    package static func simplified(
        stl: Data, fraction: Double, name: String
    ) throws(PhysicsError) -> [UInt8] {
        var made: UnsafeMutablePointer<UInt8>?
        var count: Int64 = 0
        let status = stl.withUnsafeBytes { bytes in
            call {
                cmujoco_simplify_stl(
                    bytes.bindMemory(to: UInt8.self).baseAddress, Int64(bytes.count), fraction, &made, &count, $0, $1)
            }
        }
        defer { free(made) }
        switch status {
        case .failed(let reason), .unstable(let reason), .noDisplay(let reason):
            throw .unusableMesh(file: name, reason: reason)
        case .done: return Array(UnsafeBufferPointer(start: made, count: Int(count)))
        }
    }
}
