/// Feetech STS servos on one half-duplex line: commands out, answers in, tried again when an answer is missing or
/// damaged.
///
/// For one thread at a time.
package final class FeetechBus {
    /// How long and how often to try.
    package struct Timing: Sendable {
        /// From the command, or from the answer before, until an answer must have ended. USB adapters hold bytes back
        /// for up to 16 ms.
        package var answer: Duration = .milliseconds(100)
        /// Further tries after the first.
        package var retries = 2

        package init() {}
    }

    /// Bytes that one answer is looked for in.
    private static let maximumNoise = 16 * PacketFrame.maximumLength

    package let port: SerialPort
    private let timing: Timing
    private var scanner = PacketScanner()

    package init(_ port: SerialPort, timing: Timing = Timing()) {
        self.port = port
        self.timing = timing
    }

    /// Asks whether servo `id` is there.
    package func ping(_ id: UInt8) throws(BusError) {
        _ = try ask(.ping(id), count: 0, doing: "ping")
    }

    package func read(_ register: ServoRegister, of id: UInt8) throws(BusError) -> Int {
        let doing = "reading \(register.name)"
        let packet = InstructionPacket.read(id, address: register.address, count: register.width)
        return register.decode(try ask(packet, count: Int(register.width), doing: doing).parameters)
    }

    /// - Parameters:
    ///   - ignoringFaults: for letting go of a servo that is in trouble.
    ///   - retries: nil for those of the bus.
    package func write(
        _ value: Int, to register: ServoRegister, of id: UInt8, ignoringFaults: Bool = false, retries: Int? = nil
    ) throws(BusError) {
        try check(value, register)
        let packet = InstructionPacket.write(id, address: register.address, register.encode(value))
        _ = try ask(
            packet, count: 0, doing: "writing \(register.name)", ignoringFaults: ignoringFaults, retries: retries)
    }

    /// One value per servo, in the order of `ids`.
    package func syncRead(_ register: ServoRegister, of ids: [UInt8]) throws(BusError) -> [Int] {
        let doing = "reading \(register.name) of all"
        let packet = InstructionPacket.syncRead(ids, address: register.address, count: register.width)
        return try trying(timing.retries) { () throws(BusError) -> [Int] in
            try self.send(packet)
            var values: [Int] = []
            for id in ids {
                let answer = try self.answer(of: id, doing: doing, deadline: .now + self.timing.answer)
                values.append(try self.value(of: register, in: answer, doing: doing))
            }
            return values
        }
    }

    /// One value per servo; nobody answers, so only the port can fail.
    package func syncWrite(_ values: [(id: UInt8, value: Int)], to register: ServoRegister) throws(BusError) {
        for value in values { try check(value.value, register) }
        try send(
            .syncWrite(
                address: register.address, count: register.width,
                values.map { (id: $0.id, bytes: register.encode($0.value)) }))
    }

    private func check(_ value: Int, _ register: ServoRegister) throws(BusError) {
        guard register.range.contains(value) else {
            throw .valueOutOfRange(register: register.name, value: value, range: register.range)
        }
    }

    private func value(
        of register: ServoRegister, in answer: StatusPacket, doing: String
    ) throws(BusError) -> Int {
        guard answer.faults.isEmpty else { throw .faults(id: answer.id, answer.faults) }
        guard answer.parameters.count == Int(register.width) else {
            throw .wrongLength(
                id: answer.id, doing: doing, found: answer.parameters.count, expected: Int(register.width))
        }
        return register.decode(answer.parameters)
    }

    private func ask(
        _ packet: InstructionPacket, count: Int, doing: String, ignoringFaults: Bool = false, retries: Int? = nil
    ) throws(BusError) -> StatusPacket {
        try trying(retries ?? timing.retries) { () throws(BusError) -> StatusPacket in
            try self.send(packet)
            let answer = try self.answer(of: packet.id, doing: doing, deadline: .now + self.timing.answer)
            guard ignoringFaults || answer.faults.isEmpty else { throw .faults(id: answer.id, answer.faults) }
            guard answer.parameters.count == count else {
                throw .wrongLength(id: answer.id, doing: doing, found: answer.parameters.count, expected: count)
            }
            return answer
        }
    }

    private func trying<Value>(
        _ retries: Int, _ attempt: () throws(BusError) -> Value
    ) throws(BusError) -> Value {
        var (tries, wasDamaged) = (0, false)
        while true {
            tries += 1
            do throws(BusError) {
                return try attempt()
            } catch {
                // A port that is gone stays gone, and a fault is an answer.
                switch error {
                case .noAnswer(let id, let doing, _), .damagedAnswer(let id, let doing, _):
                    if case .damagedAnswer = error { wasDamaged = true }
                    guard tries > retries else { continue }
                    // Damage says more about the line than silence.
                    throw wasDamaged
                        ? .damagedAnswer(id: id, doing: doing, tries: tries)
                        : .noAnswer(id: id, doing: doing, tries: tries)
                case .wrongLength: if tries > retries { throw error }
                case .port, .faults, .valueOutOfRange: throw error
                }
            }
        }
    }

    private func send(_ packet: InstructionPacket) throws(BusError) {
        // What is still there answers an older question.
        port.discardInput()
        scanner = PacketScanner()
        do throws(SerialError) {
            try port.write(packet.bytes, deadline: .now + timing.answer)
        } catch {
            throw .port(error)
        }
    }

    private func answer(
        of id: UInt8, doing: String, deadline: ContinuousClock.Instant
    ) throws(BusError) -> StatusPacket {
        var (isDamaged, received) = (false, 0)
        while true {
            switch scanner.next() {
            case .frame(let frame) where frame.id == id: return StatusPacket(frame)
            case .frame: continue
            case .damaged: isDamaged = true
            case .needsMore:
                let bytes: [UInt8]
                do throws(SerialError) {
                    bytes = try port.read(upTo: PacketFrame.maximumLength, deadline: deadline)
                } catch {
                    throw .port(error)
                }
                received += bytes.count
                // A line that never falls silent must not keep the caller for ever.
                guard !bytes.isEmpty, received <= FeetechBus.maximumNoise else {
                    throw isDamaged
                        ? .damagedAnswer(id: id, doing: doing, tries: 1) : .noAnswer(id: id, doing: doing, tries: 1)
                }
                scanner.append(bytes)
            }
        }
    }
}
