/// A loop whose rounds are shared out among threads: a block of neighbours each, so that two threads seldom want the same
/// video.
enum ParallelLoop {
    /// Ends at the first error, which it throws.
    static func run<Element: Sendable>(
        over elements: [Element], threads: Int, _ body: @Sendable @escaping (Element) throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for share in 0..<threads {
                let range = share * elements.count / threads..<(share + 1) * elements.count / threads
                group.addTask {
                    for element in elements[range] {
                        try Task.checkCancellation()
                        try body(element)
                    }
                }
            }
            try await group.waitForAll()
        }
    }
}
