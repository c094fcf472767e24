import CMedia

/// Owner of a libswscale context: converts and resizes ``Picture``s from one layout to another.
final class Scaler {
    struct Layout: Equatable {
        let width: Int
        let height: Int
        let format: AVPixelFormat
    }

    let context: OpaquePointer

    /// Nil when libswscale cannot convert between the two, or memory is out.
    init?(from source: Layout, to destination: Layout, flags: Int32) {
        _ = LibAV.silenced
        guard
            let context = sws_getContext(
                Int32(source.width), Int32(source.height), source.format, Int32(destination.width),
                Int32(destination.height), destination.format, flags, nil, nil, nil)
        else { return nil }
        self.context = context
    }

    deinit { sws_freeContext(context) }

    /// The matrix between RGB and the YUV of `source` and `destination`, and whether their YUV uses all of 0...255.
    /// libswscale refuses this for sources without a matrix (RGB, grey), which need none.
    func setColour(matrix: UInt32, sourceFullRange: Bool, destinationFullRange: Bool) {
        sws_setColorspaceDetails(
            context, sws_getCoefficients(Int32(truncatingIfNeeded: matrix)), sourceFullRange ? 1 : 0,
            sws_getCoefficients(SWS_CS_DEFAULT), destinationFullRange ? 1 : 0, 0, 1 << 16, 1 << 16)
    }

    /// Converts `source` into `destination`. False when libswscale refuses or memory is out.
    func scale(_ source: Picture, into destination: Picture) -> Bool {
        guard av_frame_make_writable(destination.pointer) >= 0 else { return false }
        let height = source.pointer.pointee.height
        let rows = source.pointer.withPlanes { planes, strides in
            planes.withMemoryRebound(to: UnsafePointer<UInt8>?.self, capacity: 4) { planes in
                destination.pointer.withPlanes { sws_scale(context, planes, strides, 0, height, $0, $1) }
            }
        }
        return rows == destination.pointer.pointee.height
    }
}
