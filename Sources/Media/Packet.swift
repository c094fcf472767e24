import CMedia

/// Owner of an AVPacket: a piece of compressed data.
final class Packet {
    let pointer: UnsafeMutablePointer<AVPacket>

    /// Nil when memory is out.
    init?() {
        guard let packet = av_packet_alloc() else { return nil }
        pointer = packet
    }

    deinit {
        var freeing: UnsafeMutablePointer<AVPacket>? = pointer
        av_packet_free(&freeing)
    }
}
