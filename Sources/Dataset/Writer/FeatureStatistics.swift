import Foundation
import Media

/// Statistics of one feature over one episode, as a line of `meta/episodes_stats.jsonl` holds them (LeRobot 0.3.3,
/// `compute_stats.py`).
struct FeatureStatistics {
    let min, max, mean: [Double]
    /// Population standard deviation (ddof 0).
    let std: [Double]
    let count: Int

    /// Of the rows of a feature, [rows, width].
    init(rows values: [Double], width: Int) {
        let columns = (0..<width).map { stride(from: $0, to: values.count, by: width).map { values[$0] } }
        let count = values.count / Swift.max(width, 1)
        let mean = columns.map { $0.reduce(0, +) / Double(count) }
        self.mean = mean
        min = columns.map { $0.min() ?? 0 }
        max = columns.map { $0.max() ?? 0 }
        std = zip(columns, mean).map { column, mean in
            (column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count)).squareRoot()
        }
        self.count = count
    }

    /// Of a camera's frames, per colour in [0, 1]. Not all frames count: see ``sampledIndices(of:)``.
    init(frames: [FrameStatistics]) {
        let sampled = Self.sampledIndices(of: frames.count).map { frames[$0] }
        let pixels = Double(sampled.reduce(0) { $0 + $1.pixels })
        func perColour(_ value: (Int) -> Double) -> [Double] { (0..<3).map(value) }
        min = perColour { colour in Double(sampled.map { $0.min[colour] }.min() ?? 0) / 255 }
        max = perColour { colour in Double(sampled.map { $0.max[colour] }.max() ?? 0) / 255 }
        let mean = perColour { colour in Double(sampled.reduce(0) { $0 + $1.sum[colour] }) / pixels }
        std = perColour { colour in
            let squares = Double(sampled.reduce(0) { $0 + $1.squares[colour] }) / pixels
            return Swift.max(0, squares - mean[colour] * mean[colour]).squareRoot() / 255
        }
        self.mean = mean.map { $0 / 255 }
        count = sampled.count
    }

    /// Which of `length` frames LeRobot takes: all up to 100, then length^0.75, at most 10,000, evenly spread.
    static func sampledIndices(of length: Int) -> [Int] {
        guard length > 1 else { return Array(0..<length) }
        let count = Swift.max(Swift.min(100, length), Swift.min(Int(pow(Double(length), 0.75)), 10_000))
        let step = Double(length - 1) / Double(count - 1)
        // Halves go to the even side, as numpy rounds.
        return (0..<count).map { Int((Double($0) * step).rounded(.toNearestOrEven)) }
    }

    /// - Parameter nested: colours as [3, 1, 1], which is how LeRobot keeps those of pictures.
    /// - Parameter whole: smallest and largest are whole numbers.
    func json(nested: Bool = false, whole: Bool = false) -> JSONText {
        func list(_ values: [Double], whole: Bool = false) -> JSONText {
            .array(
                values.map { value in
                    let number = whole ? JSONText.integer(Int(value)) : .number(value)
                    return nested ? .array([.array([number])]) : number
                })
        }
        return .object([
            ("min", list(min, whole: whole)), ("max", list(max, whole: whole)), ("mean", list(mean)),
            ("std", list(std)), ("count", .array([.integer(count)])),
        ])
    }
}

/// What the statistics need of one frame, so that frames need not be kept until the episode's length is known.
struct FrameStatistics {
    private(set) var min: [UInt8] = [255, 255, 255]
    private(set) var max: [UInt8] = [0, 0, 0]
    private(set) var sum = [0, 0, 0]
    private(set) var squares = [0, 0, 0]
    private(set) var pixels = 0

    /// Frames with a side of 300 or more are thinned to about 150, as LeRobot does.
    init(_ image: Image) {
        let longer = Swift.max(image.width, image.height)
        let step = longer < 300 ? 1 : longer / 150
        image.pixels.withUnsafeBufferPointer { values in
            for colour in 0..<3 {
                var (low, high, sum, squares) = (UInt8.max, UInt8.min, 0, 0)
                for row in stride(from: 0, to: image.height, by: step) {
                    for column in stride(from: 0, to: image.width, by: step) {
                        let value = values[(row * image.width + column) * 3 + colour]
                        low = Swift.min(low, value)
                        high = Swift.max(high, value)
                        sum += Int(value)
                        squares += Int(value) * Int(value)
                    }
                }
                (min[colour], max[colour], self.sum[colour], self.squares[colour]) = (low, high, sum, squares)
            }
        }
        pixels = ((image.height + step - 1) / step) * ((image.width + step - 1) / step)
    }
}
