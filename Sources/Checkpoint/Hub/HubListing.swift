import Foundation
import FoundationNetworking

/// What a repository has at one commit: the answer of `api/models/{repository}/revision/{revision}`.
struct HubListing: Decodable {
    /// 40 hexadecimal digits.
    let commit: String
    private let siblings: [Sibling]

    private struct Sibling: Decodable {
        let rfilename: String
    }

    private enum CodingKeys: String, CodingKey {
        case commit = "sha"
        case siblings
    }

    var files: [String] { siblings.map(\.rfilename) }
}

/// One file of a repository at one commit.
struct HubFile: Sendable {
    let name: String
    let url: URL
    let digest: FileDigest
    let byteCount: Int
}

extension HubConnection {
    func listing(revision: String) async throws -> HubListing {
        let url = url(
            ["api", "models"] + repository.id.split(separator: "/").map(String.init) + ["revision", revision])
        let body = MemorySink(url)
        _ = try await send(url, into: body)
        let listing: HubListing
        do { listing = try JSONDecoder().decode(HubListing.self, from: body.bytes) } catch {
            throw badAnswer(url, "the list of files is not as expected (\(describe(error)))")
        }
        guard isHexadecimal(listing.commit, digits: 40) else {
            throw badAnswer(url, "'\(listing.commit)' is no commit")
        }
        return listing
    }

    /// Digest and size of a file. Large files are redirected to a storage host; the hub says both in the redirect itself
    /// (`X-Linked-Etag`, `X-Linked-Size`).
    func file(_ name: String, commit: String) async throws -> HubFile {
        let url = url(
            repository.id.split(separator: "/").map(String.init) + ["resolve", commit]
                + name.split(separator: "/").map(String.init))
        let response = try await send(url, method: "HEAD", followsElsewhere: false, into: MemorySink(url))
        func header(_ name: String) -> String? { response.value(forHTTPHeaderField: name) }
        guard let etag = header("X-Linked-Etag") ?? header("ETag"), let digest = FileDigest(etag: etag) else {
            throw badAnswer(url, "no ETag with a SHA-256 or git digest, so the file cannot be checked")
        }
        // A redirect's Content-Length is that of its own body.
        let length = response.statusCode == 200 ? header("Content-Length") : nil
        guard let byteCount = (header("X-Linked-Size") ?? length).flatMap({ Int($0) }), byteCount >= 0 else {
            throw badAnswer(url, "no size")
        }
        if let served = header("X-Repo-Commit"), served != commit {
            throw badAnswer(url, "asked for commit \(commit), it serves \(served)")
        }
        return HubFile(name: name, url: url, digest: digest, byteCount: byteCount)
    }

    /// Fetches the rest of `partial`, window by window. A connection that breaks after some bytes costs no attempt.
    func fill(_ partial: PartialFile, from url: URL, windowBytes: Int) async throws {
        var attempt = 1
        while partial.bytesDone < partial.totalBytes {
            let before = partial.bytesDone
            let last = min(partial.totalBytes - before, windowBytes) + before - 1
            do {
                _ = try await once.send(url, headers: ["Range": "bytes=\(before)-\(last)"], into: partial)
                guard partial.bytesDone > before else { throw badAnswer(url, "an answer without bytes") }
                attempt = 1
            } catch CheckpointError.hub(let problem) where problem.isPassing {
                attempt = partial.bytesDone > before ? 1 : attempt + 1
                guard attempt <= retry.attempts else { throw CheckpointError.hub(problem) }
                try await Task.sleep(for: retry.delay(afterAttempt: attempt))
            }
        }
    }

    /// The same connection without attempts of its own: the range must be worked out anew for each.
    private var once: HubConnection {
        HubConnection(
            client: client, session: session, endpoint: endpoint, repository: repository, token: token,
            retry: RetryPolicy(attempts: 1, firstDelay: .zero))
    }
}

extension HubProblem {
    /// Whether the same request may succeed a moment later.
    fileprivate var isPassing: Bool {
        switch self {
        case .unreachable: true
        case .refused(_, let status): status >= 500 || status == 429
        default: false
        }
    }
}
