import Foundation
import FoundationNetworking
import Synchronization

/// Takes the body of one response, piece by piece.
protocol ByteSink: Sendable {
    /// Called once, before the body, with whatever status.
    func begin(_ response: HTTPURLResponse) throws
    func receive(_ bytes: Data) throws
}

/// One request, one response. Redirects come back as they are (3xx) instead of being followed: who follows them must decide
/// which headers another host may see.
final class HTTPClient: NSObject, URLSessionDataDelegate, Sendable {
    private struct Exchange {
        let sink: any ByteSink
        let continuation: CheckedContinuation<HTTPURLResponse, any Error>
        var response: HTTPURLResponse?
        var failure: (any Error)?
    }

    /// By the task's identifier.
    private let exchanges = Mutex<[Int: Exchange]>([:])

    /// Calls `body` with a session whose connections are shared by all its requests.
    static func withSession<R>(
        _ body: (HTTPClient, URLSession) async throws -> R
    ) async throws -> R {
        let configuration = URLSessionConfiguration.ephemeral
        // Seconds without a byte.
        configuration.timeoutIntervalForRequest = 30
        configuration.httpShouldSetCookies = false
        configuration.urlCache = nil
        let client = HTTPClient()
        let session = URLSession(configuration: configuration, delegate: client, delegateQueue: nil)
        // The session keeps its delegate until it is told to end.
        defer { session.invalidateAndCancel() }
        return try await body(client, session)
    }

    /// Sends `request` and feeds the body to `sink`. Throws `URLError`, what the sink throws, or `CancellationError`.
    func send(_ request: URLRequest, on session: URLSession, into sink: any ByteSink) async throws -> HTTPURLResponse {
        let task = session.dataTask(with: request)
        let identifier = task.taskIdentifier
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                exchanges.withLock { $0[identifier] = Exchange(sink: sink, continuation: continuation) }
                task.resume()
                // The handler below may have run before there was an exchange to end.
                if Task.isCancelled { end(identifier, .failure(CancellationError())) }
            }
        } onCancel: {
            task.cancel()
            end(identifier, .failure(CancellationError()))
        }
    }

    /// Answers the caller, once: whoever comes later finds no exchange.
    private func end(_ identifier: Int, _ result: Result<HTTPURLResponse, any Error>) {
        exchanges.withLock { $0.removeValue(forKey: identifier) }?.continuation.resume(with: result)
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping (URLRequest?) -> Void
    ) {
        completionHandler(nil)
    }

    func urlSession(
        _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
        completionHandler: @escaping (URLSession.ResponseDisposition) -> Void
    ) {
        guard let response = response as? HTTPURLResponse else { return completionHandler(.cancel) }
        let isAccepted = attempt(dataTask) { exchange in
            exchange.response = response
            try exchange.sink.begin(response)
        }
        completionHandler(isAccepted ? .allow : .cancel)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        if !attempt(dataTask, { try $0.sink.receive(data) }) { dataTask.cancel() }
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        guard let exchange = exchanges.withLock({ $0.removeValue(forKey: task.taskIdentifier) }) else { return }
        if let failure = exchange.failure ?? error {
            exchange.continuation.resume(throwing: failure)
        } else if let response = exchange.response ?? (task.response as? HTTPURLResponse) {
            exchange.continuation.resume(returning: response)
        } else {
            exchange.continuation.resume(throwing: URLError(.badServerResponse))
        }
    }

    /// Runs `body` on the exchange of `task`; false, and the error kept for the caller, when it throws.
    private func attempt(_ task: URLSessionTask, _ body: (inout Exchange) throws -> Void) -> Bool {
        // Out of the table meanwhile: a sink may take long to write. Callbacks of a session come one at a time.
        guard var exchange = exchanges.withLock({ $0[task.taskIdentifier] }), exchange.failure == nil else {
            return false
        }
        do { try body(&exchange) } catch { exchange.failure = error }
        exchanges.withLock {
            // Not when the caller has been answered meanwhile.
            if $0[task.taskIdentifier] != nil { $0[task.taskIdentifier] = exchange }
        }
        return exchange.failure == nil
    }
}
