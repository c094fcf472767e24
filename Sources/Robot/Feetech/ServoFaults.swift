/// What a servo reports about itself with every answer.
public struct ServoFaults: OptionSet, Sendable, Hashable, CustomStringConvertible {
    public let rawValue: UInt8

    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let voltage = ServoFaults(rawValue: 1)
    public static let angleSensor = ServoFaults(rawValue: 2)
    public static let overheating = ServoFaults(rawValue: 4)
    public static let overcurrent = ServoFaults(rawValue: 8)
    public static let overload = ServoFaults(rawValue: 32)

    private static let words: [(fault: ServoFaults, text: String)] = [
        (.voltage, "its supply voltage is out of range: check the power adapter and its plug"),
        (.angleSensor, "its angle sensor fails: the servo must be replaced"),
        (.overheating, "it is too hot: let it cool down"),
        (.overcurrent, "its current is too high: free the joint"),
        (.overload, "it is overloaded: free the joint, then switch the arm's power off and on"),
    ]

    public var description: String {
        let known = ServoFaults.words.filter { contains($0.fault) }.map(\.text)
        let rest = subtracting(ServoFaults(ServoFaults.words.map(\.fault)))
        return (known + (rest.isEmpty ? [] : ["unknown error bits 0x" + String(rest.rawValue, radix: 16)]))
            .joined(separator: "; ")
    }
}
