import Synchronization

/// Room for one: what is put in replaces what was there, and who takes it waits until there is something.
final class ObservationSlot<Element: Sendable>: Sendable {
    private struct Waiter {
        let ticket: Int
        let continuation: CheckedContinuation<Element?, Never>
        var timer: Task<Void, Never>?
    }

    private struct State {
        var element: Element?
        var waiter: Waiter?
        var tickets = 0
        var isClosed = false
    }

    private enum Outcome {
        case taken(Element?)
        case waits(insteadOf: Waiter?)
    }

    private let state = Mutex(State())

    /// Replaces what is there, or hands it to who waits.
    func put(_ element: Element) {
        let waiter = state.withLock { state -> Waiter? in
            guard let waiter = state.waiter else {
                if !state.isClosed { state.element = element }
                return nil
            }
            state.waiter = nil
            return waiter
        }
        waiter?.timer?.cancel()
        waiter?.continuation.resume(returning: element)
    }

    /// What is there, or comes within `time`; nil where nothing does, where another takes after this, and when the
    /// calling task is cancelled.
    func take(within time: Duration) async -> Element? {
        let ticket = state.withLock { state in
            state.tickets += 1
            return state.tickets
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { wait($0, ticket, time) }
        } onCancel: {
            giveUp(ticket)
        }
    }

    /// Drops what is there.
    func empty() { state.withLock { $0.element = nil } }

    /// Sends who waits away, now and from now on.
    func close() {
        let waiter = state.withLock { state in
            state.isClosed = true
            state.element = nil
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.timer?.cancel()
        waiter?.continuation.resume(returning: nil)
    }

    private func wait(_ continuation: CheckedContinuation<Element?, Never>, _ ticket: Int, _ time: Duration) {
        let timer = Task {
            do { try await Task.sleep(for: time) } catch { return }
            giveUp(ticket)
        }
        let outcome = state.withLock { state -> Outcome in
            if let element = state.element {
                state.element = nil
                return .taken(element)
            }
            if state.isClosed { return .taken(nil) }
            let before = state.waiter
            state.waiter = Waiter(ticket: ticket, continuation: continuation, timer: timer)
            return .waits(insteadOf: before)
        }
        switch outcome {
        case .taken(let element):
            timer.cancel()
            continuation.resume(returning: element)
        case .waits(let before):
            before?.timer?.cancel()
            before?.continuation.resume(returning: nil)
            // The handler may have run before there was anybody to send away.
            if Task.isCancelled { giveUp(ticket) }
        }
    }

    private func giveUp(_ ticket: Int) {
        let waiter = state.withLock { state -> Waiter? in
            guard state.waiter?.ticket == ticket else { return nil }
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.timer?.cancel()
        waiter?.continuation.resume(returning: nil)
    }
}
