import Checkpoint
import Foundation
import TestSupport
import Testing

@Suite struct HubCacheTests {
    @Test func environmentDefaults() throws {
        let plain = try HubEnvironment(["HOME": "/home/robot"])
        #expect(plain.endpoint.absoluteString == "https://huggingface.co")
        #expect(plain.cache.directory.path == "/home/robot/.cache/huggingface/hub")
        #expect(plain.token == nil)
        #expect(!plain.isOffline)
    }

    /// The order in which `huggingface_hub` looks.
    @Test(arguments: [
        (["XDG_CACHE_HOME": "/x"], "/x/huggingface/hub"),
        (["XDG_CACHE_HOME": "/x", "HF_HOME": "/h"], "/h/hub"),
        (["HF_HOME": "~/h"], "/home/robot/h/hub"),
        (["HF_HOME": "/h", "HUGGINGFACE_HUB_CACHE": "/old"], "/old"),
        (["HF_HOME": "/h", "HUGGINGFACE_HUB_CACHE": "/old", "HF_HUB_CACHE": "/c"], "/c"),
        (["HF_HOME": "/h", "HF_HUB_CACHE": ""], "/h/hub"),
    ])
    func cacheDirectory(variables: [String: String], path: String) throws {
        let all = variables.merging(["HOME": "/home/robot"]) { $1 }
        #expect(try HubEnvironment(all).cache.directory.path == path)
    }

    @Test func tokens() throws {
        try withTemporaryDirectory { home in
            try Data("hf_file\n".utf8).write(to: home.appending(path: "token"))
            #expect(try HubEnvironment(["HF_HOME": home.path]).token == "hf_file")
            #expect(try HubEnvironment(["HF_HOME": home.path, "HF_TOKEN": " hf_variable\r\n"]).token == "hf_variable")
            let other = home.appending(path: "other")
            try Data("hf_other".utf8).write(to: other)
            #expect(try HubEnvironment(["HF_HOME": home.path, "HF_TOKEN_PATH": other.path]).token == "hf_other")
        }
    }

    @Test func endpointsAndOffline() throws {
        #expect(
            try HubEnvironment(["HF_ENDPOINT": "http://mirror:8080/hf//"]).endpoint.absoluteString
                == "http://mirror:8080/hf")
        for bad in ["mirror", "file:///x", "https://", "ftp://x", "http://a b"] {
            #expect(throws: CheckpointError.hub(.badEndpoint(bad.trimmingSlashes))) {
                _ = try HubEnvironment(["HF_ENDPOINT": bad])
            }
        }
        for (value, isOffline) in [("1", true), ("true", true), ("YES", true), ("on", true), ("0", false), ("", false)]
        {
            #expect(try HubEnvironment(["HF_HUB_OFFLINE": value]).isOffline == isOffline)
        }
    }

    @Test(arguments: [
        "", "/", "a/b/c", "../x", "a/..", "a//b", "a/b/", "/a", "a b", "a--b", "-a/b", "a/b.", "a/b?c", "ä/b",
        String(repeating: "a", count: 97), "a\0b",
    ])
    func badRepositories(id: String) {
        #expect(throws: CheckpointError.hub(.badRepository(id))) { _ = try HubRepository(id) }
    }

    @Test func goodRepositories() throws {
        #expect(try HubRepository("nvidia/GR00T-N1.5-3B").cacheName == "models--nvidia--GR00T-N1.5-3B")
        #expect(try HubRepository("gpt2").cacheName == "models--gpt2")
    }

    @Test func findsSnapshots() throws {
        let commit = String(repeating: "0123456789", count: 4)
        let repository = try HubRepository("nvidia/GR00T-N1.5-3B")
        try withTemporaryDirectory { directory in
            let cache = HubCache(directory)
            let folder = directory.appending(path: repository.cacheName)
            let snapshot = folder.appending(path: "snapshots/\(commit)")
            try FileManager.default.createDirectory(at: snapshot, withIntermediateDirectories: true)
            try FileManager.default.createDirectory(
                at: folder.appending(path: "refs/pr"), withIntermediateDirectories: true)
            #expect(cache.resolve(repository) == nil)
            #expect(cache.resolve(repository, revision: commit)?.path == snapshot.path)
            // huggingface_hub writes no line break; git would.
            try Data((commit + "\n").utf8).write(to: folder.appending(path: "refs/main"))
            try Data(commit.utf8).write(to: folder.appending(path: "refs/pr/1"))
            try Data("../../../etc".utf8).write(to: folder.appending(path: "refs/evil"))
            #expect(cache.resolve(repository)?.path == snapshot.path)
            #expect(cache.resolve(repository, revision: "pr/1")?.path == snapshot.path)
            for revision in ["evil", "pr", "../refs/main", "", "none", String(repeating: "f", count: 40)] {
                #expect(cache.resolve(repository, revision: revision) == nil, "\(revision)")
            }
            #expect(try cache.locate("nvidia/GR00T-N1.5-3B").path == snapshot.path)
            #expect(try cache.locate(directory.path).path == directory.path)
            #expect(throws: CheckpointError.hub(.notFoundHere("nvidia/other", cache: directory.path))) {
                _ = try cache.locate("nvidia/other")
            }
        }
    }

    @Test func offlineUsesTheCacheOrSaysSo() async throws {
        let repository = try HubRepository("nvidia/tiny")
        let hub = try FakeHub()
        try await withTemporaryDirectory { directory in
            var environment = hub.environment(directory)
            environment.isOffline = true
            let offline = HubDownloader(environment)
            await #expect(throws: CheckpointError.hub(.offline(repository: "nvidia/tiny", cache: directory.path))) {
                _ = try await offline.download(repository)
            }
            #expect(hub.hub.requests.isEmpty)
            let snapshot = try await HubDownloader(hub.environment(directory)).download(repository)
            hub.hub.forget()
            #expect(try await offline.download(repository).path == snapshot.path)
            #expect(hub.hub.requests.isEmpty)
        }
    }

    @Test(arguments: [
        ("model-00001-of-00002.safetensors", true), ("config.json", true), ("experiment_cfg/conf.yaml", true),
        ("tokenizer.model", true), ("merges.txt", true), ("README.md", true), ("LICENSE", true),
        ("chat_template.jinja", true), ("pytorch_model.bin", false), ("optimizer.pt", false), ("rng_state.pth", false),
        ("optimizer.safetensors", false), (".gitattributes", false), ("model.onnx", false), ("modeling.py", false),
    ])
    func whichFiles(name: String, isWanted: Bool) {
        #expect(HubDownloader.isModelFile(name) == isWanted)
    }
}

extension String {
    /// As the endpoint is reported: without slashes at its end.
    fileprivate var trimmingSlashes: String { String(reversed().drop { $0 == "/" }.reversed()) }
}
