/// What a fuzzer calls.
package enum WireFuzz {
    /// Pushes `bytes` after the first through the decoder that the first picks. Errors are swallowed; only a trap counts.
    package static func run(_ bytes: [UInt8]) {
        guard let selector = bytes.first else { return }
        let message = Array(bytes.dropFirst())
        let decoder = decoders[Int(selector) % decoders.count]
        // A fuzzer that may use as much as a robot's camera does finds only that memory is finite.
        var limits = WireLimits()
        limits.bytes = 1 << 22
        do { try decoder(message, limits) } catch {}
    }

    /// How many first bytes differ.
    package static var count: Int { decoders.count }

    private static let decoders: [@Sendable ([UInt8], WireLimits) throws -> Void] = [
        { message, limits in
            let value = try MessagePack.decode(message, limits: limits)
            for form in [ArrayForm.npy, .openPI] { _ = MessagePack.encode(value, arrays: form) }
            _ = JSONNumpy.encode(value)
        },
        { message, limits in
            let request = try IsaacEnvelope(message, limits: limits).request()
            for observation in request.observation?.observations ?? [] { _ = WireObservation.fields(of: observation) }
        },
        { message, limits in _ = try IsaacCall.actions(in: message, limits: limits) },
        { message, limits in _ = try IsaacCall.modalityConfigs(in: message, limits: limits) },
        { message, limits in _ = try IsaacCall.status(in: message, limits: limits) },
        { message, limits in _ = try OpenPI.request(message, limits: limits) },
        { message, limits in _ = JSONNumpy.encode(try JSONNumpy.decode(message, limits: limits)) },
        { message, limits in _ = try ActRequest(message, limits: limits) },
        { message, limits in
            let array = try NpyFile.decode(message)
            _ = (array.doubles, array.texts, NpyFile.encode(array))
        },
        { message, limits in _ = try LeRobotMessage.policyConfig(message, limits: limits) },
        { message, limits in _ = try LeRobotMessage.observation(message, limits: limits) },
        { message, limits in _ = LeRobotMessage.pickled(try LeRobotMessage.actions(message, limits: limits)) },
        { message, limits in
            _ = try LeRobotTransport.Observation(message).encoded
            _ = try LeRobotTransport.data(in: message)
        },
    ]
}
