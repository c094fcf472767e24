import CMedia

/// Owner of an AVFrame with its own padded memory: the pixels of an ``Image`` on their way into an encoder.
final class Picture {
    let pointer: UnsafeMutablePointer<AVFrame>

    /// Nil when memory is out.
    init?(width: Int, height: Int, format: AVPixelFormat) {
        var allocated = av_frame_alloc()
        guard let frame = allocated else { return nil }
        frame.pointee.width = Int32(width)
        frame.pointee.height = Int32(height)
        frame.pointee.format = format.rawValue
        guard av_frame_get_buffer(frame, 0) >= 0 else {
            av_frame_free(&allocated)
            return nil
        }
        pointer = frame
    }

    deinit {
        var freeing: UnsafeMutablePointer<AVFrame>? = pointer
        av_frame_free(&freeing)
    }

    /// Copies `image`, which has this picture's size, into this RGB24 picture. False when memory is out.
    ///
    /// The copy is for libswscale and the encoders: they read whole vectors, past the end of an array's rows.
    func fill(with image: Image) -> Bool {
        // An encoder may still hold the last contents.
        guard av_frame_make_writable(pointer) >= 0 else { return false }
        pointer.withPlanes { planes, strides in
            guard let plane = planes[0] else { return }
            let rowBytes = image.width * 3
            image.pixels.withUnsafeBufferPointer { pixels in
                guard let source = pixels.baseAddress else { return }
                for row in 0..<image.height {
                    (plane + row * Int(strides[0])).update(from: source + row * rowBytes, count: rowBytes)
                }
            }
        }
        return true
    }

    /// The pixels of this RGB24 picture.
    func image() -> Image {
        let (width, height) = (Int(pointer.pointee.width), Int(pointer.pointee.height))
        let rowBytes = width * 3
        let pixels = [UInt8](unsafeUninitializedCapacity: rowBytes * height) { buffer, count in
            count = pointer.withPlanes { planes, strides in
                guard let plane = planes[0], let destination = buffer.baseAddress else { return 0 }
                for row in 0..<height {
                    (destination + row * rowBytes).initialize(from: plane + row * Int(strides[0]), count: rowBytes)
                }
                return rowBytes * height
            }
        }
        return Image(height: height, width: width, pixels: pixels)
    }
}
