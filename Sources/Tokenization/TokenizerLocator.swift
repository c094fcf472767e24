import Foundation

/// Finds the tokenizer that belongs to a model. GR00T's checkpoints come without one: the reference keeps it in its
/// source tree, and LeRobot publishes it as a repository of its own on the hub.
public struct TokenizerLocator: Sendable {
    /// Hub repositories with the tokenizer of N1.5's Eagle, in order of preference. N1's has to be named, or be in the checkpoint.
    public static let repositories = ["lerobot/eagle2hg-processor-groot-n1p5"]

    private let chosen: URL?
    private let checkpoint: URL?
    private let hubCache: URL?

    /// - Parameters:
    ///   - chosen: a directory the user names; then nothing else is looked at.
    ///   - checkpoint: the model's directory; it or its subdirectory `tokenizer` may have the files.
    ///   - hubCache: Hugging Face's cache, with `models--OWNER--NAME` in it.
    public init(chosen: URL? = nil, checkpoint: URL?, hubCache: URL?) {
        self.chosen = chosen
        self.checkpoint = checkpoint
        self.hubCache = hubCache
    }

    /// The first directory with a tokenizer. Throws ``TokenizationError/tokenizerNotFound(lookedAt:)``.
    public func directory() throws -> URL {
        let candidates = candidates
        guard let found = candidates.first(where: { TokenizerDirectory(url: $0).hasTokenizer }) else {
            throw TokenizationError.tokenizerNotFound(lookedAt: candidates.map(\.path))
        }
        return found
    }

    /// The tokenizer, checked against the model that will read its ids.
    /// - Parameters:
    ///   - vocabularySize: `vocab_size` of the model's language part.
    ///   - imageTokenIndex: `image_token_index` of the model's configuration, where it is known.
    /// - Throws: ``TokenizationError``, also for a tokenizer of another model.
    public func load(vocabularySize: Int, imageTokenIndex: Int?) throws -> ByteLevelBPETokenizer {
        let tokenizer = try ByteLevelBPETokenizer(directory: directory())
        guard tokenizer.vocabularySize == vocabularySize else {
            throw TokenizationError.vocabularyMismatch(
                path: tokenizer.path, tokenizer: tokenizer.vocabularySize, model: vocabularySize)
        }
        guard let imageTokenIndex else { return tokenizer }
        let token = ChatTemplate.imageContext
        guard let id = tokenizer.id(of: token) else {
            throw TokenizationError.missingToken(
                path: tokenizer.path, token: token, purpose: "the place of an image's features")
        }
        guard id == imageTokenIndex else {
            throw TokenizationError.imageTokenMismatch(
                path: tokenizer.path, token: token, tokenizer: id, model: imageTokenIndex)
        }
        return tokenizer
    }

    private var candidates: [URL] {
        if let chosen { return [chosen] }
        return (checkpoint.map { [$0, $0.appending(path: "tokenizer")] } ?? [])
            + (hubCache.map { cache in Self.repositories.flatMap { Self.snapshots(of: $0, in: cache) } } ?? [])
    }

    /// The snapshots of a repository, that of `main` first; the repository's own directory if it has none, so that an
    /// error can name it.
    private static func snapshots(of repository: String, in cache: URL) -> [URL] {
        let root = cache.appending(path: "models--" + repository.split(separator: "/").joined(separator: "--"))
        let snapshots = root.appending(path: "snapshots")
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: snapshots.path)) ?? []).sorted()
        let main = (try? String(contentsOf: root.appending(path: "refs/main"), encoding: .utf8))?
            .trimmingCharacters(in: .whitespacesAndNewlines)
        let ordered = names.filter { $0 == main } + names.filter { $0 != main }
        return ordered.isEmpty ? [root] : ordered.map { snapshots.appending(path: $0) }
    }
}
