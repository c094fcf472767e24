import Foundation
import Glibc
import Synchronization

/// What a server writes about its work: a line per request at debug level, and a bounded number of warnings.
public final class ServiceLog: Sendable {
    /// How much is written, least important first.
    public enum Level: Int, Sendable, Comparable, CaseIterable {
        case debug, info, warning, error

        public static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
    }

    /// Lines below it are left out.
    public let level: Level
    private let write: @Sendable (String) -> Void
    private let warnings: Mutex<LineBudget>

    /// - Parameters:
    ///   - level: lines below it are left out.
    ///   - write: takes a line without its end; standard error where absent.
    public init(level: Level = .info, write: (@Sendable (String) -> Void)? = nil) {
        self.level = level
        self.write = write ?? Self.toStandardError
        // What refused requests cause: a client that asks 10,000 times a second fills no disk.
        warnings = Mutex(LineBudget(perSecond: 2, burst: 20, now: .now))
    }

    /// One request, or less.
    public func debug(_ text: @autoclosure () -> String) { line(.debug, text) }

    /// What an operator likes to know: the server's start and end.
    public func info(_ text: @autoclosure () -> String) { line(.info, text) }

    /// What peers can cause at will; beyond a few lines each second they are counted, not written.
    public func warning(_ text: @autoclosure () -> String) {
        guard level <= .warning else { return }
        let (isAllowed, leftOut) = warnings.withLock { $0.spend(now: .now) }
        guard isAllowed else { return }
        if leftOut > 0 { line(.warning) { "\(leftOut) more warnings were left out" } }
        line(.warning, text)
    }

    /// What the operator must see.
    public func error(_ text: @autoclosure () -> String) { line(.error, text) }

    private func line(_ level: Level, _ text: () -> String) {
        guard level >= self.level else { return }
        write("\(Date.now.formatted(.iso8601)) \(level) \(Self.safe(text()))")
    }

    /// A line that can't be written, for the disk is full or nobody reads, is lost: no reason to stop serving.
    private static func toStandardError(_ line: String) {
        var rest = Array((line + "\n").utf8)[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
            if written > 0 { rest = rest.dropFirst(written) } else if errno != EINTR { return }
        }
    }

    /// One line of at most 500 characters, whatever a peer has put into it.
    private static func safe(_ text: String) -> String {
        let shown = text.unicodeScalars.prefix(500).map { scalar in
            scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format
                || scalar == "\u{2028}" || scalar == "\u{2029}"
                ? scalar.escaped(asASCII: true) : String(scalar)
        }
        return shown.joined() + (text.unicodeScalars.count > 500 ? "…" : "")
    }
}
