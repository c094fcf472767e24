/// SigLIP2's vision tower.
public struct VisionConfig: Sendable, Equatable, Codable {
    public var hiddenSize: Int
    public var intermediateSize: Int
    public var numHiddenLayers: Int
    public var numAttentionHeads: Int
    public var patchSize: Int
    public var imageSize: Int
    public var layerNormEps: Double
    public var modelType = "siglip_vision_model"

    public init(
        hiddenSize: Int, intermediateSize: Int, numHiddenLayers: Int, numAttentionHeads: Int, patchSize: Int,
        imageSize: Int
    ) {
        self.hiddenSize = hiddenSize
        self.intermediateSize = intermediateSize
        self.numHiddenLayers = numHiddenLayers
        self.numAttentionHeads = numAttentionHeads
        self.patchSize = patchSize
        self.imageSize = imageSize
        layerNormEps = 1e-6
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        hiddenSize = try values.decode(Int.self, forKey: .hiddenSize)
        intermediateSize = try values.decode(Int.self, forKey: .intermediateSize)
        numHiddenLayers = try values.decode(Int.self, forKey: .numHiddenLayers)
        numAttentionHeads = try values.decode(Int.self, forKey: .numAttentionHeads)
        patchSize = try values.decode(.patchSize, default: 14)
        imageSize = try values.decode(.imageSize, default: 224)
        layerNormEps = try values.decode(.layerNormEps, default: 1e-6)
        modelType = try values.decode(.modelType, default: "siglip_vision_model")
    }

    /// SigLIP2-400M, of the published checkpoints of both families.
    static let siglip2 = VisionConfig(
        hiddenSize: 1152, intermediateSize: 4304, numHiddenLayers: 27, numAttentionHeads: 16, patchSize: 14,
        imageSize: 224)
}
