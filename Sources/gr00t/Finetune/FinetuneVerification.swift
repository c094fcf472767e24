import Checkpoint
import Foundation
import Model
import Torch
import Training

/// `gr00t finetune --verify-io`: one step on given inputs, noise and time, so that anyone can compare loss and gradients with
/// their own implementation.
struct FinetuneVerification {
    private let recorded: RecordedStep
    private let dtype: ComputeDtype

    init(_ command: Finetune, _ recording: URL) throws {
        let what = command.what
        Runtime.start(threads: command.machine.threads)
        dtype = command.how.computeDtype
        let base = try HubEnvironment().cache.locate(what.baseModelPath)
        recorded = try RecordedStep(
            checkpoint: base, recording: recording, tune: what.tune.flags(ModelCheckpoint(base).config.family),
            dtype: dtype, optimizer: command.how.optim, weightDecay: command.how.weightDecay)
    }

    func run() throws {
        let result = try recorded.gradients()
        var table = Table([("parameter", .left), ("gradient norm", .right)])
        for (key, norm) in result.norms { table.add(key, String(format: "%.6e", norm)) }
        let total = result.norms.reduce(0) { $0 + $1.norm * $1.norm }.squareRoot()
        print(
            """
            \(table.text)

            loss           \(String(format: "%.8f", result.loss))
            gradient norm  \(String(format: "%.8f", total))

            One sample, without dropout, in \(dtype.rawValue)\(dtype == .float32 ? "" : "; --compute-dtype float32 compares best"). \
            Of tensors with a row per embodiment only the sample's row is there; the others have no gradient.
            """)
    }
}
