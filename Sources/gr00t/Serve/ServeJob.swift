import Checkpoint
import Control
import Dataset
import Embodiment
import Foundation
import Model
import Policy
import Service
import Transforms

/// What a command line of `gr00t serve` asks for, looked up and checked before anything slow begins.
struct ServeJob {
    let command: Serve
    let config: DataConfig
    let metadata: DatasetMetadata
    let checkpoint: ModelCheckpoint
    /// Whether the weights are random.
    let isUntrained: Bool
    /// Euler steps of an action.
    let denoisingSteps: Int
    let threads: Int
    private let runner: PolicyRunner
    private let policy: ControlledPolicy
    private let options: ServiceOptions

    init(_ command: Serve) throws {
        self.command = command
        options = try ServiceOptions(command)
        try options.validate()
        config = try DataConfig.chosen(command.model.dataConfig)
        let tag = try EmbodimentTag(named: command.model.embodimentTag)
        var control = try ControlOptions(command.rounds, limits: config.jointLimits?.byName ?? [:])
        // The service forgets clients; what stands behind it must not do it sooner.
        (control.maximumSessions, control.idleTime) = (options.maxSessions, options.sessionIdle)
        let environment = try HubEnvironment()
        let directory = try environment.cache.locate(command.model.modelPath)
        checkpoint = try ModelCheckpoint(directory)
        metadata = try MetadataFile.read(checkpoint: directory, embodimentTag: tag)
        isUntrained = try checkpoint.isUntrained
        denoisingSteps = try command.model.denoisingSteps ?? checkpoint.config.actionHead.numInferenceTimesteps
        let policyOptions = PolicyOptions(
            dataConfig: config, embodimentTag: tag, precision: command.model.precision,
            denoisingSteps: command.model.denoisingSteps, tokenizer: command.model.tokenizer.map { URL(filePath: $0) },
            hubCache: environment.cache.directory, seed: command.model.seed,
            isGuidable: control.needsGradients)
        let processors = Runtime.processors(threads: command.machine.threads)
        threads = processors.count
        runner = PolicyRunner(processors: processors) { try Gr00tPolicy(loading: directory, options: policyOptions) }
        policy = try ControlledPolicy(runner, options: control)
    }

    /// Loads the model and opens the ports; the first request is as fast as the others.
    func open() async throws -> OpenService {
        try await runner.load()
        try await runner.settle()
        let service = try await PolicyService(
            policy, options: options, log: ServiceLog(level: command.machine.logLevel.level),
            isFaultOfRequest: { error in
                error is TransformError || (error as? PolicyError)?.isFaultOfRequest == true
                    || (error as? ControlError)?.isFaultOfRequest == true
            })
        return try await OpenService(service, leRobot: leRobot)
    }

    /// What LeRobot's clients must be told of the model.
    private var leRobot: LeRobotSettings {
        var settings = LeRobotSettings(stateWidths: metadata.statistics.state.mapValues(\.min.count))
        settings.framesPerSecond = command.access.lerobotFps
        return settings
    }

    func screen(_ open: OpenService) async throws -> String { ServeScreen(self, open).text }
}

extension ServiceOptions {
    init(_ command: Serve) throws {
        let (doors, access) = (command.doors, command.access)
        self.init()
        host = doors.host
        port = doors.zeromq ? doors.port : nil
        httpPort = doors.httpPort
        webSocketPort = doors.websocketPort
        leRobotPort = doors.lerobotPort
        guard port != nil || httpPort != nil || webSocketPort != nil || leRobotPort != nil else {
            throw ServiceError.badOption("--no-zeromq", value: "without another port", allowed: "one protocol at least")
        }
        dialect = doors.dialect == .n15 ? .n15 : .n17
        apiToken = access.token
        allowsKill = access.allowKill
        isLeRobotWithoutToken = access.lerobotWithoutToken
        maxBatch = access.maxBatch
        batchWait = .milliseconds(access.batchWait)
        maxWaiting = access.maxWaiting
        if let connections = access.maxConnections { maxConnections = connections }
        deadline = .seconds(access.deadline)
        sessionIdle = .seconds(access.sessionIdle)
    }
}

extension ControlOptions {
    /// Throws ``ControlError``.
    init(_ rounds: ServeRounds, limits: [String: JointGroupLimits]) throws {
        var chunking = RTCOptions(
            maximumWeight: rounds.rtcMaxGuidanceWeight, usesJacobian: rounds.rtcJacobian)
        guard let mask = SoftMask(rawValue: rounds.rtcSchedule) else {
            throw ControlError.badOption(
                name: "rtc-schedule", value: rounds.rtcSchedule,
                allowed: SoftMask.allCases.map(\.rawValue).joined(separator: " or "))
        }
        chunking.mask = mask
        if let steps = rounds.rtcDelay { chunking.delay = .fixed(steps: steps) }
        let mode: ControlMode =
            switch rounds.chunks {
            case .plain: .plain
            case .ensemble: .ensemble(decay: rounds.ensembleDecay)
            case .rtc: .realTimeChunking(chunking)
            }
        self.init(
            mode: mode, rate: try ControlRate(hertz: rounds.controlHz), actionHorizon: rounds.actionHorizon,
            limits: limits,
            isStrict: rounds.strict)
    }

    /// Whether the denoiser is gone through backwards too.
    var needsGradients: Bool {
        if case .realTimeChunking(let options) = mode { return options.usesJacobian }
        return false
    }
}

extension ServeLogLevel {
    fileprivate var level: ServiceLog.Level {
        switch self {
        case .debug: .debug
        case .info: .info
        case .warning: .warning
        case .error: .error
        }
    }
}
