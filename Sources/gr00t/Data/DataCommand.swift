import ArgumentParser

struct DataCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "data", abstract: "Look into a dataset of demonstrations, check it, plot it, time it.",
        discussion: """
            A dataset is a directory in LeRobot's format (v2.0, v2.1 or v3.0): meta/ describes it, data/ has one row of \
            numbers per time step, videos/ what the cameras saw. GR00T adds meta/modality.json, which says which of the \
            numbers are which joints.

            No dataset at hand? Record one in seconds:  gr00t data record-demo DIRECTORY
            """,
        subcommands: [
            DataInspect.self, DataStats.self, DataSample.self, DataCheck.self, DataPlot.self, DataBench.self,
            DataConfigList.self, DataRecordDemo.self,
        ])
}
