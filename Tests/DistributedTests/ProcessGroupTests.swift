import Distributed
import Foundation
import Testing
import Torch

@Suite struct ProcessGroupTests {
    @Test(arguments: [DType.float32, .bfloat16, .float64, .int64])
    func sums(dtype: DType) throws {
        // Small whole numbers are exact in bfloat16 too.
        let sums = try ranks(3) { group in
            let tensor = Tensor.full([2, 5], fillValue: Scalar(group.rank + 1), dtype: dtype)
            try group.allReduce(tensor)
            return tensor.doubles
        }
        #expect(sums == Array(repeating: Array(repeating: 6, count: 10), count: 3))
    }

    @Test func viewsWithGapsKeepWhatIsBetween() throws {
        let sums = try ranks { group in
            let matrix = Tensor([1, 2, 3, 4] as [Float], [2, 2])
            try group.allReduce(matrix.select(dim: 1, index: 1))
            return matrix.floats
        }
        #expect(sums == [[1, 4, 3, 8], [1, 4, 3, 8]])
    }

    @Test func broadcastsFromAnyRank() throws {
        let values = try ranks(3) { group in
            let tensor = Tensor([Float(group.rank), 7], [2])
            tensor.requiresGrad = true
            try group.broadcast(tensor, from: 2)
            return tensor.floats
        }
        #expect(values == [[2, 7], [2, 7], [2, 7]])
    }

    @Test func gathersAsManyAsEachGives() throws {
        let gathered = try ranks(3) { group in
            try group.barrier()
            #expect(try group.gather([]) == [[], [], []])
            return try group.gather((0..<group.rank).map { Double($0) + 0.5 })
        }
        #expect(gathered == Array(repeating: [[], [0.5], [0.5, 1.5]], count: 3))
    }

    @Test func aloneNobodyIsAsked() throws {
        let group = try ProcessGroup(.single, timeout: .seconds(1))
        let tensor = Tensor([3] as [Float], [1])
        try group.allReduce(tensor)
        try group.broadcast(tensor)
        try group.barrier()
        #expect(tensor.floats == [3])
        #expect(try group.gather([1, 2]) == [[1, 2]])
        group.abort(reason: "nobody reads this")
    }

    @Test func nvidiasBackendIsNotPretended() {
        #expect(throws: DistributedError.notBuilt(backend: .nccl)) { try ProcessGroup(.single, backend: .nccl) }
    }

    @Test func whoFailsSaysWhy() throws {
        for failing in [0, 2] {
            let results = try withRanks(3) { group in
                try group.barrier()
                if group.rank == failing {
                    group.abort(reason: "episode 7 is damaged")
                    throw CancellationError()
                }
                try group.allReduce(.ones([10]))
            }
            for (rank, result) in results.enumerated() where rank != failing {
                #expect(
                    result.error as? DistributedError == .peerFailed(rank: failing, reason: "episode 7 is damaged"))
            }
        }
    }

    @Test func whoIsBusyNoticesToo() throws {
        let results = try withRanks { group in
            try group.barrier()
            if group.rank == 1 { return group.abort(reason: "no more memory") }
            for _ in 0..<200 {
                try group.check()
                Thread.sleep(forTimeInterval: 0.05)
            }
        }
        #expect(results[0].error as? DistributedError == .peerFailed(rank: 1, reason: "no more memory"))
    }

    @Test func whoIsDoneEarlyIsNamed() throws {
        let results = try withRanks { group in
            try group.barrier()
            if group.rank == 0 { try group.allReduce(.ones([10])) }
        }
        guard case .peersLeft([1], "all-reduce")? = results[0].error as? DistributedError else {
            Issue.record("\(results[0])")
            return
        }
    }

    @Test func whatCouldNotBeComputedIsNotSummed() throws {
        let results = try withRanks { group in
            try catchingTorchErrors { try group.allReduce(Tensor.ones([2, 3]).matmul(.ones([2, 3]))) }
        }
        for result in results { #expect((result.error as? TorchError)?.description.contains("2x3") == true) }
    }

    @Test func nobodyComes() throws {
        let rendezvous = Rendezvous(rank: 0, worldSize: 2, masterPort: try LoopbackPort.free())
        let error = #expect(throws: DistributedError.self) { try ProcessGroup(rendezvous, timeout: .seconds(1)) }
        #expect(error?.description.contains("rank 0 did not meet the others at 127.0.0.1:") == true)
    }
}
