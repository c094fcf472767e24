import ArgumentParser

struct SimCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sim", abstract: "An SO-101 arm in a physics simulation: record, evaluate, play.",
        discussion: """
            A table with coloured cubes, sometimes a bowl, and an SO-101 arm with two cameras, in MuJoCo. The policy gets what \
            a real arm's would get, ten times a second: both pictures, the six joints, and an instruction such as "pick up the \
            green cube". It answers with joint targets. Whether the task is done is decided from the physics, not from the \
            pictures and not by the policy.

            Three tasks:  pick   lift the named cube and hold it up
                          bowl   put it into the bowl and let go
                          push   push it to the left or to the right over the table

            From nothing to a policy that acts:
              gr00t sim record --output out/demos      a scripted expert shows how
              gr00t sim pretrain --output out/backbone a small backbone learns to see and read
              gr00t finetune --help                    a policy learns from the demonstrations
              gr00t sim eval --policy CHECKPOINT       how often does it succeed?
              gr00t sim play --policy CHECKPOINT       tell it yourself, and watch

            The same seed is the same scene, instruction and episode, on any machine with the same libraries.
            """,
        subcommands: [SimRecord.self, SimPretrain.self, SimEval.self, SimPlay.self])
}
