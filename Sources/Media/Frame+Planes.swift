import CMedia

extension UnsafeMutablePointer<AVFrame> {
    /// The addresses and row lengths of the frame's planes, which Swift imports as tuples.
    func withPlanes<R>(
        _ body: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>, UnsafeMutablePointer<Int32>) -> R
    ) -> R {
        withUnsafeMutablePointer(to: &pointee.data) { planes in
            withUnsafeMutablePointer(to: &pointee.linesize) { strides in
                let count = Int(AV_NUM_DATA_POINTERS)
                return planes.withMemoryRebound(to: UnsafeMutablePointer<UInt8>?.self, capacity: count) { planes in
                    strides.withMemoryRebound(to: Int32.self, capacity: count) { body(planes, $0) }
                }
            }
        }
    }
}
