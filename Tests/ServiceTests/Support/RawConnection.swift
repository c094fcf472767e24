import Glibc

/// A TCP connection to this machine that says `bytes` and nothing more until it is let go.
final class RawConnection {
    private let descriptor: Int32

    struct Failure: Error { let code: Int32 }

    init(port: Int, sending bytes: [UInt8]) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0, Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
        else { throw Failure(code: errno) }
    }

    deinit { close(descriptor) }

    /// Sends on, as long as the peer takes it; whether it took everything.
    func sends(_ bytes: [UInt8]) -> Bool {
        Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
    }

    /// The first bytes that the peer sends; fewer when it closes the connection or half a minute is over.
    func received(_ count: Int) -> [UInt8] {
        var patience = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: count)
        while bytes.count < count {
            let received = recv(descriptor, &buffer, count - bytes.count, 0)
            guard received > 0 else { break }
            bytes += buffer.prefix(received)
        }
        return bytes
    }

    /// Whether the peer has closed the connection by now. What it sent before is skipped.
    var isClosed: Bool {
        var buffer = [UInt8](repeating: 0, count: 1024)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
            if count > 0 { continue }
            return count == 0 || errno == ECONNRESET
        }
    }
}

/// How ZeroMQ's connections begin (rfc.zeromq.org/spec/23): a greeting of 64 bytes, then a command. Frames of flags,
/// length and body follow.
enum ZMTP {
    static let greeting: [UInt8] =
        [0xFF, 0, 0, 0, 0, 0, 0, 0, 1, 0x7F, 3, 0] + Array("NULL".utf8) + [UInt8](repeating: 0, count: 48)

    static let ready: [UInt8] =
        [4, 25, 5] + Array("READY".utf8) + [11] + Array("Socket-Type".utf8) + [0, 0, 0, 3] + Array("REQ".utf8)
}
