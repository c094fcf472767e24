extension NDArray {
    /// Axes of an array; numpy itself stops at 64.
    private static let maximumAxes = 32

    /// An array whose shape a message claims. Throws ``WireError/badArray(reason:)`` where the bytes do not fill it.
    init(checking dtype: NumpyDType, shape: [Int], bytes: ArraySlice<UInt8>) throws(WireError) {
        let needed = try Self.size(of: dtype, shape: shape)
        guard bytes.count == needed else {
            throw .badArray(
                reason: "\(dtype) \(shape) needs \(needed) bytes, but has \(bytes.count); send the array whole")
        }
        self.init(dtype: dtype, shape: shape, bytes: Array(bytes))
    }

    /// Bytes of an array of that shape.
    static func size(of dtype: NumpyDType, shape: [Int]) throws(WireError) -> Int {
        guard shape.count <= maximumAxes else {
            throw .badArray(reason: "it has \(shape.count) axes, more than \(maximumAxes)")
        }
        var size = dtype.bytes
        for axis in shape {
            guard axis >= 0 else { throw .badArray(reason: "its shape \(shape) has a negative axis") }
            let (product, overflow) = size.multipliedReportingOverflow(by: axis)
            guard !overflow else { throw .badArray(reason: "its shape \(shape) is larger than any memory") }
            size = product
        }
        return size
    }

    /// The same elements in C order, where `bytes` hold them in Fortran order: the first axis moves fastest.
    init(fortran dtype: NumpyDType, shape: [Int], bytes: ArraySlice<UInt8>) throws(WireError) {
        let array = try NDArray(checking: dtype, shape: shape, bytes: bytes)
        guard shape.filter({ $0 > 1 }).count > 1, !array.bytes.isEmpty else {
            self = array
            return
        }
        var strides: [Int] = []
        var stride = dtype.bytes
        for axis in shape {
            strides.append(stride)
            stride *= axis
        }
        self.init(
            dtype: dtype, shape: shape,
            bytes: array.bytes[...].gathered(shape: shape, strides: strides, width: dtype.bytes, from: 0))
    }
}

extension ArraySlice<UInt8> {
    /// Elements of `width` bytes in C order of `shape`, where the next along an axis is `strides` bytes away.
    ///
    /// - Parameter start: of the first element, from the beginning of the slice.
    /// - Precondition: every element lies within the slice, and no axis is 0.
    func gathered(shape: [Int], strides: [Int], width: Int, from start: Int) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(shape.reduce(width, *))
        var index = Array<Int>(repeating: 0, count: shape.count)
        var offset = startIndex + start
        while true {
            result.append(contentsOf: self[offset..<offset + width])
            var axis = shape.count - 1
            while axis >= 0 {
                index[axis] += 1
                offset += strides[axis]
                if index[axis] < shape[axis] { break }
                offset -= strides[axis] * shape[axis]
                index[axis] = 0
                axis -= 1
            }
            if axis < 0 { return result }
        }
    }
}
