/// A sample, and where a run learns to foresee, what is seen at the end of its chunk.
package struct ForesightSample<Payload: Sendable>: Sendable {
    package let now: Payload
    /// `nil` where nobody asks: then nothing of it was read.
    package let future: PreparedSample<Payload>?

    /// - Parameters:
    ///   - chunkEnd: finds the future step; `nil` reads none.
    ///   - prepare: what is done with each of the two steps.
    package init(_ id: SampleID, chunkEnd: ChunkEnd?, prepare: (SampleID) throws -> Payload) throws {
        now = try prepare(id)
        future = try chunkEnd.map { chunkEnd in
            let end = try chunkEnd(id)
            return PreparedSample(id: end, payload: try prepare(end))
        }
    }
}
