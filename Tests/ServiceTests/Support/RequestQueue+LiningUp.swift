import Embodiment
import Service
import Testing

extension RequestQueue {
    /// Submits requests so that each is in the line before the next comes; the first is with the policy, which must be
    /// held up, and the others wait.
    func lineUp(_ policy: StandInPolicy, _ requests: [ActionRequest]) async -> [Task<ActionReply, any Error>] {
        var tasks: [Task<ActionReply, any Error>] = []
        for (index, request) in requests.enumerated() {
            tasks.append(Task { try await self.submit(request) })
            await eventually("request \(index) has come") { policy.calls == 1 && self.length == index }
        }
        return tasks
    }
}

extension [Task<ActionReply, any Error>] {
    /// All replies, in order.
    var values: [ActionReply] {
        get async throws {
            var replies: [ActionReply] = []
            for task in self { replies.append(try await task.value) }
            return replies
        }
    }
}
