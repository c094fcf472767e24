/// What can go wrong on a bus of servos.
public enum BusError: Error, Equatable, CustomStringConvertible {
    case port(SerialError)
    /// Nothing came, after all retries.
    case noAnswer(id: UInt8, doing: String, tries: Int)
    /// Answers came, but none was whole.
    case damagedAnswer(id: UInt8, doing: String, tries: Int)
    /// The answer was whole but has another number of bytes than asked for.
    case wrongLength(id: UInt8, doing: String, found: Int, expected: Int)
    case faults(id: UInt8, ServoFaults)
    case valueOutOfRange(register: String, value: Int, range: ClosedRange<Int>)

    /// The servo that it is about.
    package var servo: UInt8? {
        switch self {
        case .noAnswer(let id, _, _), .damagedAnswer(let id, _, _), .wrongLength(let id, _, _, _), .faults(let id, _):
            id
        case .port, .valueOutOfRange: nil
        }
    }

    public var description: String {
        switch self {
        case .port(let error): error.description
        case .noAnswer(let id, let doing, let tries):
            "servo \(id) does not answer (\(doing), tried \(tries) times); check the arm's power and the cable to servo"
                + " \(id)"
        case .damagedAnswer(let id, let doing, let tries):
            "the answers of servo \(id) are damaged (\(doing), tried \(tries) times); check the cables, and that no two"
                + " servos have the same number"
        case .wrongLength(let id, let doing, let found, let expected):
            "servo \(id) answers with \(found) bytes instead of \(expected) (\(doing)); check that no two servos have"
                + " the same number"
        case .faults(let id, let faults): "servo \(id) reports: \(faults)"
        case .valueOutOfRange(let register, let value, let range):
            "\(register) cannot be \(value); it holds \(range.lowerBound) to \(range.upperBound)"
        }
    }
}
