import Synchronization
import Testing

/// Tests that train take turns, and tests that start programs: side by side their threads wait for each other's processors, and what
/// takes seconds takes minutes. One that trains beside one that has started a program fills two processors.
public struct TurnTaking: TestTrait, SuiteTrait, TestScoping {
    private let turns: Turns

    fileprivate init(_ turns: Turns) { self.turns = turns }

    public func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        // A suite has the scope of each of its tests.
        guard testCase != nil else { return try await function() }
        await turns.wait()
        defer { turns.pass() }
        try await function()
    }

    public var isRecursive: Bool { true }
}

extension Trait where Self == TurnTaking {
    /// Trains or acts in this process: not while another such test does.
    public static var trains: TurnTaking { TurnTaking(.training) }

    /// Starts programs that compute: not while another such test does.
    public static var startsPrograms: TurnTaking { TurnTaking(.programs) }
}

/// First come, first served.
private final class Turns: Sendable {
    static let training = Turns()
    static let programs = Turns()

    private struct State {
        var isTaken = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    func wait() async {
        await withCheckedContinuation { continuation in
            let isMine = state.withLock { state in
                defer { state.isTaken = true }
                if state.isTaken { state.waiting.append(continuation) }
                return !state.isTaken
            }
            if isMine { continuation.resume() }
        }
    }

    func pass() {
        state.withLock { state in
            state.isTaken = !state.waiting.isEmpty
            return state.waiting.isEmpty ? nil : state.waiting.removeFirst()
        }?.resume()
    }
}
