import Embodiment
import Wire
import ZeroMQ

/// A client of Isaac-GR00T's protocol that blocks its thread, as the reference's does.
final class IsaacTestClient {
    private static let patience = Duration.seconds(60)

    private let socket: ZeroMQSocket

    init(_ address: String, _ kind: ZeroMQSocket.Kind = .request) throws {
        socket = try ZeroMQSocket(kind, in: ZeroMQContext())
        try socket.connect(address)
    }

    func send(_ parts: [UInt8]...) throws { try socket.send(parts, within: Self.patience) }

    func receive(within: Duration = patience) throws -> [UInt8] { try socket.receive(within: within).last ?? [] }

    func ask(_ message: [UInt8]) throws -> [UInt8] {
        try send(message)
        return try receive()
    }

    func ask(_ endpoint: String, token: String? = nil) throws -> [UInt8] {
        try ask(IsaacCall.encoded(endpoint, token: token))
    }

    func getAction(
        _ observation: Observation, options: RequestOptions = .init(), token: String? = nil
    ) throws -> ActionReply {
        try IsaacCall.actions(in: ask(Self.request(observation, options: options, token: token)))
    }

    func ping() throws -> String { try IsaacCall.status(in: ask("ping")) }

    static func request(
        _ observation: Observation, options: RequestOptions = .init(), token: String? = nil
    ) -> [UInt8] {
        IsaacCall.encoded(
            "get_action", data: WireObservation.fields(of: observation), options: options.fields, token: token)
    }

    /// As N1.7's client asks.
    static func newerRequest(_ observation: Observation) -> [UInt8] {
        let state = WireObservation.fields(of: observation).compactMap { field in
            field.key.hasPrefix("state.") ? WireField(String(field.key.dropFirst(6)), field.value.batched) : nil
        }
        let language = observation.annotation.map { key, texts in
            WireField("annotation.\(key)", .list([.list(texts.map { .string($0) })]))
        }
        let nested = [WireField("state", .map(state)), WireField("language", .map(language))]
        let data = [WireField("observation", .map(nested)), WireField("options", .null)]
        return MessagePack.encode(
            .map([WireField("endpoint", .string("get_action")), WireField("data", .map(data))]), arrays: .npy)
    }
}

extension WireValue {
    /// An array [T, D] as [1, T, D].
    fileprivate var batched: WireValue {
        guard case .array(let array) = self else { return self }
        return .array(NDArray(dtype: array.dtype, shape: [1] + array.shape, bytes: array.bytes))
    }
}

/// The server's words when it answered with an error.
func serverError(_ body: () throws -> some Any) -> String? {
    do { _ = try body() } catch WireError.server(let text) { return text } catch { return "unexpected: \(error)" }
    return nil
}
