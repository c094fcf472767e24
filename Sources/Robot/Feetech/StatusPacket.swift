/// A servo's answer.
package struct StatusPacket: Equatable {
    package let id: UInt8
    package let faults: ServoFaults
    package let parameters: [UInt8]

    package init(id: UInt8, faults: ServoFaults = [], parameters: [UInt8] = []) {
        self.id = id
        self.faults = faults
        self.parameters = parameters
    }

    package init(_ frame: PacketFrame) {
        self.init(id: frame.id, faults: ServoFaults(rawValue: frame.code), parameters: frame.parameters)
    }

    package var bytes: [UInt8] { PacketFrame(id: id, code: faults.rawValue, parameters: parameters).bytes }
}
