import Foundation

/// Which attempts a recording has made, kept in the dataset beside its other metadata: with it a recording that broke off goes on
/// with the next seed, and everybody can see where each episode comes from.
///
/// `meta/simulation.jsonl` has a line for each attempt; ``RecordingRecipe`` says how they are made.
struct RecordingLog {
    static let attemptsName = "meta/simulation.jsonl"

    /// A line.
    struct Attempt: Codable, Equatable {
        let seed: Int
        let instruction: Instruction
        /// Level of the noise, rad.
        let noise: Double
        let outcome: EpisodeOutcome
        /// Its index in the dataset; none for an attempt that failed.
        let episode: Int?
    }

    private let root: URL
    private(set) var attempts: [Attempt] = []
    /// The attempts' lines.
    private var text = ""

    var dropped: [DroppedAttempt] {
        attempts.compactMap { attempt in
            attempt.outcome.failure.map {
                DroppedAttempt(seed: attempt.seed, task: attempt.instruction.goal.kind, cause: $0)
            }
        }
    }

    /// Takes up the log in `root`, or starts one where there is none.
    ///
    /// - Parameter episodes: those that the dataset lists. The log may be ahead by what was being written when the recorder
    ///   was killed; that is made again.
    /// - Throws: ``EpisodeError``.
    init(_ root: URL, recipe: RecordingRecipe, episodes: Int) throws(EpisodeError) {
        self.root = root
        if try !recipe.isThat(of: root, isEmpty: episodes == 0) {
            try write(Self.encoded(recipe, pretty: true) + "\n", RecordingRecipe.name)
        }
        let file = root.appending(path: Self.attemptsName)
        guard episodes > 0 || FileManager.default.fileExists(atPath: file.path) else { return }
        let known = try Self.read(file)
        attempts = Array(known.prefix { ($0.episode ?? 0) < episodes })
        guard attempts.compactMap(\.episode) == Array(0..<episodes) else {
            throw .damagedRecording(
                file: file.path, reason: "the dataset has \(episodes) episodes, and it does not list just these")
        }
        for (index, attempt) in attempts.enumerated() where attempt.seed != recipe.seed + index {
            throw .damagedRecording(file: file.path, reason: "its line \(index + 1) has seed \(attempt.seed)")
        }
        for attempt in attempts { text += try Self.encoded(attempt, pretty: false) + "\n" }
    }

    /// Adds a line. It has to be on the disk before the episode is: a line too many is dropped when recording goes on, an episode
    /// without one could not be told from others.
    mutating func append(_ attempt: Attempt) throws(EpisodeError) {
        text += try Self.encoded(attempt, pretty: false) + "\n"
        attempts.append(attempt)
        try write(text, Self.attemptsName)
    }

    private func write(_ text: String, _ name: String) throws(EpisodeError) {
        let file = root.appending(path: name)
        do {
            try Data(text.utf8).write(to: file, options: .atomic)
        } catch {
            throw .unwritable(file: file.path, reason: error.localizedDescription)
        }
    }

    private static func read(_ file: URL) throws(EpisodeError) -> [Attempt] {
        guard let data = FileManager.default.contents(atPath: file.path) else {
            throw .damagedRecording(file: file.path, reason: "it is missing or cannot be read")
        }
        var attempts: [Attempt] = []
        for (index, line) in data.split(separator: UInt8(ascii: "\n")).enumerated() {
            guard let attempt = try? JSONDecoder().decode(Attempt.self, from: Data(line)) else {
                throw .damagedRecording(
                    file: file.path, reason: "its line \(index + 1) is not what this program writes")
            }
            attempts.append(attempt)
        }
        return attempts
    }

    private static func encoded(_ value: some Encodable, pretty: Bool) throws(EpisodeError) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = pretty ? [.sortedKeys, .prettyPrinted] : [.sortedKeys]
        do {
            return String(decoding: try encoder.encode(value), as: UTF8.self)
        } catch {
            throw .unwritable(file: attemptsName, reason: "\(error)")
        }
    }
}
