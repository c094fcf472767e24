import ArgumentParser
import Foundation
import Model
import NeuralNetwork
import Torch

struct BenchModel: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Time every stage of the model on one recorded observation.")

    @Argument(help: "Directory of the checkpoint.") var checkpoint: String
    @Option(help: "A recording (see gr00t model verify --help); its first row is the observation.") var io: String
    @Option(help: "float32, bfloat16, packed or int8.") var precision = Precision.packed
    @Option(help: "Timed rounds, after one that is not counted.") var repeats = 5
    @Option(help: "Threads; all processors where absent.") var threads: Int?
    @Option(help: "Write the actions of the last round to this safetensors file.") var output: String?

    func run() throws {
        let start = DispatchTime.now()
        Runtime.start(threads: threads)
        let model = try GR00TN15(loading: URL(filePath: checkpoint), precision: precision)
        let loaded = seconds(since: start)
        let observation = try RecordedObservation(URL(filePath: io), for: model)
        var rounds: [StageTimes] = []
        var actions: Tensor?
        for round in 0...repeats {
            let times = try StageTimes { trace in
                actions = try trace.record {
                    try withNoGrad {
                        let context = try model.encode(observation.input)
                        traced("encode", observation.noise)
                        return try model.sample(
                            context, state: observation.state, embodiments: observation.embodiments,
                            noise: observation.noise)
                    }
                }
            }
            if round == 0 {
                print(
                    "load \(Format.seconds(loaded)), first action \(Format.seconds(times.total)), since start \(Format.seconds(seconds(since: start)))"
                )
            }
            if round == 0 { model.settle() }
            if round > 0 { rounds.append(times) }
        }
        for name in StageTimes.names {
            let values = rounds.map { $0.stages[name] ?? 0 }.sorted()
            print("\(name)\t\(Format.seconds(values[values.count / 2]))")
        }
        let totals = rounds.map(\.total).sorted()
        print(
            "total\t\(Format.seconds(totals[totals.count / 2]))  min \(Format.seconds(totals[0]))  peak \(Format.bytes(peakBytes()))"
        )
        if let expected = observation.expected, let actions {
            let error = (actions - expected).vectorNorm().double / (expected - observation.noise).vectorNorm().double
            print("RMS of the displacement against the file: \(error)")
        }
        if let output, let actions {
            try Data(actions.floats.flatMap { value in withUnsafeBytes(of: value) { Array($0) } }).write(
                to: URL(filePath: output))
        }
    }

    private func seconds(since start: DispatchTime) -> Double {
        Double(DispatchTime.now().uptimeNanoseconds - start.uptimeNanoseconds) * 1e-9
    }

    /// The most memory that this process had resident, as the kernel counts it.
    private func peakBytes() -> Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return (line?.split(separator: " ").compactMap { Int($0) }.first ?? 0) * 1024
    }
}

struct StageTimes {
    static let names = ["vision", "language", "head encode", "denoising"]
    private(set) var stages: [String: Double] = [:]
    private(set) var total = 0.0

    init(_ body: (Trace) throws -> Void) rethrows {
        let trace = Trace(keepingTensors: false)
        let start = DispatchTime.now()
        try body(trace)
        total = Double(DispatchTime.now().uptimeNanoseconds - start.uptimeNanoseconds) * 1e-9
        func time(_ name: String) -> Double { trace.steps.first { $0.name == name }?.time ?? 0 }
        stages["vision"] = time("mlp1")
        stages["language"] = time("llm.norm") - time("mlp1")
        stages["head encode"] = time("encode") - time("llm.norm")
        stages["denoising"] = total - time("encode")
    }
}
