import Embodiment
import Tokenization

/// Chooses what the model is told.
public struct LanguageTransform: Sendable, Equatable {
    /// nil: always the default.
    public let key: ModalityKey?
    public let defaultInstruction: String
    /// How often the default replaces the instruction when training.
    public let dropoutProbability: Double
    public let form: InstructionForm

    public init(
        key: ModalityKey?, defaultInstruction: String, dropoutProbability: Double, form: InstructionForm = .plain
    ) {
        self.key = key
        self.defaultInstruction = defaultInstruction
        self.dropoutProbability = dropoutProbability
        self.form = form
    }

    /// The instruction; of several the first.
    public func apply(_ annotation: [String: [String]], generator: inout SplitMix64?) throws -> String {
        guard let key else { return defaultInstruction }
        guard let instructions = annotation[key.name] else {
            throw TransformError.missingKey(key: key, present: annotation.keys.sorted())
        }
        guard let instruction = instructions.first else { throw TransformError.emptyAnnotation(key: key) }
        if dropoutProbability > 0, let draw = generator?.unit(), draw < dropoutProbability { return defaultInstruction }
        return form.text(instruction)
    }
}

/// How an instruction is written into the prompt.
public enum InstructionForm: Sendable, Equatable {
    /// As it is, and as it is in training.
    case plain
    /// As the text of a Python list, `['pick the pear']`: what the reference's policy, though not its training, feeds the model.
    /// Only to compare with it.
    case pythonList

    func text(_ instruction: String) -> String {
        switch self {
        case .plain: instruction
        case .pythonList: InstructionText.asPythonList(instruction)
        }
    }
}
