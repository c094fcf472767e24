import Testing
import Torch

@Suite struct TensorTests {
    @Test func arithmeticAndAutograd() {
        let x = Tensor.ones([2, 3])
        x.requiresGrad = true
        let loss = (x * x).matmul(Tensor.full([3, 4], fillValue: 0.5)).softmax(dim: -1).sum()
        #expect(abs(loss.double - 2) < 1e-6)
        (x * x * 3.0).sum().backward()
        #expect(x.grad?.floats == Array(repeating: 6, count: 6))
        #expect(withNoGrad { (x * x).requiresGrad } == false)
    }

    @Test func memoryGoesInAndOut() {
        let values: [Float] = [1, 2, 3, 4, 5, 6]
        let x = Tensor(values, [2, 3])
        #expect(x.transpose(0, 1).floats == [1, 4, 2, 5, 3, 6])
        #expect(x.to(.bfloat16).doubles == values.map(Double.init))
        #expect(x.shape == [2, 3] && x.size(-1) == 3 && x.dtype == .float32)
        #expect(Tensor([Int64(1), 2], [2]).dtype == .int64)
    }

    @Test func viewedMemoryLivesAsLongAsTheTensor() {
        final class Owner {
            let memory = UnsafeMutablePointer<Float>.allocate(capacity: 2)
            let onRelease: () -> Void
            init(_ onRelease: @escaping () -> Void) {
                self.onRelease = onRelease
                memory.initialize(repeating: 7, count: 2)
            }
            deinit {
                memory.deallocate()
                onRelease()
            }
        }
        var released = false
        var view: Tensor?
        do {
            let owner = Owner { released = true }
            view = Tensor(viewing: owner.memory, [2], .float32, owner: owner)
        }
        #expect(!released && view?.floats == [7, 7])
        view = nil
        #expect(released)
    }

    @Test func failuresBecomeOneErrorInAScope() throws {
        let error = #expect(throws: TorchError.self) {
            try catchingTorchErrors {
                let bad = Tensor.ones([2, 3]).matmul(Tensor.ones([2, 3]))
                #expect(bad.size(1) == 0)
                _ = bad.split(into: 2, dimension: 1).map { $0.unsqueeze(dim: 5) }
                return bad.sum().double
            }
        }
        #expect(error?.description.contains("2x3") == true)
        #expect(try catchingTorchErrors { Tensor.ones([2]).sum().double } == 2)
    }

    @Test func cudaSaysWhatIsMissing() throws {
        do { _ = try Device.cuda() } catch let error as TorchError { #expect(error.description.hasPrefix("CUDA: ")) }
    }
}

@Suite struct RandomTests {
    @Test func seedsDecideAndThreadsDoNot() async {
        let alone = Tensor.normal([1000], seed: 7).floats
        let together = await withTaskGroup(of: [Float].self) { group in
            for seed: UInt64 in [7, 1, 7, 2, 7, 3] { group.addTask { Tensor.normal([1000], seed: seed).floats } }
            return await group.reduce(into: [[Float]]()) { $0.append($1) }
        }
        #expect(together.count { $0 == alone } == 3)
        #expect(abs(alone.reduce(0, +) / 1000) < 0.15)
    }
}
