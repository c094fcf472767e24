import ArgumentParser
import Embodiment
import Foundation
import Transforms

struct DataConfigList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "List the built-in data configs, or print one as JSON to start your own from.",
        discussion: """
            A data config says which cameras, joint groups and instruction a model gets, at which steps, and how they are \
            normalised. For a robot of your own:

              gr00t data config so100 > my_robot.json     then put in the keys of your meta/modality.json
              gr00t data check DATASET --data-config my_robot.json
            """)

    @Argument(help: "A built-in config, or a JSON or YAML file.") var name: String?
    @Flag(help: "Print the list as JSON.") var json = false

    func run() throws {
        if let name {
            print(try DataConfig.chosen(name).json)
        } else if json {
            try JSONOutput.print(DataConfig.all.map(Entry.init))
        } else {
            print(Self.list)
        }
    }

    private struct Entry: Encodable {
        let name, robot: String
        let video, state, action, language: [String]
        let actionHorizon: Int

        init(_ config: DataConfig) {
            func keys(_ config: ModalityConfig) -> [String] { config.modalityKeys.map(\.description) }
            name = config.name
            robot = DataConfigList.robots[config.name] ?? ""
            video = keys(config.modality.video)
            state = keys(config.modality.state)
            action = keys(config.modality.action)
            language = keys(config.modality.language)
            actionHorizon = config.modality.action.deltaIndices.count
        }
    }

    private static var list: String {
        var table = Table([
            ("data config", .left), ("robot", .left), ("cameras", .left), ("state", .left), ("action", .left),
            ("instruction", .left),
        ])
        for config in DataConfig.all {
            func names(_ config: ModalityConfig) -> [String] { config.modalityKeys.map(\.name) }
            let cells = [
                names(config.modality.video), names(config.modality.state), names(config.modality.action),
                names(config.modality.language),
            ]
            // One key per line: the longest config has seven.
            for line in 0..<(cells.map(\.count).max() ?? 0) {
                let first = line == 0 ? [config.name, robots[config.name] ?? ""] : ["", ""]
                table.add(first + cells.map { line < $0.count ? $0[line] : "" })
            }
        }
        return table.text
            + "\n\nA dataset fits where meta/modality.json has all of these keys: gr00t data inspect DATASET tells which."
            + "\nPrint one as JSON, to change it for your robot: gr00t data config so100"
    }

    private static let robots = [
        "fourier_gr1_arms_waist": "Fourier GR-1 humanoid", "fourier_gr1_arms_only": "Fourier GR-1 humanoid",
        "fourier_gr1_full_upper_body": "Fourier GR-1 humanoid",
        "bimanual_panda_gripper": "two Franka Panda, grippers", "bimanual_panda_hand": "two Franka Panda, hands",
        "single_panda_gripper": "Franka Panda, gripper", "so100": "SO-100 arm", "so100_dualcam": "SO-100 arm",
        "so101_sim": "SO-101 arm, simulated",
        "unitree_g1": "Unitree G1 humanoid", "unitree_g1_block": "Unitree G1 humanoid",
        "unitree_g1_full_body": "Unitree G1 humanoid", "oxe_droid": "Franka Panda (DROID)",
        "agibot_genie1": "AgiBot Genie-1 humanoid",
    ]
}
