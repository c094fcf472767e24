import CTorch

/// A collective that is under way.
final class Work {
    private let work: OpaquePointer

    init(_ start: () -> OpaquePointer?) throws(TorchFailure) { work = try TorchFailure.orValue(start) }

    deinit { tt_work_release(work) }

    /// Whether it is done, after `time` at most.
    func isDone(within time: Duration = .zero) throws(TorchFailure) -> Bool {
        switch tt_work_wait(work, time.milliseconds) {
        case 1: return true
        case 0: return false
        default: throw TorchFailure.take()
        }
    }
}
