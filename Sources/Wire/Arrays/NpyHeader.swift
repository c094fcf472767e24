/// The header of a `.npy` file: a Python dictionary such as
/// `{'descr': '<f4', 'fortran_order': False, 'shape': (16, 7), }`.
struct NpyHeader {
    let dtype: NumpyDType
    let isFortranOrder: Bool
    let shape: [Int]

    init(_ bytes: [UInt8], in range: Range<Int>) throws(WireError) {
        var scanner = Scanner(reader: ByteReader(bytes, in: range, format: ".npy"))
        var (dtype, isFortranOrder, shape): (NumpyDType?, Bool?, [Int]?)
        try scanner.expect("{")
        while !scanner.accept("}") {
            let key = try scanner.text()
            try scanner.expect(":")
            switch key {
            case "descr" where dtype == nil:
                guard !scanner.accept("[") else {
                    throw .badArray(reason: "its elements are records; send one plain array per field")
                }
                dtype = try NumpyDType(descriptor: scanner.text())
            case "fortran_order" where isFortranOrder == nil: isFortranOrder = try scanner.truth()
            case "shape" where shape == nil: shape = try scanner.tuple()
            default: throw scanner.reader.failure("unexpected key '\(key.prefix(40))' in the header")
            }
            if !scanner.accept(",") {
                try scanner.expect("}")
                break
            }
        }
        guard let dtype, let isFortranOrder, let shape else {
            throw scanner.reader.failure("the header lacks descr, fortran_order or shape")
        }
        self.dtype = dtype
        self.isFortranOrder = isFortranOrder
        self.shape = shape
    }

    private struct Scanner {
        var reader: ByteReader

        /// Steps over the character if it comes next, white space aside.
        mutating func accept(_ character: Unicode.Scalar) -> Bool {
            while let next = reader.next, next == 0x20 || next == 0x0A { reader.advance() }
            guard let next = reader.next, next == UInt8(ascii: character) else { return false }
            reader.advance()
            return true
        }

        mutating func expect(_ character: Unicode.Scalar) throws(WireError) {
            guard accept(character) else { throw reader.failure("expected '\(character)' in the header") }
        }

        mutating func text() throws(WireError) -> String {
            let quote: UInt8 = accept("\"") ? 0x22 : 0x27
            if quote == 0x27 { try expect("'") }
            let start = reader.position
            while try reader.byte() != quote {}
            return try reader.text(start..<reader.position - 1)
        }

        mutating func word() throws(WireError) -> String {
            _ = accept(" ")
            let start = reader.position
            while let next = reader.next, next.isWordCharacter { reader.advance() }
            return try reader.text(start..<reader.position)
        }

        mutating func truth() throws(WireError) -> Bool {
            switch try word() {
            case "True": return true
            case "False": return false
            default: throw reader.failure("fortran_order must be True or False")
            }
        }

        mutating func tuple() throws(WireError) -> [Int] {
            try expect("(")
            var axes: [Int] = []
            while !accept(")") {
                let word = try word()
                // Python 2 wrote its long integers with an L.
                guard let axis = Int(word.hasSuffix("L") ? String(word.dropLast()) : word) else {
                    throw reader.failure("'\(word.prefix(40))' is no size of an axis")
                }
                axes.append(axis)
                if !accept(",") {
                    try expect(")")
                    break
                }
            }
            return axes
        }
    }
}

extension UInt8 {
    /// Of Python's words and whole numbers.
    fileprivate var isWordCharacter: Bool {
        switch self {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2B: true
        default: false
        }
    }
}
