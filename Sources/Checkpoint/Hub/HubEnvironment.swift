import Foundation

/// Where the hub is, where its files are kept here, and who asks: the same environment variables as `huggingface_hub`
/// (`constants.py`), so that both share one cache and one login.
public struct HubEnvironment: Sendable, Equatable {
    /// `HF_ENDPOINT`, without a slash at its end.
    public var endpoint: URL
    /// `HF_HUB_CACHE`, or `hub` in `HF_HOME`.
    public var cache: HubCache
    /// `HF_TOKEN`, or what `huggingface-cli login` left in the token file.
    public var token: String?
    /// `HF_HUB_OFFLINE`.
    public var isOffline: Bool

    public init(endpoint: URL, cache: HubCache, token: String? = nil, isOffline: Bool = false) {
        self.endpoint = endpoint
        self.cache = cache
        self.token = token
        self.isOffline = isOffline
    }

    /// Throws ``HubProblem/badEndpoint(_:)``.
    public init(_ variables: [String: String] = ProcessInfo.processInfo.environment) throws {
        func value(_ names: String...) -> String? { names.lazy.compactMap { variables[$0] }.first { !$0.isEmpty } }
        func directory(_ path: String) -> URL {
            let home = value("HOME") ?? NSHomeDirectory()
            return URL(filePath: path == "~" || path.hasPrefix("~/") ? home + path.dropFirst() : path)
        }
        var address = value("HF_ENDPOINT") ?? "https://huggingface.co"
        while address.hasSuffix("/") { address.removeLast() }
        guard let endpoint = URL(string: address), ["http", "https"].contains(endpoint.scheme), endpoint.host() != nil
        else { throw CheckpointError.hub(.badEndpoint(address)) }

        let home =
            value("HF_HOME").map(directory)
            ?? directory(value("XDG_CACHE_HOME") ?? "~/.cache").appending(path: "huggingface")
        let tokenFile = value("HF_TOKEN_PATH").map(directory) ?? home.appending(path: "token")
        let token =
            value("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN") ?? (try? String(contentsOf: tokenFile, encoding: .utf8)) ?? ""
        // A line break at the end of the file must not become part of a header.
        let trimmed = token.trimmingCharacters(in: .whitespacesAndNewlines)
        self.init(
            endpoint: endpoint,
            cache: HubCache(
                value("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE").map(directory) ?? home.appending(path: "hub")),
            token: trimmed.isEmpty ? nil : trimmed,
            isOffline: ["1", "ON", "YES", "TRUE"].contains(
                (value("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE") ?? "").uppercased()))
    }
}
