import Dispatch
import Torch

/// Seconds of each stage of one `getAction`, read off a trace.
struct StageTimes {
    /// In the order in which they run; what was not passed is left out.
    let stages: [(name: String, seconds: Double)]
    let total: Double

    /// Times a training step, cut at what is traced under these names.
    init(cuts: [String], _ body: (Trace) throws -> Void) rethrows {
        let trace = Trace(keepingTensors: false)
        let start = DispatchTime.now()
        try body(trace)
        total = start.secondsSince
        stages = StageTimes.cut(trace, cuts.map { ($0, $0) })
    }

    /// Times `body`, which opens the trace itself.
    init(_ body: (Trace) throws -> Void) rethrows {
        let trace = Trace(keepingTensors: false)
        let start = DispatchTime.now()
        try body(trace)
        total = start.secondsSince
        var marks: [(String, String)] = [
            ("preprocess", "preprocess"), ("vision", "mlp1"), ("language", "llm.norm"), ("head encode", "encode"),
        ]
        let steps = trace.steps.filter { $0.name.hasPrefix("decoder.step") }
        marks += steps.indices.map { ("denoising step \($0)", "decoder.step\($0)") }
        let stages = StageTimes.cut(trace, marks)
        self.stages = stages + [("post-process", total - stages.reduce(0) { $0 + $1.seconds })]
    }

    private static func cut(_ trace: Trace, _ marks: [(name: String, mark: String)]) -> [(
        name: String, seconds: Double
    )] {
        var last = 0.0
        return marks.compactMap { name, mark in
            guard let time = trace.steps.first(where: { $0.name == mark })?.time else { return nil }
            defer { last = time }
            return (name, time - last)
        }
    }

    /// The median of each stage over several rounds.
    static func medians(_ rounds: [StageTimes]) -> [(name: String, seconds: Double)] {
        guard let first = rounds.first else { return [] }
        return first.stages.indices.map { index in
            (first.stages[index].name, median(rounds.map { $0.stages[index].seconds }))
        }
    }

    static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
    }
}

extension DispatchTime {
    /// Seconds from this moment to now.
    var secondsSince: Double { Double(DispatchTime.now().uptimeNanoseconds - uptimeNanoseconds) * 1e-9 }
}
