import Embodiment
import Foundation
import Wire

/// What a client sends, in the dialect of its server, and what it makes of the answers.
struct IsaacMessages {
    private let options: ClientOptions
    /// A server would take each new connection for a new robot.
    private let session: String

    init(_ options: ClientOptions) {
        self.options = options
        session = options.session ?? UUID().uuidString
    }

    /// `ping`, `kill`, `get_modality_config`: the same in every dialect.
    func call(_ endpoint: String) -> [UInt8] { IsaacCall.encoded(endpoint, token: options.token) }

    func reset() -> [UInt8] { encoded("reset", data: nil, fields(RequestOptions())) }

    /// Throws ``ClientError/badObservation(key:reason:)``.
    func getAction(_ observation: Observation, _ request: RequestOptions) throws -> [UInt8] {
        try ObservationCheck.check(observation)
        let data: [WireField] =
            switch options.dialect {
            case .n15: WireObservation.fields(of: observation)
            case .n17: [WireField("observation", .map(BatchedObservation(observation).nested))]
            case .n17Flat: [WireField("observation", .map(BatchedObservation(observation).flat))]
            }
        return encoded("get_action", data: data, fields(request))
    }

    /// N1.5 has the options beside the data, its successors within.
    private func encoded(_ endpoint: String, data: [WireField]?, _ fields: [WireField]) -> [UInt8] {
        guard options.dialect != .n15 else {
            return IsaacCall.encoded(endpoint, data: data, options: fields, token: options.token)
        }
        let inner = WireField("options", fields.isEmpty ? .null : .map(fields))
        return IsaacCall.encoded(endpoint, data: (data ?? []) + [inner], token: options.token)
    }

    private func fields(_ request: RequestOptions) -> [WireField] {
        var request = request
        request.session = request.session ?? session
        return request.fields
    }

    /// One chunk per observation. Throws ``ClientError``.
    func actions(in reply: [UInt8]) throws -> ActionReply {
        try checked(reading { try IsaacCall.actions(in: reply, limits: options.limits) })
    }

    /// Throws ``ClientError``.
    func modalityConfigs(in reply: [UInt8]) throws -> [String: ModalityConfig] {
        try reading { try IsaacCall.modalityConfigs(in: reply, limits: options.limits) }
    }

    /// The text in the answer to any other call. Throws ``ClientError``.
    @discardableResult
    func status(in reply: [UInt8]) throws -> String {
        try reading { try IsaacCall.status(in: reply, limits: options.limits) }
    }

    /// Says in a client's words what is wrong with an answer.
    private func reading<Value>(_ read: () throws -> Value) throws -> Value {
        let address = "\(options.address)"
        do { return try read() } catch WireError.server(IsaacReply.invalidToken) {
            throw ClientError.unauthorized(address: address, hasToken: options.token != nil)
        } catch WireError.server(let text) {
            throw ClientError.server(text)
        } catch let error as WireError { throw ClientError.badReply(address: address, reason: "\(error)") }
    }

    /// One chunk, of finite numbers: a robot may follow it.
    private func checked(_ reply: ActionReply) throws -> ActionReply {
        guard reply.chunks.count == 1, let chunk = reply.chunks.first, !chunk.actions.isEmpty else {
            throw ClientError.badReply(
                address: "\(options.address)", reason: "\(reply.chunks.count) chunks of actions for one observation")
        }
        for (name, actions) in chunk.actions.sorted(by: { $0.key < $1.key })
        where !actions.values.allSatisfy(\.isFinite) { throw ClientError.notFinite(key: "action.\(name)") }
        return reply
    }
}
