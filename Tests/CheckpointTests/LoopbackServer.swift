import Foundation
import Synchronization

/// An HTTP/1.1 server on 127.0.0.1 for as long as the object lives: one request per connection, answered by a closure.
final class LoopbackServer: Sendable {
    struct Request: Sendable {
        let method: String
        let path: String
        /// Names in lower case.
        let headers: [String: String]
    }

    struct Response: Sendable {
        var status = 200
        var headers: [String: String] = [:]
        var body = Data()
        /// Close the connection after this many bytes of the body.
        var dropAfter: Int?
    }

    let url: URL
    private let descriptor: Int32
    private let seen = Mutex<[Request]>([])

    /// All requests so far.
    var requests: [Request] { seen.withLock { $0 } }

    func forget() { seen.withLock { $0 = [] } }

    init(_ answer: @escaping @Sendable (Request) -> Response) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && getsockname(listener, $0, &length) == 0
            }
        }
        guard bound, listen(listener, 16) == 0,
            let url = URL(string: "http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))")
        else { throw POSIXError(.EADDRNOTAVAIL) }
        self.url = url
        descriptor = listener
        Thread.detachNewThread { [weak self] in
            while case let connection = accept(listener, nil, nil), connection >= 0 {
                if let request = Self.read(connection) {
                    self?.seen.withLock { $0.append(request) }
                    Self.write(answer(request), to: connection, isHead: request.method == "HEAD")
                }
                close(connection)
            }
        }
    }

    deinit {
        // Wakes the thread in `accept`.
        shutdown(descriptor, Int32(SHUT_RDWR))
        close(descriptor)
    }

    private static func read(_ connection: Int32) -> Request? {
        var text = [UInt8]()
        var byte: UInt8 = 0
        while text.suffix(4) != [13, 10, 13, 10], recv(connection, &byte, 1, 0) == 1 { text.append(byte) }
        let lines = String(decoding: text, as: UTF8.self).split(separator: "\r\n")
        let words = lines.first?.split(separator: " ") ?? []
        guard words.count == 3 else { return nil }
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            if parts.count == 2 {
                headers[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces)
            }
        }
        return Request(method: String(words[0]), path: String(words[1]), headers: headers)
    }

    private static func write(_ response: Response, to connection: Int32, isHead: Bool) {
        var head = "HTTP/1.1 \(response.status) Status\r\nConnection: close\r\n"
        for (name, value) in response.headers { head += "\(name): \(value)\r\n" }
        if response.headers["Content-Length"] == nil { head += "Content-Length: \(response.body.count)\r\n" }
        var bytes = Array((head + "\r\n").utf8)
        if !isHead { bytes += response.body.prefix(response.dropAfter ?? response.body.count) }
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            sent += count
        }
    }
}
