import Foundation
import Synchronization

/// Lets go of an arm when the process ends while the arm is held: by `exit`, by a crash, or by a signal that nobody
/// handles.
///
/// At such a moment only system calls are safe, so the command to all servos lies ready and needs no answer. A killed
/// process (SIGKILL) and a machine without power cannot let go.
final class TorqueGuard: Sendable {
    private let slot: Int?

    /// Guards the arm behind an open port until the object goes away.
    init(descriptor: Int32) {
        _ = TorqueGuard.installed
        slot = TorqueGuard.slots.indices.first { index in
            TorqueGuard.slots[index].compareExchange(
                expected: -1, desired: descriptor, ordering: .sequentiallyConsistent
            ).exchanged
        }
    }

    deinit {
        if let slot { TorqueGuard.slots[slot].store(-1, ordering: .sequentiallyConsistent) }
    }

    /// Ports of the arms that are held; -1 is free.
    private static let slots = InlineArray<16, Atomic<Int32>> { _ in Atomic(-1) }

    /// Torque off for all, without an answer.
    private nonisolated(unsafe) static let command: UnsafeMutableBufferPointer<UInt8> = {
        let register = ServoRegister.torqueEnable
        let values = ArmJoint.allCases.map { (id: $0.id, bytes: register.encode(0)) }
        let packet = InstructionPacket.syncWrite(address: register.address, count: register.width, values).bytes
        let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: packet.count)
        _ = buffer.initialize(from: packet)
        return buffer
    }()

    /// What was done about a signal before, by the signal's number.
    private nonisolated(unsafe) static let previous = {
        let actions = UnsafeMutablePointer<sigaction>.allocate(capacity: 65)
        actions.initialize(repeating: sigaction(), count: 65)
        return actions
    }()

    private static let crashes = [SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT, SIGSYS]
    private static let requests = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE]

    private static let installed: Void = {
        _ = (command, previous, slots[0].load(ordering: .relaxed))
        atexit { TorqueGuard.letGo() }
        for signal in crashes + requests {
            sigaction(signal, nil, &previous[Int(signal)])
            // A request that the program handles itself ends in an orderly stop.
            let isDefault = unsafeBitCast(previous[Int(signal)].__sigaction_handler.sa_handler, to: Int.self) == 0
            guard isDefault || crashes.contains(signal) else { continue }
            var action = sigaction()
            action.__sigaction_handler.sa_handler = { signal in
                TorqueGuard.letGo()
                sigaction(signal, &TorqueGuard.previous[Int(signal)], nil)
                // Comes in force when this handler returns.
                raise(signal)
            }
            action.sa_flags = SA_ONSTACK
            sigaction(signal, &action, nil)
        }
    }()

    /// Called where only system calls are safe.
    private static func letGo() {
        var isHeld = false
        for index in slots.indices {
            let descriptor = slots[index].load(ordering: .sequentiallyConsistent)
            guard descriptor >= 0 else { continue }
            isHeld = true
            // Twice: the first may run into a command that was being written.
            for _ in 0..<2 { _ = write(descriptor, command.baseAddress, command.count) }
        }
        guard isHeld else { return }
        // The driver drops what it has not sent when the process ends.
        var pause = timespec(tv_sec: 0, tv_nsec: 20_000_000)
        nanosleep(&pause, nil)
    }
}
