import Distributed
import Foundation
import Testing
import Torch

/// Two layers and a bias that is used only where asked: enough for order, buckets and unused parameters.
private struct MLP {
    let parameters: [Tensor]

    init(dtype: DType = .float32) {
        parameters = [
            Tensor.normal([16, 8], seed: 1), Tensor.normal([16], seed: 2), Tensor.normal([4, 16], seed: 3),
            Tensor.normal([4], seed: 4), Tensor.normal([4], seed: 5),
        ].map { $0.to(dtype) }
        for parameter in parameters { parameter.requiresGrad = true }
    }

    /// The mean square of the outputs for x [B, 8].
    func loss(_ x: Tensor, extra: Bool = false, between: Tensor? = nil) -> Tensor {
        var hidden = x.linear(parameters[0], bias: parameters[1]).tanh()
        if let between { hidden = hidden * between }
        let output = hidden.linear(parameters[2], bias: parameters[3])
        return (extra ? output + parameters[4] : output).square().mean()
    }

    var gradients: [[Double]?] { parameters.map { $0.grad?.doubles } }
}

@Suite struct GradientReducerTests {
    /// Four samples per rank.
    private static func batch(_ rank: Int, dtype: DType = .float32) -> Tensor {
        Tensor.normal([8, 8], seed: 9).narrow(dim: 0, start: 4 * rank, length: 4).to(dtype)
    }

    private static func expectEqual(_ left: [[Double]?], _ right: [[Double]?], within tolerance: Double) {
        #expect(left.map { $0?.count } == right.map { $0?.count })
        for (left, right) in zip(left, right) {
            let largest = zip(left ?? [], right ?? []).map { abs($0 - $1) }.max() ?? 0
            #expect(largest <= tolerance)
        }
    }

    /// 1 byte: a bucket for each parameter; 300: the last three and the first two; all in one.
    @Test(arguments: [1, 300, 25 << 20])
    func equalsTheDoubledBatch(bucketBytes: Int) throws {
        let single = MLP()
        single.loss(Tensor.normal([8, 8], seed: 9)).backward()
        let averaged = try ranks { group in
            let model = MLP()
            let reducer = GradientReducer(model.parameters, group: group, bucketBytes: bucketBytes)
            // Twice: the second step must not see anything of the first.
            for _ in 0..<2 {
                model.parameters.forEach { $0.clearGrad() }
                reducer.prepare(sync: true)
                model.loss(Self.batch(group.rank)).backward()
                try reducer.finish()
            }
            return model.gradients
        }
        // The same numbers in another order of additions.
        for gradients in averaged { Self.expectEqual(gradients, single.gradients, within: 1e-6) }
        #expect(averaged[0] == averaged[1])
        // Nobody used the last parameter, and it has no gradient, as in the single process.
        #expect(averaged[0][4] == nil)
    }

    @Test func onlyTheLastMicroBatchIsSummed() throws {
        let single = MLP()
        for half in [0, 2] {
            for rank in 0..<2 {
                (single.loss(Self.batch(rank).narrow(dim: 0, start: half, length: 2)) / 2).backward()
            }
        }
        let averaged = try ranks { group in
            let model = MLP()
            let reducer = GradientReducer(model.parameters, group: group, bucketBytes: 300)
            for half in [0, 2] {
                reducer.prepare(sync: half == 2)
                model.loss(Self.batch(group.rank).narrow(dim: 0, start: half, length: 2)).backward()
                if half == 0 { try reducer.finish() }
            }
            try reducer.finish()
            return model.gradients
        }
        for gradients in averaged { Self.expectEqual(gradients, single.gradients, within: 1e-6) }
    }

    @Test(arguments: [1, 300])
    func whatOneRankDidNotUseCountsAsZero(bucketBytes: Int) throws {
        // By a model of its own: in the group the average may be there before backward has ended.
        let alone = MLP()
        alone.loss(Self.batch(1), extra: true).backward()
        let half = try #require(alone.gradients[4]).map { $0 / 2 }
        let averaged = try ranks { group in
            let model = MLP()
            let reducer = GradientReducer(model.parameters, group: group, bucketBytes: bucketBytes)
            reducer.prepare(sync: true)
            model.loss(Self.batch(group.rank), extra: group.rank == 1).backward()
            if group.rank == 0 { #expect(model.gradients[4] == nil) }
            try reducer.finish()
            return model.gradients
        }
        for gradients in averaged { Self.expectEqual([gradients[4]], [half], within: 1e-6) }
    }

    @Test func bfloat16StaysBfloat16() throws {
        let single = MLP(dtype: .bfloat16)
        single.loss(Tensor.normal([8, 8], seed: 9).to(.bfloat16)).backward()
        let averaged = try ranks { group in
            let model = MLP(dtype: .bfloat16)
            let reducer = GradientReducer(model.parameters, group: group)
            reducer.prepare(sync: true)
            model.loss(Self.batch(group.rank, dtype: .bfloat16)).backward()
            try reducer.finish()
            #expect(model.parameters[0].grad?.dtype == .bfloat16)
            return model.gradients
        }
        #expect(averaged[0] == averaged[1])
        // Eight bits of a number: gradients of up to 2 are 1/128 apart, and each side rounds a few times.
        for gradients in averaged { Self.expectEqual(gradients, single.gradients, within: 0.05) }
    }

    @Test func sumsAreThereBeforeBackwardEnds() throws {
        let early = try ranks { group in
            let model = MLP()
            let reducer = GradientReducer(model.parameters, group: group, bucketBytes: 1)
            // Between the layers, time for the sums of the upper one; at the end of backward, a look at them.
            let (between, end) = (Tensor.ones([16]), Self.batch(group.rank))
            var seen: [Double]?
            between.requiresGrad = true
            between.onGradient { Thread.sleep(forTimeInterval: 0.5) }
            end.requiresGrad = true
            end.onGradient { seen = model.gradients[4] }
            reducer.prepare(sync: true)
            model.loss(end * 1, extra: true, between: between).backward()
            try reducer.finish()
            return (seen, model.gradients[4])
        }
        for (seen, final) in early { #expect(seen != nil && seen == final) }
    }

    @Test func twoBackwardsAreAnError() throws {
        let results = try withRanks { group in
            let model = MLP()
            let reducer = GradientReducer(model.parameters, group: group)
            reducer.prepare(sync: true)
            model.loss(Self.batch(group.rank)).backward()
            model.loss(Self.batch(group.rank)).backward()
            try reducer.finish()
        }
        for result in results { #expect(result.error as? DistributedError == .secondBackward) }
    }

    @Test func whoDiesInBackwardIsReported() throws {
        let results = try withRanks { group in
            let model = MLP()
            let reducer = GradientReducer(model.parameters, group: group)
            if group.rank == 1 { return group.abort(reason: "NaN in the loss") }
            reducer.prepare(sync: true)
            model.loss(Self.batch(group.rank), extra: true).backward()
            try reducer.finish()
        }
        #expect(results[0].error as? DistributedError == .peerFailed(rank: 1, reason: "NaN in the loss"))
    }

    @Test func aloneGradientsStayAsTheyAre() throws {
        let model = MLP()
        let reducer = GradientReducer(model.parameters, group: try ProcessGroup(.single))
        reducer.prepare(sync: true)
        model.loss(Self.batch(0)).backward()
        let own = model.gradients
        try reducer.finish()
        #expect(model.gradients == own)
    }
}
