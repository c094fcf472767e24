import CZeroMQ
import Glibc

/// A bell that any thread rings for the thread that waits in ``ZeroMQSocket/wait(orFor:receiving:within:)``: Linux's
/// eventfd. Rings before the thread waits are not lost, several count as one.
public final class WakeUp: Sendable {
    let descriptor: Int32

    /// Throws ``ZeroMQError/system(operation:address:reason:)`` where the system has no file descriptors left.
    public init() throws(ZeroMQError) {
        descriptor = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        guard descriptor >= 0 else {
            throw .system(operation: "make", address: "a wake-up", reason: String(cString: strerror(errno)))
        }
    }

    deinit { close(descriptor) }

    /// Rings.
    public func signal() {
        // Fails only when 2^64 - 2 rings wait, which wake as well.
        _ = eventfd_write(descriptor, 1)
    }

    func clear() {
        var rings: eventfd_t = 0
        _ = eventfd_read(descriptor, &rings)
    }
}
