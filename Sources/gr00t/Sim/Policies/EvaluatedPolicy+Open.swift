import ArgumentParser
import Checkpoint
import Client
import Control
import Dataset
import Embodiment
import Evaluation
import Foundation
import Model
import Policy
import Transforms

extension EvaluatedPolicy {
    /// What `--policy` names, loaded or connected, and checked against what the simulation offers.
    ///
    /// - Throws: `ClosedLoopError` for a policy of another robot; what loading or connecting throws.
    static func open(
        _ name: String, _ options: SimPolicyOptions, executionHorizon: Int
    ) async throws -> EvaluatedPolicy {
        switch try PolicyChoice(name) {
        case .expert: return EvaluatedPolicy(PolicyDescription(.expert, name: name), .expert)
        case .random: return EvaluatedPolicy(PolicyDescription(.random, name: name), .random)
        case .hold: return EvaluatedPolicy(PolicyDescription(.hold, name: name), .hold)
        case .server(let address):
            let client = try ClientOptions(
                address: address, timeout: .seconds(options.timeout), token: options.token)
            return try await remote(RemotePolicy(client), name, options, executionHorizon)
        case .web(let url):
            let policy = WebPolicy(url, token: options.token, timeout: .seconds(options.timeout))
            return try await remote(policy, name, options, executionHorizon)
        case .checkpoint(let path): return try await loaded(path, options, executionHorizon)
        }
    }

    private static func remote(
        _ policy: any ServedPolicy, _ name: String, _ options: SimPolicyOptions, _ executionHorizon: Int
    ) async throws -> EvaluatedPolicy {
        let configs = try await policy.modalityConfigs
        try SimulationContract.check(configs, executionHorizon: executionHorizon)
        // A server does not say how wide its model's actions are; 32 is N1.5's width.
        let horizon = configs["action"]?.deltaIndices.count ?? 0
        let sides = try options.noiseShape.map { try Sides($0, named: "--noise-shape") }
        let shape = (sides?.first ?? horizon, sides?.second ?? 32)
        return EvaluatedPolicy(
            PolicyDescription(.server, name: name, details: [.init("noise", "\(shape.0)x\(shape.1), sent along")]),
            .policy(policy, noiseCount: shape.0 * shape.1))
    }

    private static func loaded(
        _ path: String, _ options: SimPolicyOptions, _ executionHorizon: Int
    ) async throws -> EvaluatedPolicy {
        let config = try DataConfig.chosen(options.dataConfig)
        try SimulationContract.check(config.modality.byName, executionHorizon: executionHorizon)
        let tag = try EmbodimentTag(named: options.embodimentTag)
        let environment = try HubEnvironment()
        let directory = try environment.cache.locate(path)
        let checkpoint = try ModelCheckpoint(directory)
        let statistics = try MetadataFile.read(checkpoint: directory, embodimentTag: tag).statistics
        try SimulationContract.check(
            stateWidths: statistics.state.mapValues(\.min.count), actionWidths: statistics.action.mapValues(\.min.count)
        )
        let policyOptions = PolicyOptions(
            dataConfig: config, embodimentTag: tag, precision: options.precision,
            denoisingSteps: options.denoisingSteps, tokenizer: options.tokenizer.map { URL(filePath: $0) },
            hubCache: environment.cache.directory)
        let runner = PolicyRunner(processors: Runtime.processors(threads: options.threads)) {
            try Gr00tPolicy(loading: directory, options: policyOptions)
        }
        Terminal.note("loading \(path) (\(options.precision.rawValue)) …")
        try await runner.load()
        // Before the first episode: the weights' fastest form may differ in the last bits from the one they are loaded
        // in.
        try await runner.settle()
        let control = ControlOptions(
            rate: try ControlRate(hertz: SimulationContract.controlHertz), limits: config.jointLimits?.byName ?? [:])
        let steps = try options.denoisingSteps ?? checkpoint.config.actionHead.numInferenceTimesteps
        var details: [PolicyDescription.Detail] = [
            .init("precision", options.precision.rawValue), .init("denoising steps", "\(steps)"),
            .init("data config", config.name), .init("embodiment", tag.rawValue),
        ]
        if try checkpoint.isUntrained { details.append(.init("weights", "random, never trained")) }
        return EvaluatedPolicy(
            PolicyDescription(.checkpoint, name: path, details: details),
            .policy(
                try ControlledPolicy(runner, options: control),
                noiseCount: config.modality.action.deltaIndices.count * (try checkpoint.config.actionDim)))
    }
}
