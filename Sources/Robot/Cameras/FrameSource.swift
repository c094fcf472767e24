import Media

/// Pictures one after another, for the one thread that made it.
package protocol FrameSource {
    /// The next picture, or nil when there is none yet, after a short wait. Throws when there will be none any more.
    mutating func next() throws -> Image?
}
