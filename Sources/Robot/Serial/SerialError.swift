/// What can go wrong with a serial port. `path` is the port as the caller gave it.
public enum SerialError: Error, Equatable, CustomStringConvertible {
    case missing(path: String)
    case forbidden(path: String)
    case inUse(path: String)
    case notSerial(path: String)
    /// Unplugged, or its power is gone.
    case gone(path: String)
    case failed(path: String, operation: String, reason: String)
    /// The driver took no more bytes before the deadline.
    case writeTimedOut(path: String)

    public var description: String {
        switch self {
        case .missing(let path):
            "\(path): there is no such port; plug the adapter in and look at  ls /dev/ttyACM* /dev/ttyUSB*"
        case .forbidden(let path):
            "\(path): no permission to open the port; add yourself to the group dialout"
                + " (sudo usermod -aG dialout $USER) and log in again"
        case .inUse(let path): "\(path): another program has the port open; end that program first"
        case .notSerial(let path): "\(path): is not a serial port; give a path such as /dev/ttyACM0"
        case .gone(let path): "\(path): the port is gone; check the USB cable and the adapter's power"
        case .failed(let path, let operation, let reason):
            "\(path): cannot \(operation) (\(reason)); unplug the adapter and plug it in again"
        case .writeTimedOut(let path):
            "\(path): the adapter takes no more bytes; unplug it and plug it in again"
        }
    }
}
