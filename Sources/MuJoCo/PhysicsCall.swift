import CMuJoCo

/// How a call of the C face ended.
enum CallStatus {
    case done
    case failed(String)
    case unstable(String)
    case noDisplay(String)
}

/// Calls a function of the C face, giving it room for a message.
func call(_ body: (UnsafeMutablePointer<CChar>, Int64) -> Int32) -> CallStatus {
    let capacity = 1024
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: capacity) { message in
        message.initialize(repeating: 0)
        guard let start = message.baseAddress else { return .failed("there is no memory") }
        let status = Int(body(start, Int64(capacity)))
        switch status {
        case CMUJOCO_DONE: return .done
        case CMUJOCO_UNSTABLE: return .unstable(String(cString: start))
        case CMUJOCO_NO_DISPLAY: return .noDisplay(String(cString: start))
        default: return .failed(String(cString: start))
        }
    }
}

/// Calls a function of the C face and throws where it failed. `time` is that of the simulation, in seconds.
func attempt(
    _ operation: String, time: Double = 0, _ body: (UnsafeMutablePointer<CChar>, Int64) -> Int32
) throws(PhysicsError) {
    switch call(body) {
    case .done: return
    case .failed(let reason): throw .failed(operation: operation, reason: reason)
    case .unstable(let reason): throw .unstable(time: time, reason: reason)
    case .noDisplay(let reason): throw .noDisplay(reason: reason)
    }
}
