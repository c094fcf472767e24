import Foundation

/// The started processes, until all have ended.
struct LaunchWatch {
    private enum Ending {
        case no
        /// The user's signal was passed on. Ranks may end one by one and with any code; the last may be saving.
        case asked
        /// SIGTERM was sent; SIGKILL follows.
        case terminated(ContinuousClock.Instant)
        case killed
    }

    private let grace: Duration
    private var children: [ChildProcess] = []
    private var failed: Int?
    private var ending = Ending.no

    init(starting launcher: Launcher) throws {
        grace = launcher.grace
        let port = try LoopbackPort.free()
        let share = ProcessorShare(ranks: launcher.processes)
        do {
            for rank in 0..<launcher.processes {
                children.append(
                    try share.give(to: rank) {
                        try ChildProcess(
                            launcher.executable, launcher.arguments,
                            environment: launcher.environment(of: rank, port: port), rank: rank)
                    })
            }
        } catch {
            send(SIGKILL)
            while isRunning { update() }
            throw error
        }
    }

    var isRunning: Bool { children.contains { $0.code == nil } }

    /// Sleeps until something may have happened: output, a signal, or a twentieth of a second.
    func wait() {
        var pipes = children.compactMap(\.errors?.pipe).filter { $0 >= 0 }.map {
            pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
        }
        poll(&pipes, nfds_t(pipes.count), 50)
    }

    mutating func update() {
        for index in children.indices {
            let ran = children[index].code == nil
            children[index].update()
            guard ran, let code = children[index].code, code != 0, failed == nil else { continue }
            failed = index
            if case .no = ending { terminate() }
        }
        if case .terminated(let end) = ending, .now >= end {
            send(SIGKILL)
            ending = .killed
        }
        if !isRunning {
            // What the ranks started and left behind.
            if failed != nil { send(SIGKILL) }
            for index in children.indices { children[index].closeErrors() }
        }
    }

    mutating func forward(_ signal: Int32) {
        if case .no = ending {
            send(signal)
            ending = .asked
        } else if case .asked = ending {
            terminate()
        }
    }

    var outcome: Launcher.Outcome {
        guard let failed, let code = children[failed].code else {
            return .success
        }
        let child = children[failed]
        var reason = "rank \(failed) ended with code \(code)"
        if let signal = child.signal {
            reason = "rank \(failed) was ended by signal \(signal) (\(String(cString: strsignal(signal))))"
            if signal == SIGKILL { reason += ", as the system does when memory runs out" }
        }
        let lines = child.errors?.text ?? ""
        return .init(exitCode: code, failedRank: failed, reason: reason + (lines.isEmpty ? "" : ":\n" + lines))
    }

    private mutating func terminate() {
        send(SIGTERM)
        ending = .terminated(.now + grace)
    }

    private func send(_ signal: Int32) { children.forEach { $0.send(signal) } }
}
