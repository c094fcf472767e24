import Client
import Dataset
import Embodiment
import Foundation
import Policy
import TestSupport
import Testing
import Torch
import Transforms
import Wire

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// `gr00t serve` as a whole process, and clients before it.
@Suite(.serialized, .startsPrograms) struct ServeTests {
    /// A server on free ports, until `body` is done.
    private static func serving<R>(
        _ more: String..., body: (_ address: ServiceAddress, _ http: URL, Process) async throws -> R
    ) async throws -> R {
        let bench = try Workbench.shared.get()
        let (process, files) = try Program.start(
            [
                "serve", "--model-path", bench.checkpoint.path, "--data-config", "so100", "--embodiment-tag",
                "new_embodiment", "--threads", "1", "--port", "0", "--http-port", "0",
            ] + more)
        defer {
            process.terminate()
            process.waitUntilExit()
            try? FileManager.default.removeItem(at: files)
        }
        let screen = try await screen(in: files.appending(path: "errors"), of: process)
        let port = try #require(screen.firstMatch(of: /tcp:\/\/127\.0\.0\.1:(\d+)/)?.1)
        let web = try #require(screen.firstMatch(of: /http:\/\/127\.0\.0\.1:\d+/)?.0)
        return try await body(
            ServiceAddress(host: "127.0.0.1", port: try #require(Int(port))), try #require(URL(string: String(web))),
            process)
    }

    /// What it prints until it listens.
    private static func screen(in file: URL, of process: Process) async throws -> String {
        let end = ContinuousClock.now + .seconds(240)
        while ContinuousClock.now < end {
            let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
            if text.contains("Ctrl-C ends it") { return text }
            try #require(process.isRunning, "\(text)")
            try await Task.sleep(for: .milliseconds(50))
        }
        throw ServiceNotReady()
    }

    private struct ServiceNotReady: Error {}

    /// Step `row` of the recorded demonstration.
    private static func observation(_ row: Int) throws -> Observation {
        let config = try DataConfig.named("so100")
        return try LeRobotDataset(Workbench.shared.get().dataset, modalityConfigs: config.modality.byName)
            .step(episode: 0, row: row).observation
    }

    @Test func actionsAreThoseOfThePolicyInProcess() async throws {
        let bench = try Workbench.shared.get()
        Machine.threads = 1
        let options = PolicyOptions(dataConfig: try DataConfig.named("so100"), embodimentTag: .newEmbodiment)
        let policy = PolicyRunner(processors: []) { try Gr00tPolicy(loading: bench.checkpoint, options: options) }
        try await policy.settle()
        var numbers = StandardNormal(seed: 3)
        let noise = numbers.numbers(16 * 32)
        try await Self.serving { address, http, _ in
            let client = ExternalRobotInferenceClient(try ClientOptions(address: address, timeout: .seconds(60)))
            for row in [0, 7, 20] {
                let observation = try Self.observation(row)
                let own = try await policy.getAction([observation], noise: noise)
                let served = try await client.getAction(
                    observation, options: RequestOptions(noise: noise, timing: true))
                // Over the wire actions are float32.
                let expected = own.map { $0.actions.mapValues { $0.values.map(Float.init) } }
                #expect(served.chunks.map { $0.actions.mapValues { $0.values.map(Float.init) } } == expected)
                #expect(served.timing.map(\.stage).contains("queue"))
            }
            let (health, response) = try await URLSession.shared.data(from: http.appending(path: "health"))
            #expect((response as? HTTPURLResponse)?.statusCode == 200)
            #expect(String(decoding: health, as: UTF8.self).contains("healthy"))
            let metrics = try await URLSession.shared.data(from: http.appending(path: "metrics")).0
            #expect(String(decoding: metrics, as: UTF8.self).contains("gr00t_requests_total"))
        }
    }

    @Test func itLeavesWhenItIsTold() async throws {
        try await Self.serving { address, _, process in
            let client = ExternalRobotInferenceClient(try ClientOptions(address: address, timeout: .seconds(60)))
            _ = try await client.getAction(Self.observation(0))
            process.terminate()
            process.waitUntilExit()
            #expect(process.terminationReason == .exit && process.terminationStatus == 0)
        }
    }

    @Test func wrongObservationsAreNamedAndTheNextIsAnswered() async throws {
        try await Self.serving { address, _, _ in
            let client = ExternalRobotInferenceClient(try ClientOptions(address: address, timeout: .seconds(60)))
            var observation = try Self.observation(0)
            observation.state["gripper"] = nil
            let error = await #expect(throws: ClientError.self) { _ = try await client.getAction(observation) }
            #expect("\(error.map { "\($0)" } ?? "")".contains("state.gripper"))
            _ = try await client.getAction(Self.observation(0))
        }
    }

    @Test(arguments: [
        (["--host", "0.0.0.0"], "--api-token"),
        (["--port", "70000"], "--port"),
        (["--chunks", "rtc", "--rtc-schedule", "sideways"], "rtc-schedule"),
        (["--control-hz", "0"], "control-hz"),
        (["--no-zeromq"], "--no-zeromq"),
        (["--embodiment-tag", "octopus"], "octopus"),
    ]) func refusals(arguments: [String], named: String) throws {
        let bench = try Workbench.shared.get()
        let outcome = try Program.run(
            ["serve", "--model-path", bench.checkpoint.path, "--data-config", "so100"]
                + (arguments.contains("--embodiment-tag") ? [] : ["--embodiment-tag", "new_embodiment"]) + arguments)
        #expect(outcome.code == 2)
        #expect(outcome.errorLines.first?.contains(named) == true, "\(outcome.errors)")
    }
}
