/// Numbers of any shape, from an array or from lists within lists.
struct Numbers {
    let shape: [Int]
    let values: [Double]

    /// nil where `value` is neither.
    ///
    /// - Parameter limit: of how many there may be, so that small elements don't unfold to large memory.
    init?(_ value: WireValue, key: String, limit: Int) throws(WireError) {
        switch value {
        case .int(let number): (shape, values) = ([], [Double(number)])
        case .double(let number): (shape, values) = ([], [number])
        case .array(let array):
            guard array.count <= limit else {
                throw .badObservation(key: key, reason: "it has \(array.count) numbers, more than \(limit); send fewer")
            }
            guard let numbers = array.doubles else { return nil }
            (shape, values) = (array.shape, numbers)
        case .list(let items):
            var inner: [Int]?
            var numbers: [Double] = []
            for item in items {
                guard let part = try Numbers(item, key: key, limit: limit - numbers.count) else { return nil }
                guard inner == nil || inner == part.shape else {
                    throw .badObservation(key: key, reason: "its lists differ in length; send rows of one length")
                }
                inner = part.shape
                numbers += part.values
            }
            (shape, values) = ([items.count] + (inner ?? []), numbers)
        default: return nil
        }
    }
}
