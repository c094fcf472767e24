import ArgumentParser
import Embodiment
import Foundation

struct DataPlot: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plot", abstract: "Draw one episode: states, actions and camera frames over time.",
        discussion: """
            Solid lines are where the joints were, dashed lines where they were told to go. In a good demonstration the \
            state follows the action, and the pictures show the motion at the times they stand at.
            """)

    @Argument(help: "Directory of a LeRobot dataset.") var dataset: String
    @Option(help: "Index of the episode; the first one where absent.") var episode: Int?
    @Option(
        parsing: .upToNextOption,
        help: "Joint groups to draw, e.g. left_arm or state.left_arm. All that move where absent.")
    var keys: [String] = []
    @Option(help: "File to write, .png or .svg.") var output = "episode.png"

    func run() throws {
        let plot = try EpisodePlot(dataset: DatasetLocation.directory(dataset), episode: episode, keys: keys)
        let url = URL(filePath: output)
        try plot.figure.save(url)
        print("\(output): \(plot.summary)")
    }
}
