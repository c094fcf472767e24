/// What SLURM's `srun` tells each task.
struct SlurmVariables {
    typealias Variable = (name: String, value: String)

    let rank, tasks: Variable
    private let environment: [String: String]

    /// `nil` where the process is not a task of a step of SLURM's.
    init?(_ environment: [String: String]) {
        // A step may have fewer tasks than the job: `srun -n 1` inside a job of 8.
        let names = ["SLURM_STEP_NUM_TASKS", "SLURM_NTASKS"]
        guard let rank = environment["SLURM_PROCID"],
            let tasks = names.compactMap({ name in environment[name].map { (name, $0) } }).first
        else { return nil }
        self.rank = ("SLURM_PROCID", rank)
        self.tasks = tasks
        self.environment = environment
    }

    /// The first machine of the list, on which rank 0 runs: `gpu[07-09,12],login` begins with `gpu07`.
    var firstHost: String? {
        guard let list = environment["SLURM_STEP_NODELIST"] ?? environment["SLURM_JOB_NODELIST"] else { return nil }
        let name = list.prefix { $0 != "[" && $0 != "," }
        guard list.dropFirst(name.count).first == "[" else { return name.isEmpty ? nil : String(name) }
        let number = list.dropFirst(name.count + 1).prefix { $0 != "-" && $0 != "," && $0 != "]" }
        let rest = list.drop { $0 != "]" }.dropFirst().prefix { $0 != "," }
        return String(name + number + rest)
    }

    /// Jobs on one machine must not meet at one port; the job's number is what all of its tasks know.
    var port: Int? { environment["SLURM_JOB_ID"].flatMap { Int($0) }.map { 15000 + $0 % 10000 } }
}
