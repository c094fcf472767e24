import Checkpoint
import Foundation

extension Finding {
    /// Weights of N1.5 in bfloat16, 2.4 billion of them.
    private static let fullModel = 5_400_000_000

    /// Memory and disk.
    static func room() -> [Finding] {
        let (total, available) = (memory("MemTotal:"), memory("MemAvailable:"))
        let here = FileManager.default.currentDirectoryPath
        let enough = available > fullModel ? "" : "; N1.5-3B needs \(Format.bytes(fullModel)) for its weights alone"
        return [
            Finding(
                "memory", .present, "\(Format.bytes(available)) available of \(Format.bytes(total))\(enough)"),
            Finding("disk", .present, "\(Format.bytes(freeSpace(here))) free in \(here)"),
        ]
    }

    /// The cache that models are downloaded to, and the login.
    static func hub() -> [Finding] {
        do {
            let environment = try HubEnvironment()
            let directory = environment.cache.directory
            let names = (try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? []
            let models = names.count { $0.hasPrefix("models--") }
            let cache =
                names.isEmpty
                ? Finding("hub cache", .absent, "\(directory.path), empty: gr00t model download fills it")
                : Finding("hub cache", .present, "\(directory.path), \(models) models")
            let token =
                environment.token == nil
                ? Finding("hub token", .absent, "none; only private and gated models need one (HF_TOKEN)")
                : Finding("hub token", .present, "there is one")
            return [cache, token] + (environment.isOffline ? [Finding("hub", .absent, "HF_HUB_OFFLINE is set")] : [])
        } catch { return [Finding("hub", .missing, "\(error)")] }
    }

    /// In bytes.
    private static func memory(_ name: String) -> Int {
        let text = (try? String(contentsOfFile: "/proc/meminfo", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix(name) }
        return (line?.split(separator: " ").compactMap { Int($0) }.first ?? 0) * 1024
    }

    private static func freeSpace(_ path: String) -> Int {
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: path)
        return (attributes?[.systemFreeSize] as? NSNumber)?.intValue ?? 0
    }
}
