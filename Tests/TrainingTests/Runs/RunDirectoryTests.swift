import Foundation
import TestSupport
import Testing
import Training

@Suite struct RunDirectoryTests {
    /// A second run would take what the first is writing for what a killed one left.
    @Test func oneRunAtATime() throws {
        let nano = try NanoRun.shared.get()
        try withTemporaryDirectory { directory in
            let half = directory.appending(path: ".checkpoint-7.partial")
            var lock: RunLock? = try RunDirectory(directory).take()
            try Data().write(to: half)
            let error = #expect(throws: TrainingError.self) { _ = try nano.setup(nano.arguments(directory)) }
            #expect("\(error.map { "\($0)" } ?? "")".hasPrefix("another run is writing to \(directory.path)"))
            #expect(FileManager.default.fileExists(atPath: half.path))
            _ = try nano.setup(nano.arguments(directory), isDry: true)
            #expect(lock != nil)
            lock = nil
            _ = try nano.setup(nano.arguments(directory))
            #expect(!FileManager.default.fileExists(atPath: half.path))
        }
    }
}
