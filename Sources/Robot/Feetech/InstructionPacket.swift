/// A command to Feetech servos.
package struct InstructionPacket: Equatable {
    package enum Instruction: UInt8, Sendable {
        case ping = 0x01
        case read = 0x02
        case write = 0x03
        case syncRead = 0x82
        case syncWrite = 0x83
    }

    /// All servos take the command and none answers, except to a sync read.
    package static let broadcast: UInt8 = 0xFE

    package let id: UInt8
    package let instruction: Instruction
    package let parameters: [UInt8]

    package init(id: UInt8, _ instruction: Instruction, _ parameters: [UInt8] = []) {
        self.id = id
        self.instruction = instruction
        self.parameters = parameters
    }

    /// Nil for an instruction that these servos do not have.
    package init?(_ frame: PacketFrame) {
        guard let instruction = Instruction(rawValue: frame.code) else { return nil }
        self.init(id: frame.id, instruction, frame.parameters)
    }

    package static func ping(_ id: UInt8) -> InstructionPacket { .init(id: id, .ping) }

    package static func read(_ id: UInt8, address: UInt8, count: UInt8) -> InstructionPacket {
        .init(id: id, .read, [address, count])
    }

    package static func write(_ id: UInt8, address: UInt8, _ bytes: [UInt8]) -> InstructionPacket {
        .init(id: id, .write, [address] + bytes)
    }

    /// Every servo of `ids` answers on its own, in this order.
    package static func syncRead(_ ids: [UInt8], address: UInt8, count: UInt8) -> InstructionPacket {
        .init(id: broadcast, .syncRead, [address, count] + ids)
    }

    /// `count` bytes for each servo; nobody answers.
    package static func syncWrite(
        address: UInt8, count: UInt8, _ values: [(id: UInt8, bytes: [UInt8])]
    ) -> InstructionPacket {
        .init(id: broadcast, .syncWrite, [address, count] + values.flatMap { [$0.id] + $0.bytes })
    }

    package var bytes: [UInt8] { PacketFrame(id: id, code: instruction.rawValue, parameters: parameters).bytes }
}
