import Embodiment

/// Plays the rounds of a robot that goes on moving while the next chunk is made, over recorded observations: what it would
/// have executed, and where one chunk took the place of another.
///
/// Every ``executedSteps`` steps a round begins with the observation of that step. Its chunk is there ``delay`` steps later,
/// replaces the last one, and goes on at its step of that moment. At the first round the robot waits.
public struct SeamStudy: Sendable {
    /// Recorded steps.
    public let steps: Int
    /// s: steps from the beginning of one round to that of the next.
    public let executedSteps: Int
    /// d: steps from the beginning of a round to its chunk.
    public let delay: Int

    /// - Throws: ``ControlError/badOption(name:value:allowed:)`` unless steps ≥ 1 and 0 ≤ delay < executedSteps.
    public init(steps: Int, executedSteps: Int, delay: Int) throws(ControlError) {
        guard steps >= 1 else {
            throw .badOption(name: "the number of recorded steps", value: "\(steps)", allowed: "1 or more")
        }
        guard executedSteps >= 1 else {
            throw .badOption(name: "the number of executed steps", value: "\(executedSteps)", allowed: "1 or more")
        }
        guard (0..<executedSteps).contains(delay) else {
            throw .badOption(
                name: "the delay", value: "\(delay)",
                allowed: "0 or more, and less than the \(executedSteps) executed steps")
        }
        self.steps = steps
        self.executedSteps = executedSteps
        self.delay = delay
    }

    /// - Parameters:
    ///   - session: the client that the requests are of.
    ///   - observation: of a recorded step, counted from 0.
    ///   - noise: for a round, counted from 0; drawn by the policy where absent.
    ///   - reply: answers a request; a ``ControlledPolicy``'s `getAction`.
    /// - Throws: ``ControlError``, and what the closures throw.
    public func run(
        session: SessionID, observation: (_ step: Int) async throws -> Observation,
        noise: (_ round: Int) -> [Float]? = { _ in nil }, reply: (ActionRequest) async throws -> ActionReply
    ) async throws -> SeamStudyResult {
        var (queue, pending) = (ActionQueue(), ActionChunk?.none)
        var recorder = StepRecorder()
        for step in 0..<steps {
            let sinceStart = step % executedSteps
            if sinceStart == 0 {
                let request = ActionRequest(
                    session: session, observations: [try await observation(step)], noise: noise(step / executedSteps),
                    executedSteps: step == 0 ? 0 : queue.executedSteps)
                let chunks = try await reply(request).chunks
                guard chunks.count == 1 else {
                    throw ControlError.wrongCount(name: "chunks", found: chunks.count, expected: 1)
                }
                if step == 0 { try queue.replace(with: chunks[0]) } else { pending = chunks[0] }
            }
            if let chunk = pending, sinceStart == delay {
                let left = queue.due
                try queue.replace(with: chunk, elapsed: delay)
                pending = nil
                recorder.markSeam(from: left, to: queue.due)
            }
            recorder.add(queue.next())
        }
        return try recorder.result()
    }
}
