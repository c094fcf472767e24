/// Byte pair encoding of one piece of text: start with one token per byte, then keep replacing the neighbouring pair of
/// the lowest rank, the leftmost among equals, until no pair is in the table (Sennrich et al., arXiv 1508.07909).
///
/// A heap of candidate pairs keeps the cost at n log n, so that a long run of letters cannot stall a robot.
struct BytePairMerger: Sendable {
    /// The token of each byte.
    let byteIDs: [Int32]
    let merges: MergeTable

    private struct Candidate {
        let rank: Int32
        let position: Int32
        let left: Int32
        let right: Int32
        let result: Int32

        static func < (a: Self, b: Self) -> Bool { (a.rank, a.position) < (b.rank, b.position) }
    }

    /// Appends the tokens of `piece`.
    func encode(_ piece: UnsafeBufferPointer<UInt8>, into ids: inout [Int]) {
        guard piece.count > 1 else {
            for byte in piece { ids.append(Int(byteIDs[Int(byte)])) }
            return
        }
        let end = piece.count
        // A token stays at the position of its first byte; -1 marks one that its left neighbour has taken in.
        var tokens = piece.map { byteIDs[Int($0)] }
        var next = Array(1...end)
        var previous = Array(-1..<(end - 1))
        var heap: [Candidate] = []
        heap.reserveCapacity(end)

        func offer(_ position: Int) {
            guard position >= 0, next[position] < end else { return }
            let (left, right) = (tokens[position], tokens[next[position]])
            guard let merge = merges.merge(left, right) else { return }
            heap.push(
                Candidate(
                    rank: merge.rank, position: Int32(truncatingIfNeeded: position), left: left, right: right,
                    result: merge.result), by: <)
        }

        for position in 0..<(end - 1) { offer(position) }
        while let best = heap.popFirst(by: <) {
            let position = Int(best.position)
            let taken = next[position]
            // A candidate is stale once one of its two tokens has been merged otherwise.
            guard tokens[position] == best.left, taken < end, tokens[taken] == best.right else { continue }
            tokens[position] = best.result
            tokens[taken] = -1
            next[position] = next[taken]
            if next[taken] < end { previous[next[taken]] = position }
            offer(previous[position])
            offer(position)
        }
        for token in tokens where token >= 0 { ids.append(Int(token)) }
    }
}

extension Array {
    /// Adds an element to a binary heap whose first element precedes all others.
    fileprivate mutating func push(_ element: Element, by precedes: (Element, Element) -> Bool) {
        append(element)
        var child = count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard precedes(self[child], self[parent]) else { return }
            swapAt(child, parent)
            child = parent
        }
    }

    /// Takes the first element of a binary heap.
    fileprivate mutating func popFirst(by precedes: (Element, Element) -> Bool) -> Element? {
        guard count > 1 else { return popLast() }
        swapAt(0, count - 1)
        let first = removeLast()
        var parent = 0
        while true {
            var smallest = parent
            for child in (2 * parent + 1)...(2 * parent + 2)
            where child < count && precedes(self[child], self[smallest]) {
                smallest = child
            }
            guard smallest != parent else { return first }
            swapAt(parent, smallest)
            parent = smallest
        }
    }
}
