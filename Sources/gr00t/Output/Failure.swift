import ArgumentParser
import Client
import Foundation
import Torch
import Training

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// The work itself failed, though the input was fine: exit code 1.
struct WorkFailed: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

/// How the program ends when something went wrong: 0 fine, 1 the work failed, 2 wrong usage or input. One message.
enum Failure {
    static func exit(_ error: any Error) -> Never {
        if let code = error as? ExitCode { Foundation.exit(code.rawValue) }
        let usage = Gr00t.exitCode(for: error)
        if usage == .success { Gr00t.exit(withError: error) }
        if usage == .validationFailure {
            let message = Gr00t.fullMessage(for: error)
            report(message)
            if message.contains("Missing value"), let option = NegativeValue.first(in: CommandLine.arguments) {
                report("A negative value is written with an equals sign: \(option)")
            }
            Foundation.exit(2)
        }
        report("error: \(message(error))")
        Foundation.exit(isFailureOfWork(error) ? 1 : 2)
    }

    private static func isFailureOfWork(_ error: any Error) -> Bool {
        switch error {
        case let error as TrainingError: error.isFailureOfWork
        case let error as ClientError: error.isFailureOfWork
        default: error is WorkFailed || error is TorchError
        }
    }

    private static func message(_ error: any Error) -> String {
        // Foundation's errors describe themselves to developers; their localised text is for people.
        error is CocoaError || error is URLError ? error.localizedDescription : "\(error)"
    }

    private static func report(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
}
