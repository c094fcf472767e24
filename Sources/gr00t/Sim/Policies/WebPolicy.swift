import Client
import Embodiment
import Foundation
import FoundationNetworking
import Wire

/// A server over HTTP as a policy: `POST /act` in MessagePack, in which arrays cost no more than their bytes.
struct WebPolicy: ServedPolicy {
    private let base: URL
    private let token: String?
    private let timeout: Duration
    private let session: URLSession

    init(_ base: URL, token: String?, timeout: Duration) {
        (self.base, self.token, self.timeout) = (base, token, timeout)
        let configuration = URLSessionConfiguration.ephemeral
        configuration.timeoutIntervalForRequest = timeout / .seconds(1)
        configuration.httpShouldSetCookies = false
        configuration.urlCache = nil
        session = URLSession(configuration: configuration)
    }

    /// Throws `ClientError`.
    var modalityConfigs: [String: ModalityConfig] {
        get async throws {
            let body = try await ask("modality-config", nil)
            do { return try JSONDecoder().decode([String: ModalityConfig].self, from: body) } catch {
                throw ClientError.badReply(address: address, reason: "its modality config can't be read: \(error)")
            }
        }
    }

    /// Throws `ClientError`.
    func getAction(_ request: ActionRequest) async throws -> ActionReply {
        guard request.observations.count == 1 else {
            throw ClientError.badObservation(
                key: "the request", reason: "it has \(request.observations.count) observations; send them one by one")
        }
        let options = RequestOptions(
            noise: request.noise, executedSteps: request.executedSteps, session: request.session.description,
            timing: true)
        let body = try await ask(
            "act",
            [
                WireField("observation", .map(WireObservation.fields(of: request.observations[0]))),
                WireField("options", .map(options.fields)),
            ])
        let reply: ActionReply
        do { reply = try IsaacCall.actions(in: [UInt8](body)) } catch {
            throw ClientError.badReply(address: address, reason: "\(error)")
        }
        guard reply.chunks.count == 1 else {
            throw ClientError.badReply(
                address: address, reason: "\(reply.chunks.count) chunks of actions for one observation")
        }
        return reply
    }

    func reset(_ session: SessionID) async {
        // A server that can't be reached is found out by the next request.
        _ = try? await ask("reset", [WireField("session", .string(session.description))], isPacked: false)
    }

    private var address: String { base.absoluteString }

    /// - Parameters:
    ///   - fields: of the body; nil asks with GET.
    ///   - isPacked: MessagePack or JSON.
    private func ask(_ path: String, _ fields: [WireField]?, isPacked: Bool = true) async throws -> Data {
        var request = URLRequest(url: base.appending(path: path))
        if let fields {
            request.httpMethod = "POST"
            request.setValue("application/\(isPacked ? "msgpack" : "json")", forHTTPHeaderField: "Content-Type")
            let value = WireValue.map(fields)
            request.httpBody = Data(isPacked ? MessagePack.encode(value, arrays: .npy) : JSONNumpy.encode(value))
        }
        if let token { request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization") }
        let (body, response): (Data, URLResponse)
        do { (body, response) = try await session.data(for: request) } catch let error as URLError {
            if error.code == .cancelled { throw CancellationError() }
            throw ClientError.noAnswer(address: address, within: timeout, attempts: 1)
        }
        switch (response as? HTTPURLResponse)?.statusCode ?? 0 {
        case 200...299: return body
        case 401: throw ClientError.unauthorized(address: address, hasToken: token != nil)
        case let code:
            let detail = (try? JSONDecoder().decode([String: String].self, from: body))?["detail"]
            guard let detail else { throw ClientError.badReply(address: address, reason: "status \(code)") }
            throw ClientError.server(detail)
        }
    }
}
