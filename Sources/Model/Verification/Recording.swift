import Checkpoint
import Foundation
import NeuralNetwork
import Torch

/// Inputs and intermediates of another implementation, recorded in one safetensors file.
///
/// `in.*` are the inputs of a batch: `input_ids` and `attention_mask` [B, T], `pixel_u8` [tiles, 3, H, W], `state`
/// [B, 1, maxStateDim], `embodiment_id` [B], `noise` [B, horizon, actionDim]; for the loss also `action`, `action_mask`
/// and `t` [B]. `data.*` is for tests of what comes before the model. Every other tensor is `<group>.<stage>`: group `b1` is row
/// 0 alone, without its padding; a group whose name starts with `b` and a number n is the first n rows; one that ends in
/// `_sdpa` lets padded queries average.
struct Recording {
    let file: SafetensorsFile
    /// Stage names per group, in order.
    let groups: [(name: String, stages: [String])]

    init(_ url: URL) throws {
        file = try SafetensorsFile(url)
        var stages: [String: [String]] = [:]
        for name in file.entries.keys where !name.hasPrefix("in.") && !name.hasPrefix("data.") {
            let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
            guard parts.count == 2 else {
                throw ModelError.unreadable(
                    file: url.path, reason: "tensor '\(name)' is not called in.NAME or GROUP.STAGE")
            }
            stages[parts[0], default: []].append(parts[1])
        }
        groups = stages.sorted { $0.key < $1.key }.map { ($0.key, $0.value.sorted()) }
        for (name, type) in Recording.required { _ = try input(name, type) }
    }

    private static let required: [(String, [DType])] = [
        ("input_ids", [.int64, .int32]), ("pixel_u8", [.uint8]), ("state", [.float32, .float64, .bfloat16]),
        ("embodiment_id", [.int64, .int32]), ("noise", [.float32, .float64, .bfloat16]),
    ]

    /// Input `name`; throws unless it is there with one of these dtypes.
    func input(_ name: String, _ dtypes: [DType]) throws -> Tensor {
        guard let entry = file.entries["in.\(name)"] else {
            throw ModelError.unreadable(
                file: file.url.path,
                reason: "there is no tensor 'in.\(name)'; it has "
                    + (inputNames.isEmpty ? "no in.* tensors: is it a recording?" : inputNames.joined(separator: ", ")))
        }
        guard let dtype = DType(entry.type), dtypes.contains(dtype), !entry.shape.isEmpty else {
            throw ModelError.unreadable(
                file: file.url.path,
                reason: "tensor 'in.\(name)' is \(entry.type.rawValue) \(entry.shape); it should be "
                    + dtypes.map(\.description).joined(separator: " or "))
        }
        return try file.tensor("in.\(name)")
    }

    var inputNames: [String] { file.entries.keys.filter { $0.hasPrefix("in.") }.sorted() }

    var hasLoss: Bool { ["action", "action_mask", "t"].allSatisfy { file.entries["in.\($0)"] != nil } }

    func expected(_ group: String, _ stage: String) throws -> Tensor {
        try file.tensor("\(group).\(stage)").to(.float32)
    }

    /// Denoising steps that the group was recorded with: as many as it has decoder outputs; `nil` when it has none.
    static func steps(_ stages: [String]) -> Int? {
        stages.compactMap { $0.hasPrefix("decoder.step") ? Int($0.dropFirst("decoder.step".count)) : nil }.max()
            .map { min($0, 1000) + 1 }
    }

    /// How many rows the group has: `b2_fa2` has 2.
    func rows(_ group: String) throws -> Int {
        let total = try input("input_ids", [.int64, .int32]).size(0)
        guard group.hasPrefix("b"), let rows = Int(group.dropFirst().prefix { $0.isNumber }), (1...total).contains(rows)
        else {
            throw ModelError.unreadable(
                file: file.url.path,
                reason:
                    "group '\(group)' should be called b and a number of rows from 1 to \(total), as in b1 or b2_fa2")
        }
        return rows
    }
}
