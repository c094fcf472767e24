import Checkpoint
import Foundation
import Synchronization

/// A hub with one repository, `nvidia/tiny`, that behaves like the real one: small files are served in place, large ones
/// from a storage host behind a redirect. Its switches make it misbehave.
final class FakeHub: Sendable {
    typealias Request = LoopbackServer.Request
    typealias Response = LoopbackServer.Response

    static let commit = String(repeating: "c0ffee42", count: 5)
    static let config = Data("{\"model_type\":\"gr00t_n1_5\"}".utf8)
    /// `git hash-object`.
    static let configDigest = "b23f744c5596063d05cd3de42a47f69a6de4735b"
    static let metadata = Data("{\"new_embodiment\":{}}".utf8)
    static let metadataDigest = "7c61bc27e50bb1a89aa3edf3de662720a353cc07"
    static let weights = Data((0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 8) })
    /// `sha256sum`.
    static let weightsDigest = "c40f2bb6506be197d423019337e42a193d08131292fdedf76ced0bf4a3ab888e"

    struct Switches: Sendable {
        /// Without it, 401.
        var token: String?
        var files = ["config.json", "experiment_cfg/metadata.json", "model.safetensors", "model.bin", ".gitattributes"]
        /// Connections of the storage host that break after 100,000 bytes.
        var drops = 0
        /// Answers of 503 of the storage host.
        var outages = 0
        var isCorrupt = false
        var knowsRanges = true
        /// Instead of the list of files.
        var listing: Response?
        /// Instead of the answer to HEAD.
        var head: Response?
    }

    private final class State: Sendable {
        let switches: Mutex<Switches>
        init(_ switches: Switches) { self.switches = Mutex(switches) }
    }

    let hub: LoopbackServer
    let storage: LoopbackServer
    private let state: State

    init(_ change: (inout Switches) -> Void = { _ in }) throws {
        var switches = Switches()
        change(&switches)
        let state = State(switches)
        self.state = state
        let storage = try LoopbackServer { request in state.switches.withLock { Self.store(request, &$0) } }
        self.storage = storage
        let address = storage.url.absoluteString
        hub = try LoopbackServer { request in state.switches.withLock { Self.answer(request, $0, address) } }
    }

    func change(_ body: (inout Switches) -> Void) { state.switches.withLock { body(&$0) } }

    /// A cache in `directory` and this hub as the endpoint.
    func environment(_ directory: URL, token: String? = nil) -> HubEnvironment {
        HubEnvironment(endpoint: hub.url, cache: HubCache(directory), token: token)
    }

    private static func answer(_ request: Request, _ switches: Switches, _ storage: String) -> Response {
        if let token = switches.token, request.headers["authorization"] != "Bearer \(token)" {
            return Response(status: 401)
        }
        if request.path.hasPrefix("/api/models/nvidia/tiny/revision/") {
            let siblings = switches.files.map { ["rfilename": $0] }
            let names = (try? JSONEncoder().encode(siblings)) ?? Data()
            return switches.listing
                ?? Response(
                    body: Data("{\"id\":\"nvidia/tiny\",\"sha\":\"\(commit)\",\"siblings\":".utf8) + names
                        + Data("}".utf8))
        }
        if request.method == "HEAD", let head = switches.head { return head }
        let small = { (body: Data, digest: String) in
            serve(body, request, ["ETag": "\"\(digest)\"", "X-Repo-Commit": commit], knowsRanges: true)
        }
        switch request.path {
        case "/nvidia/tiny/resolve/\(commit)/config.json":
            // A renamed repository: moved on the same host.
            return Response(status: 307, headers: ["Location": "/moved/config.json"], body: Data("Moved".utf8))
        case "/moved/config.json": return small(config, configDigest)
        case "/nvidia/tiny/resolve/\(commit)/experiment_cfg/metadata.json": return small(metadata, metadataDigest)
        case "/nvidia/tiny/resolve/\(commit)/model.safetensors":
            return Response(
                status: 302,
                headers: [
                    "Location": "\(storage)/signed", "X-Linked-Etag": "\"\(weightsDigest)\"",
                    "X-Linked-Size": "\(weights.count)", "X-Repo-Commit": commit, "ETag": "\"of the redirect\"",
                ], body: Data("Found. Redirecting".utf8))
        default: return Response(status: 404, headers: ["X-Error-Code": "RepoNotFound"])
        }
    }

    private static func store(_ request: Request, _ switches: inout Switches) -> Response {
        if switches.outages > 0 {
            switches.outages -= 1
            return Response(status: 503, body: Data("later".utf8))
        }
        var body = weights
        if switches.isCorrupt { body[500_000] ^= 1 }
        var response = serve(body, request, [:], knowsRanges: switches.knowsRanges)
        if switches.drops > 0 {
            switches.drops -= 1
            response.dropAfter = 100_000
        }
        return response
    }

    private static func serve(_ body: Data, _ request: Request, _ headers: [String: String], knowsRanges: Bool)
        -> Response
    {
        let range = request.headers["range"]?.dropFirst("bytes=".count).split(separator: "-").compactMap { Int($0) }
        guard knowsRanges, let range, range.count == 2, range[0] < body.count else {
            return Response(headers: headers.merging(["Content-Length": "\(body.count)"]) { $1 }, body: body)
        }
        let end = min(range[1], body.count - 1)
        let contentRange = ["Content-Range": "bytes \(range[0])-\(end)/\(body.count)"]
        return Response(status: 206, headers: headers.merging(contentRange) { $1 }, body: body[range[0]...end])
    }
}
