import Foundation
import Robot

// Holds an arm and then ends in the way that its first argument names; the test looks at the servos.
//
//     RobotPeer trap|exit|wait PORT CALIBRATION
let arguments = CommandLine.arguments
guard arguments.count == 4 else {
    print("usage: RobotPeer trap|exit|wait PORT CALIBRATION")
    exit(2)
}
var settings = ArmSettings()
// The machine that runs the tests may be busy.
settings.busTiming.answer = .seconds(2)
let arm = try SO100Arm(
    port: arguments[2], calibration: try ArmCalibration(contentsOf: URL(filePath: arguments[3])), settings: settings)
try await arm.connect()
print("holding")
fflush(nil)
switch arguments[1] {
case "trap": fatalError("the arm must not stay as it is")
case "exit": exit(3)
default: try await Task.sleep(for: .seconds(60))
}
_ = arm.specification
