import Embodiment
import Media

/// One sample as the model takes it, before it becomes tensors.
@dynamicMemberLookup
public struct ModelInput: Sendable, Equatable {
    /// Tiles for the vision tower, [224, 224, 3] each, in the order of time, then of the cameras.
    public var images: [Image]
    /// Ids of the whole prompt; it holds a place for each patch of each tile.
    public var tokens: [Int]
    /// What the action head reads besides: state, action, embodiment. Its properties are this sample's too.
    public var numbers: StateActionInput

    public init(images: [Image], tokens: [Int], numbers: StateActionInput) {
        self.images = images
        self.tokens = tokens
        self.numbers = numbers
    }

    public subscript<Value>(dynamicMember path: WritableKeyPath<StateActionInput, Value>) -> Value {
        get { numbers[keyPath: path] }
        set { numbers[keyPath: path] = newValue }
    }
}
