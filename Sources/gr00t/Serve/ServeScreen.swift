import Control
import Dataset
import Embodiment
import Foundation
import Transforms

/// The one screen that `gr00t serve` prints: what is loaded, on what, where it listens, what a request must hold.
struct ServeScreen {
    private let job: ServeJob
    private let open: OpenService

    init(_ job: ServeJob, _ open: OpenService) {
        self.job = job
        self.open = open
    }

    var text: String {
        [
            loaded, listening, table(requests, title: "a request holds"), table(replies, title: "the answer holds"),
            example,
        ].joined(separator: "\n\n")
    }

    private var loaded: String {
        let model = job.command.model
        let untrained = job.isUntrained ? "  (random weights: the robot would move at random)" : ""
        return """
            model     \(model.modelPath)\(untrained)
            robot     \(job.config.name), \(job.metadata.embodimentTag.rawValue) (projector \
            \(job.metadata.embodimentTag.projectorIndex))
            computes  \(model.precision.rawValue) on the CPU, \(job.threads) threads, \(job.denoisingSteps) denoising steps
            chunks    \(rounds)
            """
    }

    private var rounds: String {
        let rounds = job.command.rounds
        let steps = rounds.actionHorizon.map { "the first \($0) of \(horizon)" } ?? "\(horizon)"
        let mode =
            switch rounds.chunks {
            case .plain: "each stands for itself"
            case .ensemble: "averaged over rounds, weight exp(-\(rounds.ensembleDecay) i)"
            case .rtc:
                "real-time chunking, guidance up to \(rounds.rtcMaxGuidanceWeight)"
                    + (rounds.rtcJacobian ? ", through the denoiser" : "")
            }
        let limited = job.config.jointLimits?.byName.keys.sorted() ?? []
        let limits =
            limited.isEmpty
            ? "no joint limits"
            : "joint limits of \(limited.joined(separator: ", ")) \(rounds.strict ? "refuse" : "clip")"
        return "\(steps) steps at \(rounds.controlHz) Hz; \(mode); \(limits)"
    }

    private var listening: String {
        let width = open.addresses.map(\.name.count).max() ?? 0
        let lines = open.addresses.map { name, address in
            "listens   \(name.padding(toLength: width, withPad: " ", startingAt: 0))  \(address)"
        }
        let options = open.service.options
        let who = options.apiToken == nil ? "anyone on this machine" : "whoever knows the token"
        return (lines + ["clients   \(who)\(options.allowsKill ? "; they may stop the server" : "")"])
            .joined(separator: "\n")
    }

    private var horizon: Int { job.config.modality.action.deltaIndices.count }

    /// Key, dtype, shape, meaning.
    private var requests: [[String]] {
        let modality = job.config.modality
        let video = modality.video.modalityKeys.map { key in
            let size = job.metadata.modalities.video[key.name]?.resolution ?? []
            let shape = size.count == 2 ? "\(size[1]), \(size[0]), 3" : "H, W, 3"
            return [
                "\(key)", "uint8", "(\(modality.video.deltaIndices.count), \(shape))", "RGB, of this size",
            ]
        }
        let state = modality.state.modalityKeys.map { key in
            ["\(key)", "float", "(\(modality.state.deltaIndices.count), \(width(key)))", range(key)]
        }
        let language = modality.language.modalityKeys.map { ["\($0)", "text", "[1]", "what to do"] }
        return video + state + language
    }

    private var replies: [[String]] {
        let steps = job.command.rounds.actionHorizon.map { min($0, horizon) } ?? horizon
        return job.config.modality.action.modalityKeys.map {
            ["\($0)", "float32", "(\(steps), \(width($0)))", range($0)]
        }
    }

    private func statistics(_ key: ModalityKey) -> Statistics? {
        (key.modality == .state ? job.metadata.statistics.state : job.metadata.statistics.action)[key.name]
    }

    private func width(_ key: ModalityKey) -> String { statistics(key).map { "\($0.min.count)" } ?? "D" }

    private func range(_ key: ModalityKey) -> String {
        guard let statistics = statistics(key), let low = statistics.min.min(), let high = statistics.max.max() else {
            return "in the units of the dataset"
        }
        return String(format: "%.3g to %.3g in the data", low, high)
    }

    private func table(_ rows: [[String]], title: String) -> String {
        var table = Table([(title, .left), ("type", .left), ("shape", .left), ("", .left)])
        for row in rows { table.add(row) }
        return table.text
    }

    /// The option for drawn pictures, where all are of one size.
    private var pictures: String {
        let sizes = Set(
            job.config.modality.video.modalityKeys.map { job.metadata.modalities.video[$0.name]?.resolution ?? [] })
        guard sizes.count == 1, let size = sizes.first, size.count == 2 else { return "" }
        return " --image \(size[0])x\(size[1])"
    }

    /// Enough to try it from another terminal.
    private var example: String {
        var lines = ["try it:"]
        if let port = open.addresses.first(where: { $0.address.hasPrefix("tcp:") })?.address.split(separator: ":").last
        {
            let token = open.service.options.apiToken == nil ? "" : " --api-token …"
            let state = job.config.modality.state.modalityKeys.map { "\($0.name)=\(width($0))" }.joined(separator: " ")
            lines.append("  gr00t client action --port \(port)\(token) --state \(state)\(pictures)")
        }
        if let http = open.addresses.first(where: { $0.address.hasPrefix("http:") })?.address {
            lines.append("  curl \(http)/health")
        }
        lines.append("Ctrl-C ends it when what is running is done.")
        return lines.joined(separator: "\n")
    }
}
