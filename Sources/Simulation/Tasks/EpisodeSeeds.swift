/// Which seeds are whose: what a policy is trained on and what it is judged on never meet.
public enum EpisodeSeeds {
    /// Training has the seeds below, evaluation those from here on.
    public static let evaluationStart = 1_000_000

    /// The seeds of `count` demonstrations (or attempts at them), from `seed` on.
    ///
    /// - Throws: ``EpisodeError/badSeed(_:)`` where one of them is negative or an evaluation's.
    public static func training(from seed: Int, count: Int) throws(EpisodeError) -> Range<Int> {
        guard seed >= 0, count >= 0, seed <= evaluationStart, count <= evaluationStart - seed else {
            throw .badSeed(
                "demonstrations \(seed) to \(seed)+\(count) need seeds from 0 to \(evaluationStart - 1): choose a lower seed, "
                    + "or fewer episodes")
        }
        return seed..<seed + count
    }

    /// The seeds of `count` episodes of an evaluation: `seed` counts from ``evaluationStart``.
    ///
    /// - Throws: ``EpisodeError/badSeed(_:)``.
    public static func evaluation(from seed: Int, count: Int) throws(EpisodeError) -> Range<Int> {
        let limit = 1_000_000_000
        guard (0...limit).contains(seed), (0...limit).contains(count) else {
            throw .badSeed("\(count) episodes from seed \(seed) on: both must be 0 to \(limit)")
        }
        return evaluationStart + seed..<evaluationStart + seed + count
    }
}
