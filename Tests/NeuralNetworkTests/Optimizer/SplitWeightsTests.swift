import NeuralNetwork
import Testing
import Torch

@Suite struct SplitWeightsTests {
    /// All 65536 upper halves (every sign, exponent and mantissa of bfloat16) with lower halves around each border.
    private static let patterns: [UInt32] = (0...UInt32(UInt16.max)).flatMap { high in
        ([0, 1, 0x7fff, 0x8000, 0x8001, 0xffff] as [UInt32]).map { high << 16 | $0 }
    }

    private static func bits(_ tensor: Tensor) -> [UInt32] {
        tensor.withBytes { Array($0.bindMemory(to: UInt32.self)) }
    }

    private static func halves(_ tensor: Tensor) -> [UInt16] {
        tensor.withBytes { Array($0.bindMemory(to: UInt16.self)) }
    }

    @Test func everyBitPatternComesBack() {
        let weights = SplitWeights(master: Tensor(Self.patterns.map(Float.init(bitPattern:)), [Self.patterns.count]))
        let different = zip(Self.bits(weights.master), Self.patterns).filter { $0 != $1 }
        #expect(different.isEmpty, "\(different.count), the first \(different.prefix(1))")
        #expect(weights.high.dtype == .bfloat16 && weights.low.dtype == .int16)
    }

    /// What the model computes with is libtorch's cast, infinity for the largest numbers included; ties go away from
    /// zero.
    @Test func theUpperHalfIsTheCast() {
        let finite = Self.patterns.filter { Float(bitPattern: $0).isFinite }
        let master = Tensor(finite.map(Float.init(bitPattern:)), [finite.count])
        let (high, cast) = (Self.halves(SplitWeights(master: master).high), Self.halves(master.to(.bfloat16)))
        let different = finite.indices.filter {
            let isTie = finite[$0] & 0xffff == 0x8000
            return high[$0] != (isTie ? UInt16(finite[$0] >> 16) + 1 : cast[$0])
        }
        #expect(different.isEmpty, "\(different.count), the first of \(different.prefix(1).map { finite[$0] })")
    }

    @Test func leavesTakeWhatIsKnownOfThem() {
        let master = Tensor.normal([300], seed: 1)
        let (known, unknown) = (Leaf("a", master.to(.bfloat16)), Leaf("b", master.to(.bfloat16)))
        let optimizer = AdamW([("a", known.tensor, master, true), ("b", unknown.tensor, nil, true)])
        #expect(optimizer.parameters[0].master.floats == master.floats)
        #expect(optimizer.parameters[1].master.floats == master.to(.bfloat16).floats)
        let full = Leaf("d", master * 0)
        #expect(AdamW([("d", full.tensor, master, true)]).parameters[0].tensor.floats == master.floats)
    }
}
