/// What can be wrong with teaching a backbone.
package enum GroundingError: Error, CustomStringConvertible {
    case badOption(name: String, value: String, allowed: String)
    /// The loss is not finite any more.
    case diverged(step: Int)
    case otherTokenizer(path: String, imageToken: Int, model: Int)

    package var description: String {
        switch self {
        case .badOption(let name, let value, let allowed): "\(name) is \(value): it must be \(allowed)"
        case .otherTokenizer(let path, let imageToken, let model):
            "the tokenizer in \(path) has the image token \(imageToken), the model expects \(model): give the model's own"
        case .diverged(let step):
            "the loss is not a number any more at step \(step): choose a lower learning rate"
        }
    }
}
