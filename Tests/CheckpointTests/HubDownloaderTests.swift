import Checkpoint
import Foundation
import Synchronization
import TestSupport
import Testing

private let quick = RetryPolicy(attempts: 3, firstDelay: .milliseconds(1))

private func download(
    _ hub: FakeHub, to directory: URL, token: String? = nil, revision: String = "main",
    progress: @escaping @Sendable (HubProgress) -> Void = { _ in }
) async throws -> URL {
    try await HubDownloader(hub.environment(directory, token: token), retry: quick, windowBytes: 300_000)
        .download(HubRepository("nvidia/tiny"), revision: revision, progress: progress)
}

private func files(below directory: URL) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: directory.path).sorted()
}

private func makeParent(of url: URL) throws {
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
}

private func hubProblem(_ body: () async throws -> URL) async -> HubProblem? {
    do { _ = try await body() } catch CheckpointError.hub(let problem) { return problem } catch {
        Issue.record("\(error)")
    }
    return nil
}

@Suite struct HubDownloaderTests {
    private let folder = "models--nvidia--tiny"
    private var partial: String { "\(folder)/blobs/\(FakeHub.weightsDigest).incomplete" }

    @Test func layoutContentAndProgress() async throws {
        let hub = try FakeHub()
        try await withTemporaryDirectory { directory in
            let steps = Mutex<[HubProgress]>([])
            let snapshot = try await download(hub, to: directory) { step in steps.withLock { $0.append(step) } }
            #expect(snapshot.path == directory.appending(path: "\(folder)/snapshots/\(FakeHub.commit)").path)
            #expect(
                try files(below: snapshot) == [
                    "config.json", "experiment_cfg", "experiment_cfg/metadata.json", "model.safetensors",
                ])
            #expect(try Data(contentsOf: snapshot.appending(path: "config.json")) == FakeHub.config)
            #expect(try Data(contentsOf: snapshot.appending(path: "experiment_cfg/metadata.json")) == FakeHub.metadata)
            #expect(try Data(contentsOf: snapshot.appending(path: "model.safetensors")) == FakeHub.weights)
            let link = { (name: String) in
                try FileManager.default.destinationOfSymbolicLink(atPath: snapshot.appending(path: name).path)
            }
            #expect(try link("model.safetensors") == "../../blobs/\(FakeHub.weightsDigest)")
            #expect(try link("experiment_cfg/metadata.json") == "../../../blobs/\(FakeHub.metadataDigest)")
            #expect(
                try files(below: directory.appending(path: "\(folder)/blobs"))
                    == [FakeHub.metadataDigest, FakeHub.configDigest, FakeHub.weightsDigest])
            let reference = directory.appending(path: "\(folder)/refs/main")
            #expect(try String(contentsOf: reference, encoding: .utf8) == FakeHub.commit)
            #expect(try HubCache(directory).resolve(HubRepository("nvidia/tiny"))?.path == snapshot.path)

