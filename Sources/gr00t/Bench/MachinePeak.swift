import Dispatch
import Foundation
import NeuralNetwork
import Torch

/// What this machine can do at best, measured now.
enum MachinePeak {
    /// Operations per second of a large matrix product in the form that `precision` uses: the best of several.
    static func flops(_ precision: Precision) -> Double {
        let (rows, inputs, outputs) = (512, 2048, 4096)
        let store = ParameterStore.random(seed: 0, precision: precision)
        let layer = Linear(inputs, outputs, bias: false, use: .everyStep, store["peak"])
        let x = Tensor.ones([rows, inputs], dtype: precision.dtype)
        let best = withNoGrad {
            (0..<8).map { _ in
                let start = DispatchTime.now()
                _ = layer(x)
                return start.secondsSince
            }.min() ?? 1
        }
        return 2 * Double(rows * inputs * outputs) / best
    }

    /// The most memory that this process had resident, in bytes, as the kernel counts it.
    static var peakResidentBytes: Int { status("VmHWM:") }

    /// Makes ``peakResidentBytes`` count from now on (proc(5), clear_refs), where the kernel lets it.
    static func resetPeak() {
        guard let file = FileHandle(forWritingAtPath: "/proc/self/clear_refs") else { return }
        try? file.write(contentsOf: Data("5".utf8))
    }

    /// The memory that this process has resident now, in bytes.
    static var residentBytes: Int { status("VmRSS:") }

    private static func status(_ field: String) -> Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix(field) }
        return (line?.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }.first ?? 0) * 1024
    }

    /// Seconds since this process started, by the kernel's clock.
    static var processAge: Double {
        guard let stat = try? String(contentsOfFile: "/proc/self/stat", encoding: .utf8),
            let uptime = try? String(contentsOfFile: "/proc/uptime", encoding: .utf8),
            let now = uptime.split(separator: " ").first.flatMap({ Double($0) }),
            let fields = stat.split(separator: ")").last?.split(separator: " "), fields.count > 19,
            let ticks = Double(fields[19])
        else { return .nan }
        return now - ticks / Double(sysconf(Int32(_SC_CLK_TCK)))
    }
}
