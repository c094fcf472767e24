import Checkpoint
import Foundation

/// The small files of a checkpoint, and how they are read and written.
enum CheckpointFiles {
    /// The reference's: where the run is, and its log.
    static let trainerState = "trainer_state.json"
    /// This program's: arguments, data, and what else has to be known to go on.
    static let trainingState = "training_state.json"
    /// Stem of the safetensors with moments and what the weights' files don't hold of the master weights.
    static let optimizer = "optimizer"
    /// What the name of a parameter of FLARE's target encoder ends in there.
    static let flareTarget = "flare_target"

    static func write(_ value: some Encodable, to url: URL) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
        try write(encoder.encode(value), to: url)
    }

    static func write(_ data: Data, to url: URL) throws { try WholeFile.write(data, to: url) }

    static func read<Value: Decodable>(_ type: Value.Type, from url: URL) throws -> Value {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
        do { return try decoder.decode(type, from: Data(contentsOf: url)) } catch {
            throw TrainingError.damagedCheckpoint(
                path: url.path, reason: "cannot be read (\((error as? CocoaError)?.localizedDescription ?? "\(error)"))"
            )
        }
    }
}

/// `trainer_state.json`, as Hugging Face's trainer writes it (transformers 4.51, `TrainerState`).
struct TrainerStateFile: Encodable {
    let state: TrainingState
    let epoch: Double
    let arguments: TrainingArguments

    enum CodingKeys: String, CodingKey {
        case epoch
        case globalStep = "global_step"
        case logHistory = "log_history"
        case loggingSteps = "logging_steps"
        case maxSteps = "max_steps"
        case saveSteps = "save_steps"
        case evalSteps = "eval_steps"
        case trainBatchSize = "train_batch_size"
        case numTrainEpochs = "num_train_epochs"
        case isLocalProcessZero = "is_local_process_zero"
        case isWorldProcessZero = "is_world_process_zero"
        case isHyperParamSearch = "is_hyper_param_search"
        case totalFlos = "total_flos"
    }

    func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(epoch, forKey: .epoch)
        try values.encode(state.step, forKey: .globalStep)
        try values.encode(state.logHistory, forKey: .logHistory)
        try values.encode(arguments.loggingSteps, forKey: .loggingSteps)
        try values.encode(arguments.maxSteps, forKey: .maxSteps)
        try values.encode(arguments.saveSteps, forKey: .saveSteps)
        try values.encode(arguments.evalSteps, forKey: .evalSteps)
        try values.encode(arguments.batchSize, forKey: .trainBatchSize)
        try values.encode(Int(epoch.rounded(.up)), forKey: .numTrainEpochs)
        try values.encode(true, forKey: .isLocalProcessZero)
        try values.encode(true, forKey: .isWorldProcessZero)
        try values.encode(false, forKey: .isHyperParamSearch)
        try values.encode(0, forKey: .totalFlos)
    }
}

/// `training_state.json`: all that a resumed run is held against, and goes on from.
struct TrainingStateFile: Codable {
    var format = 1
    var arguments: TrainingArguments
    var state: TrainingState
    /// Steps that changed the weights: AdamW's bias correction counts them.
    var optimizerSteps: Int
    /// What the datasets looked like.
    var data: [DataFingerprint]
    var shuffle: Shuffle
    /// Directory of the checkpoint that the run started from.
    var baseModel: String

    enum CodingKeys: String, CodingKey {
        case format, arguments, state, data, shuffle
        case optimizerSteps = "optimizer_steps"
        case baseModel = "base_model"
    }
}
