import CTorch

extension Tensor {
    /// A copy of `values` in `shape`.
    public convenience init<Element: TensorElement>(_ values: [Element], _ shape: [Int]) {
        precondition(
            values.count == shape.reduce(1, *), "\(values.count) values do not fill a tensor of shape \(shape)")
        self.init(taking: Tensor.empty(shape, dtype: Element.dtype).handle)
        if tt_has_error() { return }
        withMutableBytes { $0.copyBytes(from: values.withUnsafeBytes { Array($0) }) }
    }

    /// A view of memory that `owner` keeps alive; nothing is copied. The memory must not change while the tensor lives, and
    /// must not be written through the tensor if it is read-only (a mapped file).
    public convenience init(viewing bytes: UnsafeRawPointer, _ shape: [Int], _ dtype: DType, owner: AnyObject) {
        let retained = Unmanaged.passRetained(owner).toOpaque()
        self.init(
            taking: tt_from_bytes(
                UnsafeMutableRawPointer(mutating: bytes), shape, shape.count, dtype.rawValue, retained
            ) { owner in
                if let owner { Unmanaged<AnyObject>.fromOpaque(owner).release() }
            })
    }

    /// The elements in order, without a copy when the tensor is contiguous and on the CPU.
    public func withBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
        let host = device.isCUDA ? to(.cpu, dtype: dtype).contiguous() : contiguous()
        return try withExtendedLifetime(host) {
            try body(UnsafeRawBufferPointer(start: tt_bytes(host.handle), count: host.count * host.dtype.bytes))
        }
    }

    /// The elements in order, to be overwritten. The tensor must be contiguous and on the CPU.
    public func withMutableBytes<R>(_ body: (UnsafeMutableRawBufferPointer) throws -> R) rethrows -> R {
        precondition(isContiguous && !device.isCUDA, "only a contiguous tensor on the CPU can be written in place")
        return try withExtendedLifetime(self) {
            try body(UnsafeMutableRawBufferPointer(start: tt_mutable_bytes(handle), count: count * dtype.bytes))
        }
    }

    /// The elements in order, converted where the dtype differs.
    public func array<Element: TensorElement>(of type: Element.Type = Element.self) -> [Element] {
        let source = dtype == Element.dtype ? self : to(Element.dtype)
        return source.withBytes { Array($0.bindMemory(to: Element.self)) }
    }

    public var floats: [Float] { array() }
    public var doubles: [Double] { array() }
}

/// Swift types whose arrays become tensors and back.
public protocol TensorElement: BitwiseCopyable { static var dtype: DType { get } }

extension Float: TensorElement { public static var dtype: DType { .float32 } }
extension Double: TensorElement { public static var dtype: DType { .float64 } }
extension Int64: TensorElement { public static var dtype: DType { .int64 } }
extension Int: TensorElement { public static var dtype: DType { .int64 } }
extension Int32: TensorElement { public static var dtype: DType { .int32 } }
extension Int16: TensorElement { public static var dtype: DType { .int16 } }
extension UInt8: TensorElement { public static var dtype: DType { .uint8 } }
extension Int8: TensorElement { public static var dtype: DType { .int8 } }
extension Bool: TensorElement { public static var dtype: DType { .bool } }
