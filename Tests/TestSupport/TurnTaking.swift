import Synchronization
import Testing

/// Tests that start processes or train take turns: side by side their threads wait for each other's processors, and what takes
/// seconds takes minutes.
public struct TurnTaking: TestTrait, SuiteTrait, TestScoping {
    private static let turns = Turns()

    public func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        // A suite has the scope of each of its tests.
        guard testCase != nil else { return try await function() }
        await Self.turns.wait()
        defer { Self.turns.pass() }
        try await function()
    }

    public var isRecursive: Bool { true }
}

extension Trait where Self == TurnTaking {
    /// Not while another such test runs.
    public static var takesTurns: TurnTaking { TurnTaking() }
}

/// First come, first served.
private final class Turns: Sendable {
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
