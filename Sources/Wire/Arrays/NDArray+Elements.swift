extension NDArray {
    /// Of all axes.
    public var count: Int { shape.reduce(1, *) }

    /// The elements in C order; nil for texts. True is 1; 64-bit integers beyond 2^53 are rounded.
    public var doubles: [Double]? {
        switch dtype {
        case .bool: bytes.map { $0 == 0 ? 0 : 1 }
        case .uint8: bytes.map(Double.init)
        case .int8: bytes.map { Double(Int8(bitPattern: $0)) }
        case .uint16: map(UInt16.self) { Double($0) }
        case .int16: map(UInt16.self) { Double(Int16(bitPattern: $0)) }
        case .uint32: map(UInt32.self) { Double($0) }
        case .int32: map(UInt32.self) { Double(Int32(bitPattern: $0)) }
        case .uint64: map(UInt64.self) { Double($0) }
        case .int64: map(UInt64.self) { Double(Int64(bitPattern: $0)) }
        case .float16: map(UInt16.self) { Double(Float16(bitPattern: $0)) }
        case .float32: map(UInt32.self) { Double(Float(bitPattern: $0)) }
        case .float64: map(UInt64.self) { Double(bitPattern: $0) }
        case .text: nil
        }
    }

    /// The elements of an array of texts in C order; nil for numbers, and where one is no Unicode.
    public var texts: [String]? {
        guard case .text(let width) = dtype else { return nil }
        let points = map(UInt32.self) { $0 }
        var texts: [String] = []
        for element in 0..<count {
            var scalars = points[element * width..<(element + 1) * width]
            while scalars.last == 0 { scalars.removeLast() }
            var text = String.UnicodeScalarView()
            for point in scalars {
                guard let scalar = Unicode.Scalar(point) else { return nil }
                text.append(scalar)
            }
            texts.append(String(text))
        }
        return texts
    }

    /// `values` as float32.
    ///
    /// - Precondition: they fill the shape.
    public init(float32 values: some Sequence<Double>, shape: [Int]) {
        let bits = values.map { Float($0).bitPattern.littleEndian }
        self.init(dtype: .float32, shape: shape, bytes: bits.withUnsafeBytes { Array($0) })
    }

    /// `values` as float64.
    ///
    /// - Precondition: they fill the shape.
    public init(float64 values: some Sequence<Double>, shape: [Int]) {
        let bits = values.map(\.bitPattern.littleEndian)
        self.init(dtype: .float64, shape: shape, bytes: bits.withUnsafeBytes { Array($0) })
    }

    static func bytes(of bits: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: bits.littleEndian) { Array($0) }
    }

    private func map<Bits: FixedWidthInteger, Result>(_ type: Bits.Type, _ transform: (Bits) -> Result) -> [Result] {
        bytes.withUnsafeBytes { buffer in
            stride(from: 0, to: buffer.count, by: MemoryLayout<Bits>.size).map {
                transform(Bits(littleEndian: buffer.loadUnaligned(fromByteOffset: $0, as: Bits.self)))
            }
        }
    }
}
