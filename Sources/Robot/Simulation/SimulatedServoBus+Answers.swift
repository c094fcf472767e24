/// What the servos do about a command.
extension SimulatedServoBus.State {
    mutating func answers(to packet: InstructionPacket) -> [StatusPacket] {
        let now = ContinuousClock.now
        for id in servos.keys { servos[id]?.advance(to: now) }
        let parameters = packet.parameters
        switch packet.instruction {
        case .ping: return answer(packet.id) { _ in [] }
        case .read:
            guard parameters.count == 2 else { return [] }
            return answer(packet.id) { $0.read(parameters[0], parameters[1]) }
        case .write:
            guard let address = parameters.first else { return [] }
            return answer(packet.id) { servo in
                servo.write(address, Array(parameters.dropFirst()))
                return []
            }
        case .syncRead:
            guard parameters.count > 2 else { return [] }
            var answers: [StatusPacket] = []
            for id in parameters.dropFirst(2) {
                let own = answer(id) { $0.read(parameters[0], parameters[1]) }
                // Each waits until the one before has answered.
                if own.isEmpty { break }
                answers += own
            }
            return answers
        case .syncWrite:
            guard parameters.count > 2 else { return [] }
            let stride = Int(parameters[1]) + 1
            var rest = parameters.dropFirst(2)
            while rest.count >= stride, let id = rest.first {
                _ = answer(id) { servo in
                    servo.write(parameters[0], Array(rest.dropFirst().prefix(stride - 1)))
                    return []
                }
                rest = rest.dropFirst(stride)
            }
            return []
        }
    }

    /// The bytes that go onto the line for an answer, and when; nil when it gets lost.
    mutating func spoiled(_ packet: StatusPacket) -> PseudoTerminal.Answer? {
        if faults.lost > 0 {
            faults.lost -= 1
            return nil
        }
        var bytes = packet.bytes
        if faults.damaged > 0 {
            faults.damaged -= 1
            bytes[bytes.count - 1] ^= 0x55
        }
        return PseudoTerminal.Answer(bytes: faults.noise + bytes, delay: faults.delay)
    }

    private mutating func answer(
        _ id: UInt8, _ body: (inout SimulatedServo) -> [UInt8]?
    ) -> [StatusPacket] {
        guard var servo = servos[id], servo.isConnected else { return [] }
        defer { servos[id] = servo }
        guard let parameters = body(&servo) else { return [] }
        return [StatusPacket(id: id, faults: servo.faults, parameters: parameters)]
    }
}
