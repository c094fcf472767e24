import Foundation

/// A run as W&B's offline files, in `wandb/offline-run-…` of the run's directory, and sent by W&B's own program at the end.
///
/// Nothing goes over the network while the training runs: what could fail or wait there cannot touch it. Lines of one step are
/// one row of the history; it is written when the next step comes.
public final class WandBTracker: Tracker {
    /// `wandb/offline-run-YYYYMMDD_HHMMSS-ID`; what `wandb sync` takes.
    public let runDirectory: URL

    /// Where W&B's program is looked for.
    package var searchPath = ProcessInfo.processInfo.environment["PATH"] ?? ""

    private let run: WandBRun
    private let wandb: WandBDirectory
    private let file: AppendingFile
    private let start: Date
    private var offset = 0
    private var recordCount = 0
    private var row: (step: Int, values: [(name: String, value: Double)])?

    /// Begins the files of one start.
    ///
    /// - Parameters:
    ///   - directory: of the run's output.
    ///   - step: of the checkpoint that the run goes on from. Files of the same id that lie in the directory lose their rows of
    ///     later steps, which would make the curves go back and forth.
    /// - Throws: ``TrackingError``.
    public init(directory: URL, run: WandBRun, resumingAt step: Int?) throws {
        try run.checkID()
        self.run = run
        wandb = WandBDirectory(directory)
        if let step {
            for earlier in wandb.runs where earlier.id == run.id {
                try WandBHistoryTrim.trim(WandBDirectory.records(of: earlier), after: step)
            }
        }
        (runDirectory, start) = try wandb.newRun(id: run.id)
        try AppendingFile.createDirectory(runDirectory.appending(path: "files"))
        file = try AppendingFile(WandBDirectory.records(of: (runDirectory, run.id)))
        try append(WandBRecordLog.header)
        try write(WandBRecords.header)
        try write { WandBRecords.run(run, start: self.start, &$0) }
    }

    public func log(_ values: [(name: String, value: Double)], step: Int) throws {
        if row?.step != step { try writeRow() }
        var pending = row?.values ?? []
        let names = Set(values.map(\.name))
        pending.removeAll { names.contains($0.name) }
        row = (step, pending + values)
    }

    /// Ends the files and, for a run of mode ``WandBRun/Mode/online``, sends it with all its earlier parts.
    ///
    /// Throws ``TrackingError/notSent(command:reason:)``; the files are then complete.
    public func finish(exitCode: Int) throws {
        try writeRow()
        let runtime = Int(-start.timeIntervalSinceNow)
        try write { WandBRecords.exit(code: exitCode, runtime: runtime, &$0) }
        try file.synchronize()
        guard run.mode == .online else { return }
        let parts = wandb.runs.filter { $0.id == run.id }.map(\.directory)
        try WandBSync(searchPath: searchPath, log: wandb.url.appending(path: "sync.log")).send(parts)
    }

    private func writeRow() throws {
        guard let (step, values) = row else { return }
        row = nil
        let now = Date()
        let items =
            values.map { (key: $0.name, json: WandBRecords.json($0.value)) } + [
                ("_step", "\(step)"), ("_timestamp", "\(now.timeIntervalSince1970)"),
                ("_runtime", "\(now.timeIntervalSince(start))"),
            ]
        // History first: a file that is cut before a row loses the summary of that row with it.
        try write { WandBRecords.history(items, step: step, &$0) }
        try write { WandBRecords.summary(items, &$0) }
    }

    private func write(_ fill: (inout ProtobufMessage) -> Void) throws {
        let record = ProtobufMessage { message in
            message.integer(1, recordCount + 1)
            fill(&message)
        }
        try append(WandBRecordLog.framed(record.bytes, at: offset))
        recordCount += 1
    }

    private func append(_ bytes: [UInt8]) throws {
        try file.append(bytes)
        offset += bytes.count
    }
}
