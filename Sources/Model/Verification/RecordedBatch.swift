import Torch

/// The first rows of a recording's inputs.
struct RecordedBatch {
    let input: VisionLanguageInput
    let state, noise: Tensor
    let embodiments: [Int]

    init(_ model: GR00TModel, _ recording: Recording, rows: Int) throws {
        func first(_ name: String, _ dtypes: [DType]) throws -> Tensor {
            let tensor = try recording.input(name, dtypes)
            guard tensor.size(0) >= rows else {
                throw ModelError.unreadable(
                    file: recording.file.url.path, reason: "'in.\(name)' has \(tensor.size(0)) rows; \(rows) are needed"
                )
            }
            return tensor.narrow(dim: 0, start: 0, length: rows)
        }
        var ids = try first("input_ids", [.int64, .int32]).to(.int64)
        var mask: Tensor? =
            recording.inputNames.contains("in.attention_mask")
            ? try first("attention_mask", [.int64, .int32, .bool]).to(.int64) : nil
        if let given = mask, rows == 1 {
            ids = ids.indexSelect(dim: 1, index: given.select(dim: 0, index: 0).nonzero().view([-1]))
        }
        if rows == 1 || mask?.min().double == 1 { mask = nil }
        let images = ids.eq(Scalar(model.eagle.imageTokenIndex)).sum().item().int
        let pixels = try recording.input("pixel_u8", [.uint8])
        let tiles = images / model.eagle.tokensPerTile
        guard tiles <= pixels.size(0) else {
            throw ModelError.badInput(
                "\(images) image tokens ask for \(tiles) tiles; 'in.pixel_u8' has \(pixels.size(0))")
        }
        input = VisionLanguageInput(
            inputIDs: ids, attentionMask: mask,
            pixels: pixels.narrow(dim: 0, start: 0, length: tiles).normalizedPixels())
        state = try first("state", [.float32, .float64, .bfloat16]).to(.float32)
        noise = try first("noise", [.float32, .float64, .bfloat16]).to(.float32)
        embodiments = try first("embodiment_id", [.int64, .int32]).to(.int64).array(of: Int.self)
    }
}
