import ArgumentParser
import Foundation
import Model

struct ModelCompare: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Two models side by side: what they are made of, what is trained, what an action costs.",
        discussion: """
            What differs is marked: ≠ changed, with how many times the first the second is, new where only the second has it, gone \
            where only the first has. No weights are read.

              gr00t model compare n1 n1.5 --output out/compare
              gr00t model compare so101-nano n1.5
            """)

    @Argument(help: ArgumentHelp(ComparedModel.help, valueName: "A")) var first: String
    @Argument(help: ArgumentHelp("As the first.", valueName: "B")) var second: String
    @Option(
        help: "Directory for compare.svg and compare.png, a picture of both, and compare.json; made if it is not there."
    )
    var output: String?
    @Option(help: "Pictures that are seen at once; the cost of an action goes by it.") var images = 1
    @Flag(help: "Print JSON.") var json = false

    func validate() throws {
        guard (1...1000).contains(images) else {
            throw ValidationError("--images is \(images): give 1 to 1000 pictures.")
        }
    }

    func run() throws {
        let comparison = ModelComparison(
            try ComparedModel(first).facts(pictures: images), try ComparedModel(second).facts(pictures: images))
        if json {
            try JSONOutput.print(ComparisonReport(comparison))
        } else {
            print(ComparisonText(comparison).text)
        }
        guard let output else { return }
        let files = try ComparisonFiles.write(comparison, to: URL(filePath: output))
        if json { files.forEach(Terminal.note) } else { print("\n" + files.joined(separator: "\n")) }
    }
}
