import Embodiment

extension RequestQueue {
    /// Works the line off. One such task runs while there is work.
    func serve() async {
        while true {
            await gather()
            let batch = state.withLock { state in
                let batch = state.line.takeBatch(limit: options.maxBatch)
                if batch.isEmpty { state.isServing = false }
                return batch
            }
            guard let first = batch.first else { return }
            switch first.kind {
            case .reset, .forget:
                await policy.reset(first.session)
                finish(first.id, .success(ActionReply(chunks: [])))
            case .actions: await answer(batch)
            }
        }
    }

    /// Gives others the chance to join the first entry's batch.
    private func gather() async {
        guard options.batchWait > .zero, policy.canBatch else { return }
        let wait = state.withLock { state -> Task<Void, Never>? in
            guard let first = state.line.first, first.shape != nil, state.line.observations < options.maxBatch else {
                return nil
            }
            let end = first.arrival.advanced(by: options.batchWait)
            let task = Task.detached { _ = try? await Task.sleep(until: end, clock: .continuous) }
            state.gathering = task
            return task
        }
        await wait?.value
        state.withLock { $0.gathering = nil }
    }

    private func answer(_ batch: [QueuedWork]) async {
        let start = ContinuousClock.now
        let requests = batch.compactMap { work -> ActionRequest? in
            guard case .actions(var request, _) = work.kind else { return nil }
            request.deadline = work.deadline
            touch(request.session)
            return request
        }
        metrics.countBatch(of: batch.reduce(0) { $0 + $1.size })
        let results: [Result<ActionReply, any Error>]
        if requests.count == 1 {
            do { results = [.success(try await policy.getAction(requests[0]))] } catch { results = [.failure(error)] }
        } else {
            results = await policy.getActions(requests)
        }
        for (index, work) in batch.enumerated() {
            let result = results.count == batch.count ? results[index] : .failure(Self.wrong(batch, results.count))
            finish(work.id, checked(result, work, start))
        }
    }

    /// Holds the policy to its contract, and adds how long the request waited.
    private func checked(
        _ result: Result<ActionReply, any Error>, _ work: QueuedWork, _ start: ContinuousClock.Instant
    ) -> Result<ActionReply, any Error> {
        result.flatMap { reply in
            guard reply.chunks.count == work.size else {
                return .failure(ServiceError.wrongAnswer(expected: work.size, actual: reply.chunks.count))
            }
            var reply = reply
            let waited = work.arrival.duration(to: start).milliseconds
            reply.timing.insert(StageTime("queue", milliseconds: waited), at: 0)
            metrics.count(reply.timing)
            return .success(reply)
        }
    }

    private static func wrong(_ batch: [QueuedWork], _ results: Int) -> ServiceError {
        .wrongAnswer(expected: batch.count, actual: results)
    }
}
