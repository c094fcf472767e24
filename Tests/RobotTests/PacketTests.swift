import Robot
import Testing

@Suite struct PacketTests {
    private static let ids: [UInt8] = [1, 2, 3, 4, 5, 6]

    /// The bytes are those of the servos' manual and of LeRobot.
    @Test func commandsHaveTheBytesOfTheReference() {
        let goals = Self.ids.map { (id: $0, bytes: ServoRegister.goalPosition.encode(2048)) }
        let packets: [(InstructionPacket, String)] = [
            (.ping(1), "FF FF 01 02 01 FB"),
            (.read(1, address: 56, count: 2), "FF FF 01 04 02 38 02 BE"),
            (.write(1, address: 40, [1]), "FF FF 01 04 03 28 01 CE"),
            (.write(1, address: 42, [0, 8]), "FF FF 01 05 03 2A 00 08 C4"),
            (
                .syncRead(Self.ids, address: 56, count: 2),
                "FF FF FE 0A 82 38 02 01 02 03 04 05 06 26"
            ),
            (
                .syncWrite(address: 42, count: 2, goals),
                "FF FF FE 16 83 2A 02 01 00 08 02 00 08 03 00 08 04 00 08 05 00 08 06 00 08 F7"
            ),
        ]
        for (packet, text) in packets { #expect(packet.bytes == Self.bytes(text)) }
    }

    @Test func answersAreReadAndWritten() {
        let answers: [(String, StatusPacket)] = [
            ("FF FF 01 04 00 00 08 F2", StatusPacket(id: 1, parameters: [0, 8])),
            ("FF FF 01 02 00 FC", StatusPacket(id: 1)),
        ]
        for (text, packet) in answers {
            var scanner = PacketScanner()
            scanner.append(Self.bytes(text))
            guard case .frame(let frame) = scanner.next() else {
                Issue.record("no packet in \(text)")
                continue
            }
            #expect(StatusPacket(frame) == packet && packet.bytes == Self.bytes(text))
            #expect(scanner.next() == .needsMore)
        }
        #expect(ServoRegister.presentPosition.decode([0, 8]) == 2048)
    }

    @Test func signsAreKeptApartFromMagnitudes() {
        #expect(ServoRegister.homingOffset.encode(-100) == [0x64, 0x08])
        #expect(ServoRegister.presentPosition.encode(-5) == [0x05, 0x80])
        for register in [ServoRegister.homingOffset, .presentPosition, .lock, .maximumTorque] {
            for value in [register.range.lowerBound, -1, 0, 1, register.range.upperBound]
            where register.range.contains(value) {
                #expect(register.decode(register.encode(value)) == value, "\(register.name)")
            }
        }
        #expect(ServoRegister.homingOffset.range == -2047...2047)
        #expect(ServoRegister.goalPosition.range == -32767...32767)
    }

    /// Byte by byte, between noise: the scanner finds what is whole and nothing else.
    @Test func packetsAreFoundInNoise() {
        let first = StatusPacket(id: 3, parameters: [1, 2]).bytes
        let second = StatusPacket(id: 4, faults: .overload, parameters: [0xFF, 0xFF]).bytes
        let third = StatusPacket(id: 5).bytes
        var damaged = first
        damaged[6] ^= 1
        let line = [0x00, 0xFF, 0x12, 0xFF] + first + [0xFF] + second + damaged + third + [0xFF, 0xFF, 1, 0] + first
        var scanner = PacketScanner()
        var found: [UInt8] = []
        var damages = 0
        for byte in line {
            scanner.append([byte])
            while true {
                let outcome = scanner.next()
                if outcome == .needsMore { break }
                if case .frame(let frame) = outcome { found.append(frame.id) } else { damages += 1 }
            }
        }
        #expect(found == [3, 4, 5, 3] && damages == 2)
    }

    @Test func randomBytesAreNeverATrap() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<200 {
            var scanner = PacketScanner()
            scanner.append((0..<200).map { _ in Bool.random() ? 0xFF : UInt8.random(in: 0...255, using: &generator) })
            var outcomes = 0
            while scanner.next() != .needsMore { outcomes += 1 }
            #expect(outcomes < 200)
        }
    }

    @Test func faultsAreSaidInWords() {
        #expect("\(ServoFaults([.voltage, .overload]))".contains("supply voltage"))
        #expect("\(ServoFaults([.voltage, .overload]))".contains("overloaded"))
        #expect("\(ServoFaults(rawValue: 0x40))" == "unknown error bits 0x40")
    }

    private static func bytes(_ text: String) -> [UInt8] {
        text.split(separator: " ").compactMap { UInt8($0, radix: 16) }
    }
}
