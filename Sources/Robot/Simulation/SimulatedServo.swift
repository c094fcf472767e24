/// An STS3215 in memory: its registers, and a shaft that turns towards the goal at a limited speed.
struct SimulatedServo {
    /// Steps of 4096 a turn, before the homing offset is taken away.
    private(set) var shaft: Double
    /// Steps a second.
    let speed: Double
    var faults: ServoFaults = []
    /// Whether its cable is in.
    var isConnected = true
    private var memory = [UInt8](repeating: 0, count: 128)
    private var moved: ContinuousClock.Instant

    init(id: UInt8, shaft: Int, speed: Double, now: ContinuousClock.Instant) {
        self.shaft = SimulatedServo.within(shaft)
        self.speed = speed
        moved = now
        set(.modelNumber, ArmMotors.model)
        set(.firmwareMajor, 3)
        set(.firmwareMinor, 10)
        set(.maximumPosition, 4095)
        set(.proportional, 32)
        set(.derivative, 32)
        set(.phase, 0x1C)
        set(.returnDelay, 250)
        set(.lock, 1)
        memory[5] = id
    }

    subscript(register: ServoRegister) -> Int {
        let start = Int(register.address)
        return register.decode(memory[start..<start + Int(register.width)])
    }

    mutating func set(_ register: ServoRegister, _ value: Int) {
        store(register.encode(value), at: Int(register.address))
    }

    var isHeld: Bool { self[.torqueEnable] == 1 }

    /// Turns the shaft by hand; a servo that holds does not give way.
    mutating func turn(to position: Int) {
        if !isHeld { shaft = SimulatedServo.within(position) }
    }

    /// Lets time pass.
    mutating func advance(to now: ContinuousClock.Instant) {
        let reach = speed * ((now - moved) / .seconds(1))
        moved = now
        if isHeld {
            let (low, high) = (self[.minimumPosition], self[.maximumPosition])
            let goal = high > low ? min(max(self[.goalPosition], low), high) : self[.goalPosition]
            let way = Double(goal + self[.homingOffset]) - shaft
            shaft += min(max(way, -reach), reach)
        }
        let (present, range) = (Int(shaft.rounded()) - self[.homingOffset], ServoRegister.presentPosition.range)
        set(.presentPosition, min(max(present, range.lowerBound), range.upperBound))
    }

    /// Nil where there is no such memory.
    func read(_ address: UInt8, _ count: UInt8) -> [UInt8]? {
        let range = Int(address)..<Int(address) + Int(count)
        return range.upperBound <= memory.count ? Array(memory[range]) : nil
    }

    /// What is kept without power changes only while Lock is 0; what the servo knows of itself never.
    mutating func write(_ address: UInt8, _ bytes: [UInt8]) {
        let start = Int(address)
        let isPermanent = address < ServoRegister.torqueEnable.address
        guard start >= 5, start + bytes.count <= memory.count, !(isPermanent && self[.lock] == 1) else { return }
        store(bytes, at: start)
    }

    /// One turn.
    private static func within(_ position: Int) -> Double { Double(min(max(position, 0), 4095)) }

    private mutating func store(_ bytes: [UInt8], at start: Int) {
        memory.replaceSubrange(start..<start + bytes.count, with: bytes)
    }
}
