import NIOCore
import Synchronization

/// One browser that watches.
package final class Viewer: Sendable {
    /// Something came into the mailbox; travels through the connection's handlers.
    struct Mail {}

    private struct State {
        var mailbox = ViewerMailbox()
        var isWoken = false
    }

    private let channel: any Channel
    private let state = Mutex(State())

    init(_ channel: any Channel) { self.channel = channel }

    /// Changes the mailbox from any thread; its connection then sends what it can.
    func post(_ change: (inout ViewerMailbox) -> Void) {
        let mustWake = state.withLock { state in
            change(&state.mailbox)
            defer { state.isWoken = true }
            return !state.isWoken
        }
        guard mustWake else { return }
        channel.eventLoop.execute { [channel] in channel.pipeline.fireUserInboundEventTriggered(Mail()) }
    }

    func notice(_ text: String) { post { $0.add(PlayEvent.notice(.init(text: text)).encoded()) } }

    /// For the connection, on its event loop.
    func withMailbox<R>(_ body: (inout ViewerMailbox) -> R) -> R {
        state.withLock { state in
            state.isWoken = false
            return body(&state.mailbox)
        }
    }
}
