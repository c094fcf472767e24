import Testing
import Wire

@Suite struct NpyFileTests {
    private static let written: [(file: [UInt8], array: NDArray)] = [
        (Messages.npyFloats, NDArray(float32: (0..<6).map { Double($0) - 2.5 }, shape: [2, 3])),
        (Messages.npyDoubles, NDArray(float64: [1e-300, -0.0, .pi], shape: [3])),
        (Messages.npyScalar, NDArray(dtype: .uint8, shape: [], bytes: [7])),
        (Messages.npyBytes, NDArray(dtype: .uint8, shape: [1, 2, 4, 3], bytes: Array(0..<24))),
        (Messages.npyEmpty, NDArray(dtype: .float32, shape: [0, 3], bytes: [])),
        (Messages.npyLongShape, NDArray(float64: [0], shape: Array(repeating: 1, count: 24))),
        (Messages.npyBool, NDArray(dtype: .bool, shape: [3], bytes: [1, 0, 1])),
    ]

    @Test(arguments: written.indices) func numpysFilesAreRead(index: Int) throws {
        #expect(try NpyFile.decode(Self.written[index].file) == Self.written[index].array)
    }

    @Test(arguments: written.indices) func filesAreWrittenByteForByteAsNumpyDoes(index: Int) {
        #expect(NpyFile.encode(Self.written[index].array) == Self.written[index].file)
    }

    @Test func laterVersionsAreRead() throws {
        for file in [Messages.npyVersion2, Messages.npyVersion3] {
            let array = try NpyFile.decode(file)
            #expect(array.dtype == .int64)
            #expect(array.doubles == [1, 2])
        }
    }

    @Test func fortranOrderIsTurned() throws {
        let array = try NpyFile.decode(Messages.npyFortran)
        #expect(array.shape == [2, 3, 4])
        #expect(array.doubles == (0..<24).map { Double($0) - 5 })
    }

    @Test func textsAreRead() throws {
        let array = try NpyFile.decode(Messages.npyText)
        #expect(array.shape == [2, 2])
        #expect(array.texts == ["pick", "räum 漢😀", "", "a b"])
        #expect(array.doubles == nil)
    }

    @Test func otherNumbersAreRead() throws {
        #expect(try NpyFile.decode(Messages.npyHalves).doubles == [0.5, -2, 65504])
        #expect(try NpyFile.decode(Messages.npyUnsigned).doubles == [0, 0x1p64])
    }

    @Test(
        arguments: [
            (Messages.npyBigEndian, "big-endian"), (Messages.npyObjects, "Python objects"),
            (Messages.npyRecords, "records"), (Messages.npyComplex, "'<c8' is not supported"),
        ])
    func otherElementsAreRefusedByName(file: [UInt8], reason: String) {
        #expect(refusal { _ = try NpyFile.decode(file) }.contains(reason))
    }

    @Test(
        arguments: [
            ("(-1, 3)", "negative"), ("(-1, -3)", "negative"),
            ("(9223372036854775807, 9223372036854775807)", "larger than any memory"),
            ("(0, 9223372036854775807, 9223372036854775807)", "needs 0 bytes"),
            ("(4611686018427387904, 4611686018427387904, 0)", "larger than any memory"),
            ("(1000000000,)", "needs 4000000000 bytes"),
            ("(99999999999999999999,)", "is no size"), ("(2.5,)", "expected ')'"), ("[2, 3]", "expected '('"),
            ("(2, 3", "'' is no size"), ("(1" + String(repeating: ", 1", count: 40) + ")", "41 axes"),
        ])
    func hostileShapesAreRefused(shape: String, reason: String) {
        let file = Self.file("{'descr': '<f4', 'fortran_order': False, 'shape': \(shape), }", content: 24)
        #expect(refusal { _ = try NpyFile.decode(file) }.contains(reason))
    }

    @Test(
        arguments: [
            ("{'descr': '<U0', 'fortran_order': False, 'shape': (9, 9), }", "not supported"),
            ("{'descr': '<U-4', 'fortran_order': False, 'shape': (9, 9), }", "not supported"),
            ("{'descr': '<f4', 'fortran_order': Maybe, 'shape': (), }", "True or False"),
            ("{'descr': '<f4', 'fortran_order': False, }", "lacks"),
            ("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (), }", "unexpected key"),
            ("{'__import__': 1}", "unexpected key"), ("", "expected '{'"), ("{'descr", "cut off"),
        ])
    func damagedHeadersAreRefused(header: String, reason: String) {
        #expect(refusal { _ = try NpyFile.decode(Self.file(header, content: 24)) }.contains(reason))
    }

    @Test func filesCutAnywhereOrTooLongAreRefused() {
        for end in Messages.npyFloats.indices {
            #expect(throws: WireError.self) { try NpyFile.decode(Array(Messages.npyFloats[..<end])) }
        }
        #expect(refusal { _ = try NpyFile.decode(Messages.npyFloats + [0]) }.contains("needs 24 bytes, but has 25"))
    }

    private static func file(_ header: String, content: Int) -> [UInt8] {
        [0x93] + "NUMPY".utf8 + [1, 0, UInt8(header.utf8.count & 255), UInt8(header.utf8.count >> 8)] + header.utf8
            + Array(repeating: 0, count: content)
    }
}
