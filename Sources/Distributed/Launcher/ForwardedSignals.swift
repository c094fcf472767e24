import Foundation
import Synchronization

/// While it lives, the signals by which users and schedulers end a program are noted and not obeyed. One at a time
/// in a process.
struct ForwardedSignals: ~Copyable {
    private static let signals = [SIGINT, SIGTERM, SIGHUP]
    /// A handler may touch little more than this.
    private static let noted = Atomic<Int32>(0)

    private let previous: [sigaction]

    init() {
        // Made now: a handler must not be the first to use it.
        Self.noted.store(0, ordering: .relaxed)
        previous = Self.signals.map { signal in
            var (action, old) = (sigaction(), sigaction())
            action.__sigaction_handler.sa_handler = { Self.noted.store($0, ordering: .relaxed) }
            sigaction(signal, nil, &old)
            // Under nohup, or in the background of a script, a signal is to be ignored: that must stay so.
            let isIgnored = unsafeBitCast(old.__sigaction_handler.sa_handler, to: Int.self) == 1  // SIG_IGN
            if !isIgnored { sigaction(signal, &action, nil) }
            return old
        }
    }

    deinit {
        for (signal, action) in zip(Self.signals, previous) {
            var action = action
            sigaction(signal, &action, nil)
        }
    }

    /// The latest signal since the last call.
    func take() -> Int32? {
        let signal = Self.noted.exchange(0, ordering: .relaxed)
        return signal == 0 ? nil : signal
    }
}
