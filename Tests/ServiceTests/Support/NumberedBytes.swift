/// Bytes that look random and are the same in every run (splitmix64).
struct NumberedBytes: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func chance(of one: Int) -> Bool { Int.random(in: 0..<one, using: &self) == 0 }

    mutating func pick(_ messages: [[UInt8]]) -> [UInt8] { messages[Int.random(in: 0..<messages.count, using: &self)] }

    mutating func bytes(upTo count: Int) -> [UInt8] {
        (0..<Int.random(in: 0...count, using: &self)).map { _ in UInt8.random(in: 0...255, using: &self) }
    }

    /// One to four changes: a byte altered, a range cut out, bytes put in, or the end cut off.
    mutating func mutated(_ message: [UInt8]) -> [UInt8] {
        var message = message
        for _ in 0..<Int.random(in: 1...4, using: &self) where !message.isEmpty {
            let index = Int.random(in: 0..<message.count, using: &self)
            switch Int.random(in: 0..<4, using: &self) {
            case 0: message[index] = UInt8.random(in: 0...255, using: &self)
            case 1: message.removeSubrange(index..<min(message.count, index + Int.random(in: 1...8, using: &self)))
            case 2: message.insert(contentsOf: bytes(upTo: 8), at: index)
            default: message.removeSubrange(index...)
            }
        }
        return message
    }
}
