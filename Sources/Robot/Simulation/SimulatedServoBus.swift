import Foundation
import Synchronization

/// Six servos behind a pseudo-terminal: a program opens ``path`` as it would an arm's serial port.
///
/// They answer as STS3215 do, move at a limited speed, and have on demand what goes wrong on real lines: answers that
/// are lost, damaged, late or buried in noise, servos without a cable, an adapter that is pulled out.
public final class SimulatedServoBus: Sendable {
    /// The device to open: `/dev/pts/3`.
    public let path: String
    private let state: Mutex<State>
    private let line: PseudoTerminal

    /// What is to go wrong with the next answers.
    public struct LinkFaults: Sendable, Equatable {
        /// So many answers are not sent.
        public var lost = 0
        /// So many answers, after the lost ones, have a wrong checksum.
        public var damaged = 0
        /// Every answer comes this much later.
        public var delay = Duration.zero
        /// Bytes that precede every answer.
        public var noise: [UInt8] = []

        public init() {}
    }

    struct State {
        var servos: [UInt8: SimulatedServo]
        var faults = LinkFaults()
        var scanner = PacketScanner()
    }

    /// Starts the servos.
    ///
    /// - Parameters:
    ///   - shafts: where the joints stand, in steps of 4096 a turn, in the order of ``ArmJoint``.
    ///   - speed: steps a second.
    /// - Throws: ``SerialError`` where the system has no pseudo-terminal.
    public init(shafts: [Int] = Array(repeating: 2047, count: 6), speed: Double = 4000) throws(SerialError) {
        let now = ContinuousClock.now
        let servos = zip(ArmJoint.allCases.map(\.id), shafts).map {
            ($0, SimulatedServo(id: $0, shaft: $1, speed: speed, now: now))
        }
        state = Mutex(State(servos: Dictionary(uniqueKeysWithValues: servos)))
        line = try PseudoTerminal()
        path = line.path
        line.serve { [weak self] bytes in self?.answer(bytes) ?? [] }
    }

    deinit { line.close() }

    /// Pulls the adapter out.
    public func unplug() { line.close() }

    /// What goes wrong from now on.
    public var faults: LinkFaults {
        get { state.withLock { $0.faults } }
        set { state.withLock { $0.faults = newValue } }
    }

    /// Whether the servo's cable is in.
    public func setConnected(_ isConnected: Bool, _ joint: ArmJoint) {
        change(joint) { $0.isConnected = isConnected }
    }

    /// What the servo reports about itself.
    public func setFaults(_ faults: ServoFaults, _ joint: ArmJoint) { change(joint) { $0.faults = faults } }

    /// Moves a joint by hand, in steps of 4096 a turn; a servo that holds does not give way.
    public func turn(_ joint: ArmJoint, to shaft: Int) { change(joint) { $0.turn(to: shaft) } }

    /// Where the joint is, in steps of 4096 a turn.
    public func shaft(of joint: ArmJoint) -> Double { change(joint) { $0.shaft } ?? .nan }

    /// Whether the servo has torque.
    public func isHeld(_ joint: ArmJoint) -> Bool { change(joint) { $0.isHeld } ?? false }

    /// Whether any servo has torque.
    public var isHeld: Bool { ArmJoint.allCases.contains(where: isHeld) }

    /// Gives all servos a calibration, as if they had been calibrated before.
    public func set(_ calibration: ArmCalibration) {
        for joint in ArmJoint.allCases {
            setRegister(.homingOffset, calibration[joint].homingOffset, joint)
            setRegister(.minimumPosition, calibration[joint].rangeMinimum, joint)
            setRegister(.maximumPosition, calibration[joint].rangeMaximum, joint)
        }
    }

    package func register(_ register: ServoRegister, _ joint: ArmJoint) -> Int { change(joint) { $0[register] } ?? 0 }

    package func setRegister(_ register: ServoRegister, _ value: Int, _ joint: ArmJoint) {
        change(joint) { $0.set(register, value) }
    }

    @discardableResult private func change<Value: Sendable>(
        _ joint: ArmJoint, _ body: (inout SimulatedServo) -> Value
    ) -> Value? {
        state.withLock { state in
            state.servos[joint.id]?.advance(to: .now)
            guard var servo = state.servos[joint.id] else { return nil }
            defer { state.servos[joint.id] = servo }
            return body(&servo)
        }
    }

    private func answer(_ bytes: [UInt8]) -> [PseudoTerminal.Answer] {
        state.withLock { state in
            state.scanner.append(bytes)
            var answers: [PseudoTerminal.Answer] = []
            while true {
                switch state.scanner.next() {
                case .needsMore: return answers
                case .damaged: continue
                case .frame(let frame):
                    guard let packet = InstructionPacket(frame) else { continue }
                    answers += state.answers(to: packet).compactMap { state.spoiled($0) }
                }
            }
        }
    }
}
