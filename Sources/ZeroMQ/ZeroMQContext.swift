import CZeroMQ
import Synchronization

/// What sockets of one program share: libzmq's thread that reads and writes the network. Sockets keep it alive.
public final class ZeroMQContext: Sendable {
    private let pointer: Mutex<UnsafeMutableRawPointer>

    /// Throws ``ZeroMQError/system(operation:address:reason:)`` where the system has no file descriptors left.
    public init() throws(ZeroMQError) {
        guard let pointer = zmq_ctx_new() else { throw .last("create", "a context") }
        self.pointer = Mutex(pointer)
    }

    /// All sockets are closed by now, so this waits only for messages that linger.
    deinit {
        pointer.withLock { pointer in
            while zmq_ctx_term(pointer) != 0, zmq_errno() == EINTR {}
        }
    }

    func socket(_ type: Int32) -> UnsafeMutableRawPointer? {
        // As bits: a region-checked result may not come from the lock's value.
        let bits = pointer.withLock { UInt(bitPattern: zmq_socket($0, type)) }
        return UnsafeMutableRawPointer(bitPattern: bits)
    }
}
