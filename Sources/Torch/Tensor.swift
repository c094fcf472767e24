import CTorch

/// A libtorch tensor: a multi-dimensional array with a dtype, a device and, where asked for, a gradient.
///
/// Copying the reference does not copy the numbers, as in Python. Swift's reference count *is* libtorch's: the handle is
/// imported as a reference type. Operators are methods (`x.matmul(w)`, `x.layerNorm(normalizedShape: [d])`), generated from
/// libtorch's own list into `Tensor+Ops.generated.swift`; each has its schema as its documentation.
///
/// Operators do not throw. A failure (shapes that don't fit, out of memory) traps with libtorch's message, unless the call
/// stands inside ``catchingTorchErrors(_:)``.
public final class Tensor {
    package let handle: TTTensor

    /// Adopts the result of an operator, or reports the failure that left it empty.
    init(taking handle: TTTensor?) {
        self.handle = handle ?? ErrorScope.placeholder()
    }

    /// Extent of each dimension.
    public var shape: [Int] {
        // The extents are the tensor's own memory.
        withExtendedLifetime(self) { Array(UnsafeBufferPointer(start: tt_sizes(handle), count: tt_rank(handle))) }
    }

    /// Extent of dimension `dimension`; a negative one counts from the end.
    ///
    /// Zero where there is no such dimension and a failure is pending in ``catchingTorchErrors(_:)``, so that forward code
    /// runs to the end of its scope.
    public func size(_ dimension: Int) -> Int {
        let rank = tt_rank(handle)
        let index = dimension < 0 ? dimension + rank : dimension
        guard index >= 0, index < rank else {
            precondition(tt_has_error(), "dimension \(dimension) of a tensor of shape \(shape)")
            return 0
        }
        return withExtendedLifetime(self) { tt_sizes(handle)[index] }
    }

    /// Number of dimensions.
    public var rank: Int { tt_rank(handle) }

    /// Number of elements.
    public var count: Int { shape.reduce(1, *) }

    public var dtype: DType { DType(rawValue: tt_dtype(handle)) ?? .float32 }

    public var device: Device { Device(c: tt_device(handle)) }

    public var isContiguous: Bool { tt_is_contiguous(handle) }

    /// The only element of a tensor, as a number.
    public var double: Double { item().double }
}
