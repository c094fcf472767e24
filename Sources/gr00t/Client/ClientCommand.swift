import ArgumentParser

struct ClientCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "client", abstract: "Talk to a policy server: gr00t serve, or NVIDIA's own.",
        discussion: """
            The server speaks Isaac-GR00T's protocol over ZeroMQ. A robot program in Swift uses the library Client instead, \
            which needs no libtorch.

            gr00t client ping --host 192.168.1.20
            gr00t client action --host 192.168.1.20 --dataset-path demo_data/robot_sim.PickNPlace
            gr00t client bench --requests 1000 --state left_arm=7 right_arm=7 left_hand=6 right_hand=6
            """,
        subcommands: [
            ClientPing.self, ClientModalityConfig.self, ClientAction.self, ClientBench.self, ClientReplay.self,
            ClientSO100.self, ClientKill.self,
        ])
}
