import Foundation

/// An open serial port: raw bytes, 8N1, locked against other programs. For one thread at a time.
package final class SerialPort {
    package let path: String
    package let descriptor: Int32

    /// Speeds that termios names, and Feetech's servos know.
    private static let speeds: [Int: speed_t] = [
        19_200: speed_t(B19200), 38_400: speed_t(B38400), 57_600: speed_t(B57600), 115_200: speed_t(B115200),
        500_000: speed_t(B500000), 1_000_000: speed_t(B1000000),
    ]

    /// Opens and locks `path`. Throws ``SerialError``.
    ///
    /// - Parameter baud: bits per second, one of 19200, 38400, 57600, 115200, 500000 and 1000000.
    package init(_ path: String, baud: Int = 1_000_000) throws(SerialError) {
        guard let speed = SerialPort.speeds[baud] else {
            throw .failed(path: path, operation: "use it at \(baud) baud", reason: "not a speed of these servos")
        }
        // Without O_NONBLOCK the open would wait for a modem's carrier.
        let descriptor = open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw SerialPort.openingFailure(path) }
        do throws(SerialError) {
            try SerialPort.configure(descriptor, path, speed)
        } catch {
            close(descriptor)
            throw error
        }
        self.path = path
        self.descriptor = descriptor
    }

    deinit {
        // Closing alone would leave it locked where something else has the device open: a process that was forked and
        // has not become another program yet, or a pseudo-terminal's other end.
        _ = ioctl(descriptor, UInt(TIOCNXCL))
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }

    private static func openingFailure(_ path: String) -> SerialError {
        switch errno {
        case ENOENT, ENODEV, ENXIO: .missing(path: path)
        case EACCES, EPERM: .forbidden(path: path)
        case EBUSY: .inUse(path: path)
        case EISDIR: .notSerial(path: path)
        case let code: .failed(path: path, operation: "open it", reason: String(cString: strerror(code)))
        }
    }

    private static func configure(_ descriptor: Int32, _ path: String, _ speed: speed_t) throws(SerialError) {
        guard isatty(descriptor) == 1 else { throw .notSerial(path: path) }
        // TIOCEXCL does not keep root out, and flock only those who ask: together they do what can be done.
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw .inUse(path: path) }
        _ = ioctl(descriptor, UInt(TIOCEXCL))
        var settings = termios()
        guard tcgetattr(descriptor, &settings) == 0 else { throw failure(path, "read its settings") }
        cfmakeraw(&settings)
        settings.c_cflag |= tcflag_t(CLOCAL | CREAD)
        settings.c_cflag &= ~(tcflag_t(CSTOPB) | tcflag_t(PARENB) | tcflag_t(CRTSCTS))
        guard cfsetspeed(&settings, speed) == 0, tcsetattr(descriptor, TCSANOW, &settings) == 0 else {
            throw failure(path, "set its speed")
        }
        tcflush(descriptor, TCIOFLUSH)
    }

    /// Throws away what has arrived and not been read: the end of an answer that came too late.
    package func discardInput() { tcflush(descriptor, TCIFLUSH) }

    /// Writes all of `bytes`. Throws ``SerialError``.
    package func write(_ bytes: [UInt8], deadline: ContinuousClock.Instant) throws(SerialError) {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes {
                Foundation.write(descriptor, $0.baseAddress?.advanced(by: done), $0.count - done)
            }
            if count > 0 {
                done += count
            } else if errno == EAGAIN {
                guard try wait(for: POLLOUT, until: deadline) else { throw .writeTimedOut(path: path) }
            } else if errno != EINTR {
                throw SerialPort.failure(path, "write to it")
            }
        }
    }

    /// What has arrived, at least one and at most `count` bytes; empty when nothing came before `deadline`. Throws
    /// ``SerialError``.
    package func read(upTo count: Int, deadline: ContinuousClock.Instant) throws(SerialError) -> [UInt8] {
        while try wait(for: POLLIN, until: deadline) {
            var bytes = [UInt8](repeating: 0, count: count)
            let found = Foundation.read(descriptor, &bytes, count)
            if found > 0 { return Array(bytes.prefix(found)) }
            // Ready and yet empty: the other end has hung up.
            if found == 0 { throw .gone(path: path) }
            guard errno == EAGAIN || errno == EINTR else { throw SerialPort.failure(path, "read from it") }
        }
        return []
    }

    /// False when `deadline` passed first.
    private func wait(for events: Int32, until deadline: ContinuousClock.Instant) throws(SerialError) -> Bool {
        var request = pollfd(fd: descriptor, events: Int16(events), revents: 0)
        while true {
            let left = max(.zero, deadline - .now)
            // Rounded up, so that the last wait does not become a busy one.
            let milliseconds = min(60_000, Int32(clamping: Int((left / .milliseconds(1)).rounded(.up))))
            let ready = poll(&request, 1, milliseconds)
            if ready > 0 {
                guard request.revents & Int16(events) != 0 else { throw .gone(path: path) }
                return true
            }
            if ready < 0, errno != EINTR { throw SerialPort.failure(path, "wait for it") }
            if left == .zero { return false }
        }
    }

    private static func failure(_ path: String, _ operation: String) -> SerialError {
        switch errno {
        case EIO, ENODEV, ENXIO: .gone(path: path)
        case let code: .failed(path: path, operation: operation, reason: String(cString: strerror(code)))
        }
    }
}
