/// What this rank knows of the others.
struct Peers {
    private struct Peer {
        var announcement: Announcement
        /// When it last said something new.
        var since: ContinuousClock.Instant
    }

    /// A rank that has said nothing is not among them: a PyTorch process in the group never does.
    private var peers: [Int: Peer] = [:]
    private(set) var lastContact: ContinuousClock.Instant
    /// The meeting point, on the machine of rank 0, doesn't answer any more.
    private(set) var lostContact = false

    init(at now: ContinuousClock.Instant) { lastContact = now }

    mutating func hear(_ announcement: Announcement, from rank: Int, at now: ContinuousClock.Instant) {
        guard peers[rank]?.announcement != announcement else { return }
        peers[rank] = Peer(announcement: announcement, since: now)
    }

    mutating func reached(_ reached: Bool, at now: ContinuousClock.Instant) {
        lostContact = !reached
        if reached { lastContact = now }
    }

    /// The rank that failed, the lowest if several did, with what it said.
    var failure: (rank: Int, reason: String)? {
        peers.filter { $0.value.announcement.status == .failed }.min { $0.key < $1.key }
            .map { ($0.key, $0.value.announcement.reason) }
    }

    /// Ranks that came to their end `time` ago or earlier.
    func left(for time: Duration, at now: ContinuousClock.Instant) -> [Int] {
        ranks { $0.announcement.status == .left && now - $0.since >= time }
    }

    /// Ranks that should speak but didn't for `time`. None where this rank itself heard nothing: then it is the deaf
    /// one.
    func silent(for time: Duration, at now: ContinuousClock.Instant) -> [Int] {
        guard now - lastContact < time else { return [] }
        return ranks { $0.announcement.status == .alive && now - $0.since >= time }
    }

    /// Ranks that run and have not read yet that another failed.
    func unaware(at now: ContinuousClock.Instant) -> [Int] {
        ranks { $0.announcement.status == .alive && !$0.announcement.heard && now - $0.since < .seconds(3) }
    }

    /// Ranks that run, as far as can be known.
    func running(at now: ContinuousClock.Instant) -> [Int] {
        ranks { $0.announcement.status == .alive && now - $0.since < .seconds(3) }
    }

    private func ranks(where holds: (Peer) -> Bool) -> [Int] { peers.filter { holds($0.value) }.keys.sorted() }
}
