import Foundation
import Simulation

/// How fast the simulation is on one core: `taskset -c 0 .build/release/simulation-benchmark [STEPS]`.
///
/// Processor time stands beside the time of the clock, which on a busy machine is longer.
@main
struct SimulationBenchmark {
    static func main() {
        do {
            try run(steps: CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 500)
        } catch {
            print("simulation-benchmark: \(error)")
            exit(1)
        }
    }

    private static func run(steps: Int) throws {
        let robot = try measured("read the robot, simplify its meshes") { try SO101Model.load() }
        let world = try measured("make a world") { try TabletopWorld(robot) }
        _ = try measured("make another world") { try TabletopWorld(robot) }
        try measured("reset") { try world.reset(to: scene) }
        _ = try measured("first pictures") { try world.render() }
        try measured("step, without pictures", times: steps) { try world.step(command($0)) }
        try measured("both pictures", times: steps) { _ in _ = try world.render() }
        try world.reset(to: scene)
        try measured("step and both pictures", times: steps) {
            try world.step(command($0))
            _ = try world.observation(instruction: "pick up the green cube")
        }
    }

    /// Everything that a scene can have.
    private static let scene = SceneLayout(
        cubes: [
            .init(colour: .green, x: 0.18, y: 0.09, yaw: 0.3), .init(colour: .red, x: 0.25, y: -0.07, yaw: 0),
            .init(colour: .blue, x: 0.16, y: -0.1, yaw: 0.5),
        ],
        bowl: .init(x: 0.24, y: 0.03), start: JointAngles(radians: [0, -1.2, 1, 1, 0, 1]))

    /// Keeps all joints moving.
    private static func command(_ step: Int) -> JointAngles {
        let wave = sin(Double(step) / 8)
        return JointAngles(
            radians: [0.6 * wave, -1.2 + 0.2 * wave, 1, 1 + 0.1 * wave, 0.3 * wave, 0.8 + 0.5 * wave])
    }

    private static func measured<Result>(_ name: String, _ work: () throws -> Result) rethrows -> Result {
        let watch = Watch()
        let result = try work()
        watch.report(name, times: 1)
        return result
    }

    private static func measured(_ name: String, times: Int, _ work: (Int) throws -> Void) rethrows {
        let watch = Watch()
        for step in 0..<times { try work(step) }
        watch.report(name, times: times)
    }
}

/// From its making on.
private struct Watch {
    private let start = ContinuousClock.now
    private let processor = clock()

    func report(_ name: String, times: Int) {
        let each = (ContinuousClock.now - start) / .milliseconds(1) / Double(times)
        let busy = Double(clock() - processor) * 1000 / Double(CLOCKS_PER_SEC) / Double(times)
        print(
            name.padding(toLength: 36, withPad: " ", startingAt: 0)
                + String(format: "%8.2f ms%8.2f ms of the processor", each, busy)
                + (times > 1 ? String(format: "%6.0f a second", 1000 / each) : ""))
    }
}
