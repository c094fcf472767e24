import ArgumentParser
import Checkpoint
import Dataset
import Embodiment
import Foundation
import Model
import Policy
import Tokenization
import Transforms

struct DataSample: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample", abstract: "One step on its way into the model: what the transforms make of it.",
        discussion: """
            Pictures, prompt, state and the actions to learn, before and after the transforms of a data config, at the sizes \
            of a checkpoint. Numbers are normalised by the dataset's own statistics, as a fine-tuning does it; nothing is \
            augmented.

            gr00t data sample out/demos --data-config so101_sim --step 30
            """)

    @Argument(help: "Directory of a LeRobot dataset.") var dataset: String
    @Option(help: "Which step, counted over all episodes from 0.") var step = 0
    @Option(help: "Name of a built-in data config, or a JSON or YAML file.")
    var dataConfig = "fourier_gr1_arms_only"
    @Option(help: "Checkpoint whose picture size, widths and tokenizer are used.") var modelPath = "so101-nano"
    @Option(help: "Directory of the tokenizer, where it is not found by itself.") var tokenizer: String?
    @Flag(help: "Print JSON.") var json = false

    func run() throws {
        let config = try DataConfig.chosen(dataConfig)
        let environment = try HubEnvironment()
        let root = try DatasetLocation.directory(dataset)
        let checkpoint = try ModelCheckpoint(environment.cache.locate(modelPath))
        let (model, eagle) = (try checkpoint.config, try checkpoint.eagle)
        let data = try LeRobotDataset(root, modalityConfigs: config.modality.byName)
        let loaded = try TokenizerLocator(
            chosen: tokenizer.map { URL(filePath: $0) }, checkpoint: checkpoint.base,
            hubCache: environment.cache.directory
        ).load(vocabularySize: eagle.text.vocabSize, imageTokenIndex: eagle.imageTokenIndex)
        let pipeline = try config.pipeline(
            metadata: data.metadata(embodimentTag: .newEmbodiment),
            processor: EagleProcessor(loaded, for: model, eagle), maxStateDim: model.actionHead.maxStateDim,
            maxActionDim: model.actionDim, tiles: DynamicTiles(for: model, eagle))
        let summary = try SampleSummary(data, step: step, pipeline)
        if json {
            try JSONOutput.print(summary)
        } else {
            print("\(dataset), step \(step), as \(config.name) for \(modelPath)\n\(summary.text)")
        }
    }
}
