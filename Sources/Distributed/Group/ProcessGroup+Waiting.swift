import CTorch
import Foundation
import Torch

/// Starting collectives and waiting for them, with an eye on whether the others live.
extension ProcessGroup {
    /// A rank that says nothing for so long is gone: its process, its machine, or the network to it.
    private static let longestSilence = Duration.seconds(30)
    /// After a connection broke, a rank that says nothing for so long is the one that broke it.
    private static let suspectSilence = Duration.seconds(3)

    /// The last bytes for this rank may still be on their way from a rank that is done.
    private static let longestGoodbye = Duration.seconds(5)

    /// Starts a collective; `nil` where this process is alone.
    func start(_ operation: String, _ body: (OpaquePointer) -> OpaquePointer?) throws -> Work? {
        if worldSize == 1 { return nil }
        // What an operator could not compute must not be summed, and says itself what is wrong.
        if tt_has_error() { throw TorchError(TorchFailure.take().message) }
        try check(during: operation)
        guard let group else { throw DistributedError.closed(operation: operation) }
        do { return try Work { body(group) } } catch { throw explain(error, operation) }
    }

    func wait(for work: Work?, _ operation: String) throws {
        guard let work else { return }
        do {
            while try !work.isDone(within: .milliseconds(200)) {
                try check(during: operation)
                let left = meeting?.peers.left(for: Self.longestGoodbye, at: .now) ?? []
                if !left.isEmpty { throw failed(.peersLeft(ranks: left, operation: operation)) }
            }
        } catch let error as TorchFailure { throw explain(error, operation) }
    }

    /// Whether `work` is done; its failure is explained as in ``wait(for:_:)``.
    func isDone(_ work: Work, _ operation: String) throws -> Bool {
        do { return try work.isDone() } catch { throw explain(error, operation) }
    }

    /// Throws what makes waiting on useless.
    func check(during operation: String) throws {
        if let failure { throw failure }
        guard let peers = meeting?.peers, let trouble = trouble(in: peers, operation) else { return }
        throw failed(trouble)
    }

    private func trouble(in peers: Peers, _ operation: String) -> DistributedError? {
        let now = ContinuousClock.now
        if let failure = peers.failure { return .peerFailed(rank: failure.rank, reason: failure.reason) }
        let silent = peers.silent(for: Self.longestSilence, at: now)
        if !silent.isEmpty {
            return .peersLost(ranks: silent, operation: operation, reason: silence(Self.longestSilence))
        }
        if now - peers.lastContact >= Self.longestSilence {
            return lostMeeting(operation, silence(Self.longestSilence))
        }
        return nil
    }

    /// Gloo's message says which connection broke, in numbers of no use. Whose it was shows within seconds: that rank
    /// says why it failed, or says nothing any more.
    private func explain(_ error: TorchFailure, _ operation: String) -> DistributedError {
        failed(explained(error.message, operation))
    }

    /// `error`, which is from now on why the group is of no further use.
    private func failed(_ error: DistributedError) -> DistributedError {
        fail(error)
        return error
    }

    private func explained(_ message: String, _ operation: String) -> DistributedError {
        guard let meeting else { return .failed(operation: operation, reason: message) }
        let end = ContinuousClock.now + Self.suspectSilence + .seconds(1)
        while .now < end {
            let peers = meeting.peers
            if let failure = peers.failure { return .peerFailed(rank: failure.rank, reason: failure.reason) }
            let left = peers.left(for: .zero, at: .now)
            if !left.isEmpty { return .peersLeft(ranks: left, operation: operation) }
            let silent = peers.silent(for: Self.suspectSilence, at: .now)
            if !silent.isEmpty { return .peersLost(ranks: silent, operation: operation, reason: message) }
            if peers.lostContact { return lostMeeting(operation, message) }
            Thread.sleep(forTimeInterval: 0.1)
        }
        return message.contains("imed out")
            ? .timedOut(operation: operation, seconds: Int(timeout.components.seconds))
            : .failed(operation: operation, reason: message)
    }

    private func lostMeeting(_ operation: String, _ reason: String) -> DistributedError {
        guard let host = meeting?.host else {
            return .failed(operation: operation, reason: "the launcher's meeting point is gone (\(reason))")
        }
        return .peersLost(ranks: [host], operation: operation, reason: reason)
    }

    private func silence(_ time: Duration) -> String { "no sign of life for \(time.components.seconds) s" }
}
