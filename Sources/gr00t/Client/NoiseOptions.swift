import ArgumentParser
import Client

/// The noise that actions are made from.
struct NoiseOptions: ParsableArguments {
    @Option(
        help: """
            Draw the noise here and send it along, so that the answer can be repeated; only gr00t serve heeds it. Without, the \
            server draws.
            """)
    var noiseSeed: UInt64?
    @Option(help: "Horizon and action width of the checkpoint.") var noiseShape = "16x32"

    func validate() throws { _ = try count }

    /// nil without a seed.
    func numbers() throws -> [Float]? {
        guard let noiseSeed else { return nil }
        var generator = StandardNormal(seed: noiseSeed)
        return generator.numbers(try count)
    }

    private var count: Int {
        get throws {
            let sides = try Sides(noiseShape, named: "--noise-shape")
            return sides.first * sides.second
        }
    }
}

/// Two numbers such as `16x32`.
struct Sides {
    let first: Int
    let second: Int

    /// Throws `ValidationError` for other texts, and for numbers beyond 1 to 8192.
    init(_ text: String, named name: String) throws {
        let parts = text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let first = parts[0], let second = parts[1], (1...8192).contains(first),
            (1...8192).contains(second)
        else { throw ValidationError("\(name) is '\(text)': give two numbers of 1 to 8192, such as 16x32.") }
        (self.first, self.second) = (first, second)
    }
}