            let total = FakeHub.config.count + FakeHub.metadata.count + FakeHub.weights.count
            let seen = steps.withLock { $0 }
            #expect(seen.last == HubProgress(file: "model.safetensors", bytesDone: total, totalBytes: total))
            #expect(zip(seen, seen.dropFirst()).allSatisfy { $0.bytesDone <= $1.bytesDone })
            #expect(hub.storage.requests.count == 4, "1,000,000 bytes in windows of 300,000")
        }
    }

    @Test func aSecondRunDownloadsNothing() async throws {
        let hub = try FakeHub()
        try await withTemporaryDirectory { directory in
            let first = try await download(hub, to: directory)
            hub.hub.forget()
            hub.storage.forget()
            #expect(try await download(hub, to: directory) == first)
            #expect(hub.storage.requests.isEmpty)
            #expect(
                hub.hub.requests.filter { $0.method == "GET" }.map(\.path) == ["/api/models/nvidia/tiny/revision/main"])
        }
    }

    @Test func brokenConnectionsAndOutagesAreResumed() async throws {
        let hub = try FakeHub {
            $0.drops = 4
            $0.outages = 2
        }
        try await withTemporaryDirectory { directory in
            let snapshot = try await download(hub, to: directory)
            #expect(try Data(contentsOf: snapshot.appending(path: "model.safetensors")) == FakeHub.weights)
            let starts = hub.storage.requests.compactMap { $0.headers["range"]?.dropFirst(6).prefix { $0 != "-" } }
            #expect(starts == ["0", "0", "0", "100000", "200000", "300000", "400000", "700000"])
        }
    }

    /// A process ended in the middle; the next one asks only for the rest.
    @Test func whatArrivedIsKeptForTheNextRun() async throws {
        let hub = try FakeHub {
            $0.files = ["model.safetensors"]
            $0.drops = 1
            $0.outages = 1
        }
        try await withTemporaryDirectory { directory in
            let interrupted = directory.appending(path: partial)
            try makeParent(of: interrupted)
            try FakeHub.weights.prefix(123_456).write(to: interrupted)
            let impatient = HubDownloader(
                hub.environment(directory), retry: RetryPolicy(attempts: 1, firstDelay: .zero), windowBytes: 1 << 20)
            let problem = await hubProblem { try await impatient.download(HubRepository("nvidia/tiny")) }
            guard case .refused(_, 503) = problem else {
                Issue.record("\(String(describing: problem))")
                return
            }
            #expect(try Data(contentsOf: interrupted) == FakeHub.weights.prefix(123_456))
            hub.storage.forget()
            let snapshot = try await impatient.download(HubRepository("nvidia/tiny"))
            #expect(try Data(contentsOf: snapshot.appending(path: "model.safetensors")) == FakeHub.weights)
            let ranges = hub.storage.requests.compactMap { $0.headers["range"] }
            #expect(ranges == ["bytes=123456-999999", "bytes=223456-999999"])
            #expect(!FileManager.default.fileExists(atPath: interrupted.path))
        }
    }

    @Test(arguments: [0, 10, 2_000_000]) func serversWithoutRanges(before: Int) async throws {
        let hub = try FakeHub { $0.knowsRanges = false }
        try await withTemporaryDirectory { directory in
            let file = directory.appending(path: partial)
            try makeParent(of: file)
            try Data(count: before).write(to: file)
            let snapshot = try await download(hub, to: directory)
            #expect(try Data(contentsOf: snapshot.appending(path: "model.safetensors")) == FakeHub.weights)
        }
    }

    @Test func wrongChecksumIsNoModel() async throws {
        let hub = try FakeHub { $0.isCorrupt = true }
        try await withTemporaryDirectory { directory in
            let problem = await hubProblem { try await download(hub, to: directory) }
            guard case .wrongChecksum("model.safetensors", FakeHub.weightsDigest, _) = problem else {
                Issue.record("\(String(describing: problem))")
                return
            }
            #expect(try HubCache(directory).resolve(HubRepository("nvidia/tiny")) == nil)
            #expect(try !files(below: directory).contains { $0.contains(FakeHub.weightsDigest) })
            hub.change { $0.isCorrupt = false }
            let snapshot = try await download(hub, to: directory)
            #expect(try Data(contentsOf: snapshot.appending(path: "model.safetensors")) == FakeHub.weights)
        }
    }

    @Test func theTokenGoesToTheHubOnly() async throws {
        let hub = try FakeHub { $0.token = "hf_secret" }
        try await withTemporaryDirectory { directory in
            let address = hub.hub.url.absoluteString + "/api/models/nvidia/tiny/revision/main"
            let without = await hubProblem { try await download(hub, to: directory) }
            #expect(without == .needsToken(url: address, tokenSent: false))
            let old = await hubProblem { try await download(hub, to: directory, token: "old") }
            #expect(old == .needsToken(url: address, tokenSent: true))
            _ = try await download(hub, to: directory, token: "hf_secret")
            #expect(hub.storage.requests.count == 4)
            #expect(hub.storage.requests.allSatisfy { $0.headers["authorization"] == nil })
        }
    }

    @Test func refusals() async throws {
        let hub = try FakeHub()
        let address = hub.hub.url.absoluteString
        let listing = "\(address)/api/models/nvidia/tiny/revision/main"
        try await withTemporaryDirectory { directory in
            func problem(_ response: FakeHub.Response) async -> HubProblem? {
                hub.change { $0.listing = response }
                return await hubProblem { try await download(hub, to: directory) }
            }
            #expect(await problem(.init(status: 403)) == .noAccess(url: listing, page: "\(address)/nvidia/tiny"))
            #expect(
                await problem(.init(status: 401, headers: ["X-Error-Code": "GatedRepo"]))
                    == .noAccess(url: listing, page: "\(address)/nvidia/tiny"))
            let notFound = await problem(.init(status: 404, headers: ["X-Error-Code": "RevisionNotFound"]))
            #expect(notFound?.description.contains("no such revision") == true)
            #expect(await problem(.init(status: 418)) == .refused(url: listing, status: 418))
            hub.hub.forget()
            #expect(await problem(.init(status: 500)) == .refused(url: listing, status: 500))
            #expect(hub.hub.requests.count == quick.attempts)
            for body in [
                "", "[]", "{\"sha\":\"main\",\"siblings\":[]}", "{\"sha\":\"../../..\",\"siblings\":[]}", "{}",
            ] {
                guard case .badAnswer = await problem(.init(body: Data(body.utf8))) else {
                    Issue.record("\(body) was taken for a listing")
                    continue
                }
            }
            for location in ["", "/api/models/nvidia/tiny/revision/main", "file:///etc/passwd", "ftp://127.0.0.1/x"] {
                let headers = location.isEmpty ? [:] : ["Location": location]
                guard case .badAnswer = await problem(.init(status: 302, headers: headers)) else {
                    Issue.record("followed '\(location)'")
                    continue
                }
            }
            let left = try files(below: directory)
            #expect(left.isEmpty)
        }
    }

    @Test(arguments: ["../evil.json", "/etc/evil.json", "a/../../evil.json", "a//evil.json", "./evil.json"])
    func fileNamesStayInTheSnapshot(name: String) async throws {
        let hub = try FakeHub { $0.files = [name] }
        try await withTemporaryDirectory { directory in
            let problem = await hubProblem { try await download(hub, to: directory) }
            #expect(problem == .unsafeFileName(name, repository: "nvidia/tiny"))
            let left = try files(below: directory)
            #expect(left.isEmpty)
        }
    }

    @Test(arguments: [
        [:], ["ETag": "\"../../../evil\""], ["ETag": "W/\"1234\"", "Content-Length": "5"],
        ["ETag": "\"\(FakeHub.weightsDigest)\"", "X-Linked-Size": "-5"],
        ["ETag": "\"\(FakeHub.weightsDigest)\"", "X-Linked-Size": "99999999999999999999"],
        ["ETag": "\"\(FakeHub.weightsDigest)\"", "X-Repo-Commit": String(repeating: "0", count: 40)],
    ])
    func headsThatCannotBeTrusted(headers: [String: String]) async throws {
        let hub = try FakeHub { $0.head = .init(headers: headers) }
        try await withTemporaryDirectory { directory in
            guard case .badAnswer = await hubProblem({ try await download(hub, to: directory) }) else {
                Issue.record("accepted")
                return
            }
            let left = try files(below: directory)
            #expect(left.isEmpty)
        }
    }

    @Test func noServer() async throws {
        let gone = try FakeHub().hub.url
        try await withTemporaryDirectory { directory in
            let environment = HubEnvironment(endpoint: gone, cache: HubCache(directory))
            let problem = await hubProblem {
                try await HubDownloader(environment, retry: quick).download(HubRepository("nvidia/tiny"))
            }
            guard case .unreachable(_, let reason) = problem else {
                Issue.record("\(String(describing: problem))")
                return
            }
            #expect(!reason.isEmpty)
        }
    }

    @Test func cancelling() async throws {
        let hub = try FakeHub { $0.outages = .max }
        try await withTemporaryDirectory { directory in
            let task = Task {
                try await HubDownloader(
                    hub.environment(directory), retry: RetryPolicy(attempts: 100, firstDelay: .seconds(100))
                ).download(HubRepository("nvidia/tiny"))
            }
            try await Task.sleep(for: .milliseconds(100))
            task.cancel()
            await #expect(throws: CancellationError.self) { _ = try await task.value }
        }
    }
}
