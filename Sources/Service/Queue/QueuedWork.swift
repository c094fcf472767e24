import Embodiment

/// One entry of a ``RequestQueue``.
struct QueuedWork {
    enum Kind {
        /// The shape is nil where nothing is batched.
        case actions(ActionRequest, RequestShape?)
        /// Clients' own resets are bounded like requests.
        case reset
        /// The server's: must not be lost, or the policy would remember clients that have gone.
        case forget
    }

    let id: UInt64
    let session: SessionID
    let kind: Kind
    let arrival: ContinuousClock.Instant
    /// Nil for what must be done however late.
    let deadline: ContinuousClock.Instant?

    var isBounded: Bool {
        if case .forget = kind { false } else { true }
    }

    /// Observations; what a batch is limited by.
    var size: Int {
        switch kind {
        case .actions(let request, _): request.observations.count
        case .reset, .forget: 0
        }
    }

    var shape: RequestShape? {
        switch kind {
        case .actions(_, let shape): shape
        case .reset, .forget: nil
        }
    }
}
