import Foundation

/// The network interface that the user chose for Gloo, by the variable that PyTorch reads too.
enum GlooInterface {
    static var chosen: String? {
        ProcessInfo.processInfo.environment["GLOO_SOCKET_IFNAME"].flatMap { $0.isEmpty ? nil : $0 }
    }
}
