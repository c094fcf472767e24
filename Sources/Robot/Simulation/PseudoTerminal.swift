import Foundation
import Synchronization

/// A pseudo-terminal whose far end is served by a thread.
final class PseudoTerminal: Sendable {
    struct Answer: Sendable {
        let bytes: [UInt8]
        let delay: Duration
    }

    /// The near end's device.
    let path: String
    private let far: Int32
    private let near: Int32
    private let isOpen = Mutex(true)

    init() throws(SerialError) {
        var (far, near) = (Int32(-1), Int32(-1))
        var name = [CChar](repeating: 0, count: 128)
        var settings = termios()
        cfmakeraw(&settings)
        guard openpty(&far, &near, &name, &settings, nil) == 0 else {
            throw .failed(
                path: "/dev/ptmx", operation: "open a pseudo-terminal", reason: String(cString: strerror(errno)))
        }
        _ = fcntl(far, F_SETFD, FD_CLOEXEC)
        _ = fcntl(near, F_SETFD, FD_CLOEXEC)
        (self.far, self.near) = (far, near)
        path = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// Starts the thread; it ends with ``close()``.
    func serve(_ respond: @escaping @Sendable ([UInt8]) -> [Answer]) {
        let thread = Thread { [self] in
            defer {
                Foundation.close(far)
                Foundation.close(near)
            }
            var buffer = [UInt8](repeating: 0, count: 1024)
            while isOpen.withLock({ $0 }) {
                var request = pollfd(fd: far, events: Int16(POLLIN), revents: 0)
                guard poll(&request, 1, 20) > 0 else { continue }
                let count = read(far, &buffer, buffer.count)
                guard count > 0 else { continue }
                for answer in respond(Array(buffer.prefix(count))) {
                    if answer.delay > .zero { Thread.sleep(forTimeInterval: answer.delay / .seconds(1)) }
                    _ = answer.bytes.withUnsafeBytes { write(far, $0.baseAddress, $0.count) }
                }
            }
        }
        thread.name = "servos \(path)"
        thread.start()
    }

    /// Hangs up; the near end then reports an error.
    func close() { isOpen.withLock { $0 = false } }
}
