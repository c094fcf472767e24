import Dispatch
import Foundation
import Synchronization

/// Calls a closure at every Ctrl-C and SIGTERM, as long as it lives, instead of ending the program.
final class Interruptions: Sendable {
    private let sources: Mutex<[any DispatchSourceSignal]>

    /// - Parameter handler: gets the signal's number.
    init(_ handler: @escaping @Sendable (Int32) -> Void) {
        sources = Mutex([])
        for number in [SIGINT, SIGTERM] {
            signal(number, SIG_IGN)
            sources.withLock { sources in
                let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
                source.setEventHandler { handler(number) }
                source.resume()
                sources.append(source)
            }
        }
    }

    deinit { sources.withLock { for source in $0 { source.cancel() } } }
}
