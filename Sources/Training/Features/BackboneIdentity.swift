import Foundation
import Model
import NeuralNetwork

/// Which backbone it is: every bit of it, since a changed tensor makes other features.
struct BackboneIdentity: Codable, Sendable, Equatable {
    /// SHA-256 over name, type, shape and bytes of every tensor, in the order of their names.
    let sha256: String
    let tensors: Int
    let bytes: Int
    /// Layers of the language model that are kept.
    let selectLayer: Int
    let eagle: EagleConfig

    /// Reads all weights of the backbone: 1.5 s for the 2.7 GB of N1.5 that are in memory [SHA instructions, 1.8 GB/s].
    ///
    /// Throws what reading the checkpoint throws.
    init(_ weights: TensorSource, _ config: BackboneConfig, _ eagle: EagleConfig) throws {
        let digest = ContentDigest()
        let keys = weights.entries.keys.filter { $0.hasPrefix("backbone.") }.sorted()
        var bytes = 0
        for key in keys {
            let tensor = try weights.tensor(key)
            digest.add(key)
            digest.add("\(tensor.dtype)")
            digest.add(tensor.shape)
            tensor.withBytes {
                digest.add($0)
                bytes += $0.count
            }
            // The loader reads them again soon, from the system's cache.
            weights.release(key)
        }
        sha256 = digest.hexadecimal()
        tensors = keys.count
        self.bytes = bytes
        selectLayer = config.selectLayer
        self.eagle = eagle
    }
}
