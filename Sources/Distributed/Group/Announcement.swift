/// What a rank says about itself at the meeting point, twice a second: `alive|17|heard|`, `failed|17||out of memory`.
struct Announcement: Equatable {
    enum Status: String { case alive, left, failed }

    var status = Status.alive
    /// Changes with each announcement: that is how others see that the process runs.
    var beat = 0
    /// Has read that another rank failed, so that one may go.
    var heard = false
    var reason = ""

    var text: String { "\(status.rawValue)|\(beat)|\(heard ? "heard" : "")|\(reason)" }

    init() {}

    init?(_ text: String) {
        let fields = text.split(separator: "|", maxSplits: 3, omittingEmptySubsequences: false)
        guard fields.count == 4, let status = Status(rawValue: String(fields[0])), let beat = Int(fields[1]) else {
            return nil
        }
        self.status = status
        self.beat = beat
        heard = fields[2] == "heard"
        reason = String(fields[3])
    }
}
