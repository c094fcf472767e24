import Foundation
import Torch

extension Finding {
    /// What the model computes on.
    static func compute() -> [Finding] {
        let processors = Machine.allowedProcessors.count
        return [
            Finding("libtorch", .present, Machine.torchVersion),
            Finding("processors", .present, "\(processors) for this process\(modelName.map { ", \($0)" } ?? "")"),
            instructions(),
            cuda(),
        ]
    }

    /// What speeds matrix products up, as the kernel lists it (Linux, x86).
    private static let speedUps: [(flag: String, purpose: String)] = [
        ("avx2", "float32"), ("avx512f", "float32, twice as wide"), ("avx512_vnni", "int8"), ("avx_vnni", "int8"),
        ("avx512_bf16", "bfloat16"), ("amx_bf16", "bfloat16, much faster"), ("amx_int8", "int8, much faster"),
    ]

    private static func instructions() -> Finding {
        let flags = Set((cpuField("flags") ?? "").split(separator: " ").map(String.init))
        guard !flags.isEmpty else { return Finding("instructions", .absent, "/proc/cpuinfo does not tell") }
        let present = speedUps.filter { flags.contains($0.flag) }.map(\.flag)
        let absent = speedUps.filter { !flags.contains($0.flag) }
        let hint = absent.filter { $0.flag.hasSuffix("bf16") }.count == 2 ? "; bfloat16 is emulated: slower" : ""
        return Finding(
            "instructions", present.isEmpty ? .missing : .present,
            present.joined(separator: " ")
                + (absent.isEmpty ? "" : " (not: \(absent.map(\.flag).joined(separator: " ")))") + hint)
    }

    private static func cuda() -> Finding {
        do {
            return Finding("CUDA", .present, "\(try Device.cuda())")
        } catch {
            let text = "\(error)"
            return Finding("CUDA", .absent, text.hasPrefix("CUDA: ") ? String(text.dropFirst("CUDA: ".count)) : text)
        }
    }

    private static var modelName: String? { cpuField("model name") }

    private static func cpuField(_ name: String) -> String? {
        let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix(name) }
        return line?.split(separator: ":", maxSplits: 1).last.map { $0.trimmingCharacters(in: .whitespaces) }
    }
}
