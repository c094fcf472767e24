import Service

/// What waits to be sent to one browser. Words are kept in order, of pictures only the newest of each camera; and no more pictures
/// are under way than the page can draw, so that a slow browser sees fewer pictures and not old ones.
package struct ViewerMailbox: Sendable {
    /// Words that may wait; a browser that reads so little is given up.
    package static let wordLimit = 512
    /// Pictures of a camera that were sent and not yet drawn.
    package static let unseenLimit = 2

    private var words: [[UInt8]] = []
    private var pictures: [CameraStream: [UInt8]] = [:]
    private var unseen: [CameraStream: Int] = [:]
    /// Whether so much waits that the browser must be given up.
    package private(set) var isOverrun = false

    package init() {}

    package mutating func add(_ word: [UInt8]) {
        guard words.count < Self.wordLimit else {
            isOverrun = true
            return
        }
        words.append(word)
    }

    /// - Parameter picture: a JPEG or PNG file.
    package mutating func put(_ picture: [UInt8], of stream: CameraStream) { pictures[stream] = picture }

    /// The browser has drawn a picture.
    package mutating func seen(_ stream: CameraStream) { unseen[stream] = max(0, unseen[stream, default: 0] - 1) }

    /// The next message to send; nil when there is nothing, or when the browser is still drawing.
    package mutating func next() -> WebSocketMessage? {
        if !words.isEmpty { return .text(words.removeFirst()) }
        for stream in CameraStream.allCases where unseen[stream, default: 0] < Self.unseenLimit {
            guard let picture = pictures.removeValue(forKey: stream) else { continue }
            unseen[stream, default: 0] += 1
            return .binary([stream.rawValue] + picture)
        }
        return nil
    }
}
