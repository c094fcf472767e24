import Foundation

/// How much disk the features of a run take, known before anything is computed.
public struct FeatureSpace: Sendable {
    /// Where the caches are; each in a directory of its own, named by its ``FeatureKey``.
    public let directory: URL
    /// Places that a run can fill: steps times variants.
    public let samples: Int
    /// Of all of them with the longest prompt; `Int.max` where that is no number.
    public let bytes: Int
    /// Bytes free on its disk; `nil` where the file system does not tell.
    public let free: Int?
    /// Different places that this run comes by, at the least (by expectation, where samples are drawn).
    let visited: Int
    /// Bytes of a sample with the shortest prompt.
    let leastBytes: Int

    package init(directory: URL, samples: Int, bytes: Int, free: Int?, visited: Int, leastBytes: Int) {
        (self.directory, self.samples, self.bytes, self.free) = (directory, samples, bytes, free)
        (self.visited, self.leastBytes) = (visited, leastBytes)
    }

    /// `nil` where the run keeps no features.
    public init?(_ setup: RunSetup) {
        let arguments = setup.arguments
        guard arguments.cachesBackboneFeatures else { return nil }
        directory =
            arguments.featureCacheDirectory.map { URL(filePath: $0, directoryHint: .isDirectory) }
            ?? setup.output.url.appending(path: "features", directoryHint: .isDirectory)
        let slots = FeatureSlots(setup.mixture, variants: arguments.featureVariants, seed: arguments.seed)
        let bytesPerToken = setup.eagle.text.hiddenSize * arguments.computeDtype.precision.dtype.bytes
        samples = slots.trainedCount
        let (bytes, overflow) = samples.multipliedReportingOverflow(by: setup.promptTokens * bytesPerToken)
        self.bytes = overflow ? .max : bytes
        leastBytes = setup.promptLengths.lowerBound * bytesPerToken
        free = DiskSpace.free(at: directory)
        let steps = max(0, arguments.maxSteps - (setup.resume?.state.step ?? 0))
        let (drawn, tooMany) = steps.multipliedReportingOverflow(by: arguments.globalBatchSize)
        let isInOrder = setup.mixture.components.count == 1 && arguments.featureVariants <= 1
        visited = FeatureSpace.distinct(of: samples, draws: tooMany ? .max : drawn, isInOrder: isInOrder)
    }

    /// Without order every draw is independent of the others: n (1 - e^(-draws / n)).
    private static func distinct(of count: Int, draws: Int, isInOrder: Bool) -> Int {
        if isInOrder { return min(count, draws) }
        return count == 0 ? 0 : min(count, Int(Double(count) * -expm1(-Double(draws) / Double(count))))
    }

    /// Throws ``TrainingError/noRoom(path:needed:free:remedy:)`` where the disk surely can't take what is missing.
    /// - Parameter stored: places that are filled already.
    package func check(stored: Int) throws {
        guard let free else { return }
        let (needed, overflow) = max(0, visited - stored).multipliedReportingOverflow(by: leastBytes)
        guard !overflow, needed <= free else {
            throw TrainingError.noRoom(
                path: directory.path, needed: overflow ? .max : needed, free: free,
                remedy: "Give --feature-cache-dir on another disk, fewer --feature-variants, or leave "
                    + "--cache-backbone-features out")
        }
    }
}
