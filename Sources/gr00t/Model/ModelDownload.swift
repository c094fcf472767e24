import ArgumentParser
import Checkpoint
import Foundation
import Synchronization

struct ModelDownload: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "download", abstract: "Bring a model from the Hugging Face hub into its cache.",
        discussion: """
            What has arrived is kept: broken off and run again, it goes on from there. The cache is that of \
            huggingface_hub, and so are the environment variables: HF_HOME, HF_HUB_CACHE, HF_ENDPOINT, HF_TOKEN, \
            HF_HUB_OFFLINE.

            gr00t model download nvidia/GR00T-N1.5-3B
            """)

    @Argument(help: "ORGANISATION/NAME.") var repository: String
    @Option(help: "A branch, a tag or a commit.") var revision = "main"
    @Option(help: "For private models; HF_TOKEN is safer, since other users can read command lines.") var token: String?
    @Option(help: "Instead of the hub's usual cache.") var cacheDir: String?

    func run() async throws {
        let repository = try HubRepository(repository)
        var environment = try HubEnvironment()
        if let token { environment.token = token }
        if let cacheDir { environment.cache = HubCache(URL(filePath: cacheDir)) }
        let bar = Mutex<ProgressBar?>(nil)
        let directory = try await HubDownloader(environment).download(
            repository, revision: revision,
            progress: { progress in
                bar.withLock {
                    if $0 == nil {
                        $0 = ProgressBar("downloading", total: progress.totalBytes, unit: "MB", scale: 1e6)
                    }
                    $0?.update(progress.bytesDone)
                }
            })
        let path = cacheDir == nil ? repository.id : directory.path
        print(
            """
            \(repository.id) is in \(directory.path)
            look at it:   gr00t model inspect \(path)
            let it act:   gr00t evaluate --model-path \(path) --dataset-path DATASET --plot
            """)
    }
}
