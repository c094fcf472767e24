import Testing
import Wire

@Suite struct MessagePackTests {
    private static let scalars: [WireValue] =
        [.null, .bool(true), .bool(false)]
        + [
            0, 127, 128, 255, 256, 65535, 65536, 4_294_967_295, 4_294_967_296, .max,
            -1, -32, -33, -128, -129, -32768, -32769, -2_147_483_648, -2_147_483_649, .min,
        ].map(WireValue.int)
        + [
            .double(0.5), .double(-1e300),
            .string(""), .string(String(repeating: "a", count: 31)), .string(String(repeating: "b", count: 32)),
            .string(String(repeating: "c", count: 256)), .string("é漢"),
            .bytes([]), .bytes([0, 255]), .bytes(Array(repeating: 0x78, count: 256)),
            .list([]), .map([]), .map([WireField("k", .list([.map([WireField("n", .null)])]))]),
            .list((0..<16).map(WireValue.int)), .map((0..<16).map { WireField("\($0)", .int($0)) }),
        ]

    @Test func pythonsValuesAreRead() throws {
        #expect(try MessagePack.decode(Messages.scalars) == .list(Self.scalars))
    }

    @Test func valuesAreWrittenAsPythonWritesThem() {
        #expect(MessagePack.encode(.list(Self.scalars), arrays: .npy) == Messages.scalars)
    }

    @Test func longContainersComeBack() throws {
        let value = WireValue.list([
            .list((0..<70_000).map { _ in .null }), .string(String(repeating: "é", count: 40_000)),
            .bytes(Array(repeating: 1, count: 70_000)),
        ])
        #expect(try MessagePack.decode(MessagePack.encode(value, arrays: .npy)) == value)
    }

    @Test func single32BitFloatsAreRead() throws {
        #expect(try MessagePack.decode([0xCA, 0x3F, 0xC0, 0, 0]) == .double(1.5))
    }

    @Test(arguments: [ArrayForm.npy, .openPI])
    func arraysComeBack(form: ArrayForm) throws {
        let value = WireValue.map([
            WireField("a", .array(NDArray(float32: [1, 2.5, -3, 4, 5, 6], shape: [2, 3]))),
            WireField("data", .bytes([1, 2])), WireField("as_npy", .bytes([3])),
        ])
        #expect(try MessagePack.decode(MessagePack.encode(value, arrays: form)) == value)
    }

    @Test(
        arguments: [
            ([0xDD, 0xFF, 0xFF, 0xFF, 0xFF], "is cut off"),
            ([0xDF, 0xFF, 0xFF, 0xFF, 0xFF, 1, 1], "is cut off"),
            ([0xC6, 0xFF, 0xFF, 0xFF, 0xFF, 0], "needs 4294967295 bytes and 1 are left"),
            ([0xDB, 0x80, 0, 0, 0], "is cut off"),
            ([], "is cut off"),
            ([0xC1, 0xFF], "0xc1, which begins no value"),
            ([0xC0, 0xC0], "after the end"),
            ([0xD4, 1, 2], "extension"),
            ([0xC7, 0, 5], "extension"),
            ([0xCF, 0x80, 0, 0, 0, 0, 0, 0, 0], "2^63"),
            ([0xA2, 0xC3, 0x28], "not UTF-8"),
            ([0x81, 0x01, 0x02], "no text"),
            ([0x82, 0xA1, 0x61, 1, 0xA1, 0x61, 2], "'a' occurs twice"),
            ([0x82, 0xA1, 0x61, 1, 0xC4, 1, 0x61, 2], "'a' occurs twice"),
        ] as [([UInt8], String)])
    func damagedMessagesAreRefused(message: [UInt8], reason: String) {
        #expect(refusal { _ = try MessagePack.decode(message) }.contains(reason))
    }

    @Test func deepMessagesAreRefused() {
        let bomb = Array(repeating: UInt8(0x91), count: 1_000_000) + [0xC0]
        #expect(refusal { _ = try MessagePack.decode(bomb) }.contains("deeper than 32"))
        let maps = [[UInt8]](repeating: [0x81, 0xA0], count: 40).joined() + [0xC0]
        #expect(refusal { _ = try MessagePack.decode(Array(maps)) }.contains("deeper than 32"))
    }

    @Test func messagesOfTooManyValuesAreRefused() {
        let many = [0xDD, 0, 2, 0, 0] as [UInt8] + Array(repeating: 0xC0, count: 1 << 17)
        #expect(refusal { _ = try MessagePack.decode(many) }.contains("more than 100000 values"))
        var limits = WireLimits()
        limits.bytes = 3
        #expect(refusal { _ = try MessagePack.decode([0x93, 1, 2, 3], limits: limits) }.contains("4 bytes"))
    }

    @Test func messagesCutAnywhereAreRefused() {
        for end in Messages.scalars.indices {
            #expect(throws: WireError.self) { try MessagePack.decode(Array(Messages.scalars[..<end])) }
        }
    }
}
