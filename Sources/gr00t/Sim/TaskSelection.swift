import ArgumentParser
import Simulation

/// `pick`, `pick,push` or `all`.
struct TaskSelection: ExpressibleByArgument {
    let tasks: [TaskKind]

    static let all = TaskSelection(tasks: TaskKind.allCases)

    /// nil for a word that is no task.
    init?(argument: String) {
        if argument == "all" {
            self = .all
            return
        }
        var tasks: [TaskKind] = []
        for word in argument.split(separator: ",", omittingEmptySubsequences: false) {
            guard let task = TaskKind(rawValue: String(word)) else { return nil }
            if !tasks.contains(task) { tasks.append(task) }
        }
        self.tasks = tasks
    }

    private init(tasks: [TaskKind]) { self.tasks = tasks }

    var defaultValueDescription: String { tasks == TaskKind.allCases ? "all" : names }

    var names: String { tasks.map(\.rawValue).joined(separator: ",") }

    static var allValueStrings: [String] { TaskKind.allCases.map(\.rawValue) + ["all", "pick,push"] }
}
