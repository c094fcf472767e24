import Foundation
import Robot
import TestSupport
import Testing

/// Whole processes that end while they hold an arm: what a thread can't show.
@Suite(.serialized) struct ProcessEndTests {
    /// It lies beside the test bundle.
    private static let executable = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().appending(path: "RobotPeer").path

    @Test(arguments: [
        ("trap", 0), ("exit", 0), ("wait", SIGTERM), ("wait", SIGINT), ("wait", SIGHUP), ("wait", SIGSEGV),
    ])
    func anArmIsLetGoWhenItsProcessEnds(way: String, signal: Int32) throws {
        try withTemporaryDirectory { directory in
            let calibration = try ArmCalibration(CalibrationTests.arm())
            let file = directory.appending(path: "arm.json")
            try calibration.write(to: file)
            let bus = try SimulatedServoBus()
            bus.set(calibration)
            let process = Process()
            process.executableURL = URL(filePath: Self.executable)
            process.arguments = [way, bus.path, file.path]
            let output = Pipe()
            process.standardOutput = output
            process.standardError = FileHandle.nullDevice
            process.environment = ["SWIFT_BACKTRACE": "enable=no"]
            try process.run()
            #expect(String(decoding: output.fileHandleForReading.availableData, as: UTF8.self) == "holding\n")
            if signal != 0 {
                #expect(bus.isHeld)
                kill(process.processIdentifier, signal)
            }
            process.waitUntilExit()
            // The servos may get the command after the process is gone.
            for _ in 0..<500 where bus.isHeld { Thread.sleep(forTimeInterval: 0.01) }
            #expect(!bus.isHeld)
            if way == "exit" {
                #expect(process.terminationReason == .exit && process.terminationStatus == 3)
            } else {
                #expect(process.terminationReason == .uncaughtSignal)
                if signal != 0 { #expect(process.terminationStatus == signal) }
            }
        }
    }
}
