import Service
import Synchronization
import Testing

@Suite struct ServiceLogTests {
    private final class Lines: Sendable {
        private let lines = Mutex<[String]>([])

        var all: [String] { lines.withLock { $0 } }

        func log(_ level: ServiceLog.Level) -> ServiceLog {
            ServiceLog(level: level) { line in self.lines.withLock { $0.append(line) } }
        }
    }

    @Test func linesBelowTheLevelAreLeftOutAndNotMade() {
        let lines = Lines()
        let log = lines.log(.info)
        var isMade = false
        func text() -> String {
            isMade = true
            return "request"
        }
        log.debug(text())
        #expect(!isMade)
        log.info("listening")
        #expect(lines.all.count == 1)
        #expect(lines.all.first?.hasSuffix(" info listening") == true)
    }

    @Test func whatPeersCauseFillsNoDisk() {
        let lines = Lines()
        let log = lines.log(.info)
        let start = ContinuousClock.now
        for number in 0..<10_000 { log.warning("refused \(number)") }
        let seconds = Int(start.duration(to: .now).components.seconds) + 1
        // A line that counts those left out may come with each.
        #expect(lines.all.count <= 2 * (20 + 2 * seconds))
        #expect(lines.all.count >= 20)
    }

    @Test func aLineStaysALineWhateverAPeerPutsIn() {
        let lines = Lines()
        lines.log(.debug).warning(
            "unknown endpoint: a\nb\r\u{1B}[31m\u{2028}\u{202E}" + String(repeating: "x", count: 9999))
        #expect(lines.all.count == 1)
        let line = lines.all.first ?? ""
        #expect(line.count < 700)
        #expect(line.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 0x2028 && $0.value != 0x202E })
    }
}
