import Foundation
import Testing
import Torch

@Suite struct GradientHookTests {
    @Test func hooksFireAfterTheirGradientIsThere() {
        let (first, second) = (Tensor([2] as [Float], [1]), Tensor([3] as [Float], [1]))
        var seen: [String] = []
        let caller = Thread.current
        for (name, leaf) in [("first", first), ("second", second)] {
            leaf.requiresGrad = true
            leaf.onGradient { [unowned leaf] in
                #expect(Thread.current === caller)
                seen.append("\(name) \(leaf.grad?.floats ?? [])")
            }
        }
        ((first * first).tanh() * second).sum().backward()
        #expect(seen.count == 2 && seen[0].hasPrefix("second [0.99"))
        second.removeGradientHook()
        (second * 2).sum().backward()
        #expect(seen.count == 2)
    }

    @Test func aHookGoesWithItsTensor() {
        final class Witness {}
        weak var witness: Witness?
        do {
            let (leaf, own) = (Tensor.ones([1]), Witness())
            witness = own
            leaf.requiresGrad = true
            leaf.onGradient { _ = own }
            #expect(witness != nil)
        }
        #expect(witness == nil)
    }
}
