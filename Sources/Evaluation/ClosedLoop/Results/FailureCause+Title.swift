import Simulation

extension FailureCause {
    /// Its name as words, such as `went to other cube`; ``explanation`` says more.
    public var title: String {
        rawValue.reduce(into: "") { words, letter in
            if letter.isUppercase { words += " " }
            words += letter.lowercased()
        }
    }
}
