import Dataset
import Foundation
import Synchronization
import Testing
import Training

@Suite struct DataLoaderTests {
    private let data = Result { try ToyData.shared.get() }

    private func stream() throws -> SampleStream { try SampleStream(try data.get().mixture()) }

    /// A loader whose samples are only their ids.
    private func loader(
        _ plan: BatchPlan, threads: Int = 2, prefetch: Int = 2, startingAt step: Int = 0,
        prepare: @escaping @Sendable (SampleID) throws -> SampleID = { $0 }
    ) throws -> DataLoader<SampleID> {
        try DataLoader(
            stream: stream(), plan: plan, threads: threads, prefetch: prefetch, startingAt: step, prepare: prepare)
    }

    private func positions(_ loader: DataLoader<SampleID>, batches: Int) throws -> [[Int]] {
        try (0..<batches).map { _ in try loader.next().map(\.id.position) }
    }

    @Test(arguments: [1, 2, 7]) func samplesComeInOrderWhateverTheThreads(threads: Int) throws {
        let loader = try loader(BatchPlan(batchSize: 5), threads: threads) { id in
            // Later samples are often ready first.
            usleep(UInt32(id.seed % 300))
            return id
        }
        let stream = try stream()
        for batch in 0..<40 {
            let samples = try loader.next()
            #expect(samples.map(\.id) == (batch * 5..<batch * 5 + 5).map(stream.sample))
            #expect(samples.allSatisfy { $0.id == $0.payload })
        }
    }

    @Test(arguments: [(2, 1), (1, 2), (2, 2), (3, 1)]) func processesAndMicroBatchesShareOneStep(
        worldSize: Int, accumulation: Int
    ) throws {
        let alone = try loader(BatchPlan(batchSize: 4 * worldSize * accumulation))
        let ranks = try (0..<worldSize).map { rank in
            try loader(BatchPlan(batchSize: 4, accumulation: accumulation, rank: rank, worldSize: worldSize))
        }
        for _ in 0..<6 {
            let expected = try alone.next().map(\.id)
            var found: [SampleID] = []
            for _ in 0..<accumulation {
                for rank in ranks { found += try rank.next().map(\.id) }
            }
            #expect(found.sorted { $0.position < $1.position } == expected)
        }
    }

    @Test func aRunGoesOnWhereItStopped() throws {
        let plan = try BatchPlan(batchSize: 3, accumulation: 2, rank: 1, worldSize: 2)
        let whole = try positions(loader(plan), batches: 20)
        let rest = try positions(loader(plan, startingAt: 7), batches: 6)
        #expect(rest == Array(whole[14..<20]))
    }

    @Test func theFirstBatchIsPreparedWithoutBeingAskedFor() throws {
        let prepared = Mutex(0)
        let loader = try loader(BatchPlan(batchSize: 4), prefetch: 2) { id in
            prepared.withLock { $0 += 1 }
            return id
        }
        let deadline = Date(timeIntervalSinceNow: 20)
        // Two batches ahead of the one that will be used, and not a sample more.
        while prepared.withLock({ $0 }) < 12, Date() < deadline { usleep(1000) }
        usleep(20_000)
        #expect(prepared.withLock { $0 } == 12)
        _ = try loader.next()
        #expect(loader.waitSeconds < 0.1)
    }

    @Test func waitingIsMeasured() throws {
        let loader = try loader(BatchPlan(batchSize: 1), threads: 1, prefetch: 1) { id in
            usleep(30_000)
            return id
        }
        for _ in 0..<4 { _ = try loader.next() }
        #expect((0.06...10).contains(loader.waitSeconds))
    }

    private struct Broken: Error {}

    @Test func anErrorComesAtItsPlaceAndNamesIt() throws {
        let loader = try loader(BatchPlan(batchSize: 4), threads: 3) { id in
            if id.position == 9 || id.position == 10 { throw Broken() }
            return id
        }
        #expect(try positions(loader, batches: 2) == [[0, 1, 2, 3], [4, 5, 6, 7]])
        let id = try stream().sample(at: 9)
        // It is not skipped by asking again.
        for _ in 0..<2 {
            let error = #expect(throws: DataLoaderError.self) { _ = try loader.next() }
            guard case .badSample(let found, _, let cause) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(found == id && cause is Broken)
            let text = "\(try #require(error))"
            for word in [try data.get().kitchen.path, "episode \(id.episode)", "row \(id.row)"] {
                #expect(text.contains(word), "\(text)")
            }
        }
    }

    @Test func stopEndsEverythingUnderLoad() throws {
        for _ in 0..<20 {
            let running = Mutex(0)
            let loader = try loader(BatchPlan(batchSize: 2), threads: 4) { id in
                running.withLock { $0 += 1 }
                usleep(500)
                running.withLock { $0 -= 1 }
                return id
            }
            _ = try loader.next()
            loader.stop()
            #expect(running.withLock { $0 } == 0, "a thread goes on after stop")
            #expect(throws: DataLoaderError.self) { _ = try loader.next() }
            loader.stop()
        }
    }

    /// Also while a sample takes long: the reader does not wait for it.
    @Test func stopWakesAReaderThatWaits() throws {
        let released = Mutex(false)
        let loader = try loader(BatchPlan(batchSize: 2), threads: 1) { id in
            while !released.withLock({ $0 }) { usleep(1000) }
            return id
        }
        let stopped = DispatchSemaphore(value: 0)
        Thread {
            usleep(20_000)
            loader.stop()
            stopped.signal()
        }.start()
        #expect(throws: DataLoaderError.self) { _ = try loader.next() }
        released.withLock { $0 = true }
        #expect(stopped.wait(timeout: .now() + 60) == .success)
    }

    /// Threads must not keep a loader alive that nobody holds, nor hang when it goes.
    @Test func aForgottenLoaderEnds() throws {
        let calls = Mutex(0)
        for _ in 0..<10 {
            let loader = try loader(BatchPlan(batchSize: 2), threads: 3) { id in
                calls.withLock { $0 += 1 }
                return id
            }
            _ = try loader.next()
        }
        let before = calls.withLock { $0 }
        usleep(20_000)
        #expect(calls.withLock { $0 } == before)
    }

    @Test func aSlowReaderGetsTheSame() throws {
        let loader = try loader(BatchPlan(batchSize: 3), threads: 4, prefetch: 1)
        for batch in 0..<10 {
            usleep(5000)
            #expect(try loader.next().map(\.id.position) == [batch * 3, batch * 3 + 1, batch * 3 + 2])
        }
    }

    @Test func plansThatMakeNoSenseAreRefused() throws {
        #expect(throws: DataLoaderError.self) { _ = try BatchPlan(batchSize: 0) }
        #expect(throws: DataLoaderError.self) { _ = try BatchPlan(batchSize: 1, rank: 2, worldSize: 2) }
        #expect(throws: DataLoaderError.self) { _ = try BatchPlan(batchSize: 1, accumulation: -1) }
        let plan = try BatchPlan(batchSize: 1)
        #expect(throws: DataLoaderError.self) { _ = try loader(plan, threads: 0) }
        #expect(throws: DataLoaderError.self) { _ = try loader(plan, startingAt: -1) }
        #expect(throws: DataLoaderError.self) { _ = try loader(plan, startingAt: .max) }
    }
}
