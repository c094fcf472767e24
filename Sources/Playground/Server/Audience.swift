import Synchronization

/// All browsers that watch one simulation. Who comes later is told the state of things first.
package final class Audience: Sendable {
    private struct State {
        var viewers: [ObjectIdentifier: Viewer] = [:]
        /// The last event of each slot.
        var events: [Int: [UInt8]] = [:]
        var pictures: [CameraStream: [UInt8]] = [:]
        var onArrival: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())

    package init() {}

    package var count: Int { state.withLock { $0.viewers.count } }

    /// Calls `action` whenever somebody comes.
    package func onArrival(_ action: @escaping @Sendable () -> Void) { state.withLock { $0.onArrival = action } }

    package func tell(_ event: PlayEvent) {
        let bytes = event.encoded()
        // Within the lock, so that events reach everybody in one order.
        state.withLock { state in
            if let slot = event.slot { state.events[slot] = bytes }
            for viewer in state.viewers.values { viewer.post { $0.add(bytes) } }
        }
    }

    /// - Parameter picture: a JPEG or PNG file.
    package func show(_ picture: [UInt8], of stream: CameraStream) {
        state.withLock { state in
            state.pictures[stream] = picture
            for viewer in state.viewers.values { viewer.post { $0.put(picture, of: stream) } }
        }
    }

    func join(_ viewer: Viewer) {
        let onArrival = state.withLock { state in
            state.viewers[ObjectIdentifier(viewer)] = viewer
            let (events, pictures) = (state.events, state.pictures)
            viewer.post { mailbox in
                for slot in events.keys.sorted() { if let event = events[slot] { mailbox.add(event) } }
                for (stream, picture) in pictures { mailbox.put(picture, of: stream) }
            }
            return state.onArrival
        }
        onArrival?()
    }

    func leave(_ viewer: Viewer) { state.withLock { _ = $0.viewers.removeValue(forKey: ObjectIdentifier(viewer)) } }
}
