import ArgumentParser
import Checkpoint
import Dataset
import Embodiment
import Foundation
import Model
import Tokenization
import Torch
import Transforms

/// Types that weights can be written in.
enum WeightType: String, CaseIterable, ExpressibleByArgument {
    case fp32, bf16, fp16

    var dtype: DType {
        switch self {
        case .fp32: .float32
        case .bf16: .bfloat16
        case .fp16: .float16
        }
    }
}

struct ModelCreate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Write a checkpoint with random weights under the reference's key names.",
        discussion: """
            The model is untrained: it acts at random, but everything else is as with a trained one. With --dataset-path the \
            checkpoint also gets the dataset's statistics (experiment_cfg/metadata.json), and gr00t evaluate can run it.

            With --backbone only the action head is random: a policy that is to learn acting from nothing, with a vision-language \
            model that sees and reads already. The head may lack what N1.5 added to N1's: the adapter and the future tokens.

            gr00t model create --preset nano --output out/nano
            gr00t model create --backbone nvidia/GR00T-N1.5-3B --output out/new-head
            gr00t model create --backbone out/backbone --no-adapter --future-tokens 0 --output out/n1-head
            """)

    @OptionGroup var origin: CreatedArchitecture
    @Option(help: "Directory to write; made if it is not there.") var output: String
    @Option(help: "Of the weights that are drawn; a backbone keeps its own.") var dtype = WeightType.bf16
    @Option(help: "The same seed gives the same weights.") var seed: UInt64 = 0
    @Option(help: "A dataset whose statistics the checkpoint shall carry.") var datasetPath: String?
    @Option(help: "Which keys of the dataset, as for gr00t evaluate.") var dataConfig = "fourier_gr1_arms_only"
    @Option(help: "\(EmbodimentTag.allCases.map(\.rawValue).joined(separator: ", ")).") var embodimentTag = "gr1"
    @Flag(help: "Replace a checkpoint that is there.") var overwrite = false

    func run() throws {
        let tag = try EmbodimentTag(named: embodimentTag)
        let metadata = try datasetPath.map { path in
            let config = try DataConfig.chosen(dataConfig)
            return try LeRobotDataset(DatasetLocation.directory(path), modalityConfigs: config.modality.byName)
                .metadata(embodimentTag: tag)
        }
        let architecture = try origin.look()
        Runtime.start()
        let staged = try StagedCheckpoint(at: URL(filePath: output), overwrite: overwrite)
        do {
            try write(architecture, to: staged.directory, metadata)
            try staged.commit()
        } catch {
            staged.discard()
            throw error
        }
        let backbone = architecture.backbone.map { "the backbone of \($0.name), and an action head of " } ?? ""
        print("\(output): \(backbone)random weights, untrained")
        print("look at it:   gr00t model inspect \(output)")
        if let datasetPath {
            print(
                """
                let it act:   gr00t evaluate --model-path \(output) --dataset-path \(datasetPath) \
                --data-config \(dataConfig) --embodiment-tag \(tag.rawValue) --plot
                """)
        }
    }

    private func write(
        _ architecture: CreatedArchitecture.Found, to directory: URL, _ metadata: DatasetMetadata?
    ) throws {
        try architecture.writeTokenizer(directory)
        if let metadata { try MetadataFile.write(metadata, checkpoint: directory) }
        var bar: ProgressBar?
        try RandomCheckpoint.write(
            architecture.config, architecture.eagle, backbone: architecture.backbone, to: directory, dtype: dtype.dtype,
            seed: seed
        ) { done, total in
            if bar == nil { bar = ProgressBar("writing \(output)", total: total, unit: "MB", scale: 1e6) }
            bar?.update(done)
        }
    }
}
