/// How long to wait before the next attempt: twice as long each time, so that a server that restarts is not flooded.
struct BackOff {
    private(set) var delay: Duration
    private let longest: Duration

    init(first: Duration = .milliseconds(100), longest: Duration = .seconds(5)) {
        delay = first
        self.longest = longest
    }

    mutating func next() -> Duration {
        defer { delay = min(delay * 2, longest) }
        return delay
    }
}
