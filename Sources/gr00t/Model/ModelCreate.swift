import ArgumentParser
import Foundation
import Model
import Torch

extension DType: ExpressibleByArgument {
    public init?(argument: String) {
        switch argument {
        case "float32", "fp32": self = .float32
        case "bfloat16", "bf16": self = .bfloat16
        case "float16", "fp16": self = .float16
        default: return nil
        }
    }
}

struct ModelCreate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Write a checkpoint with random weights under the reference's key names.")

    @Option(help: "\(ModelPreset.allCases.map(\.rawValue).joined(separator: " or ")).") var preset: ModelPreset
    @Option(help: "Directory to write; made if it is not there.") var output: String
    @Option(help: "fp32, bf16 or fp16.") var dtype = DType.bfloat16
    @Option(help: "The same seed gives the same weights.") var seed: UInt64 = 0

    func run() throws {
        Runtime.start()
        let directory = URL(filePath: output)
        let eagle = preset.eagle(vocabulary: 512, imageToken: 511)
        var bar = ProgressBar("writing \(preset.rawValue)", total: 1, unit: "GB", scale: 1e9)
        var started = false
        try RandomCheckpoint.write(preset.config, eagle, to: directory, dtype: dtype, seed: seed) { done, total in
            if !started { bar = ProgressBar("writing \(preset.rawValue)", total: total, unit: "GB", scale: 1e9) }
            started = true
            bar.update(done)
        }
        print("\(output): random weights, untrained; look at them with: gr00t model inspect \(output)")
    }
}
