import Foundation

/// One started process, in a process group of its own so that signals reach what it starts too.
struct ChildProcess {
    let rank: Int
    private let identifier: pid_t
    /// What it wrote to its standard error; `nil` where that goes to the user.
    private(set) var errors: LastLines?
    /// The code with which it ended, as a shell gives it: 128 and the signal's number where a signal ended it.
    private(set) var code: Int32?
    private(set) var signal: Int32?

    /// Starts `executable`. Rank 0 writes where this program writes; of the others only the errors are read, and kept.
    init(_ executable: String, _ arguments: [String], environment: [String: String], rank: Int) throws(DistributedError)
    {
        self.rank = rank
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        // A process in the background that reads from the terminal would be stopped.
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        var ends: [Int32] = [-1, -1]
        defer { if ends[1] >= 0 { close(ends[1]) } }
        if rank != 0 {
            guard pipe(&ends) == 0 else { throw Self.failure(rank, errno) }
            // An end that another child inherited would keep the pipe open.
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
            posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
            posix_spawn_file_actions_adddup2(&actions, ends[1], 2)
            errors = LastLines(reading: ends[0])
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawnattr_setpgroup(&attributes, 0)
        // This may run on a thread that lets signals wait; the child must not inherit that.
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK))

        var identifier = pid_t()
        let argv = CStrings([executable] + arguments)
        let variables = CStrings(environment.map { "\($0)=\($1)" }.sorted())
        let result = posix_spawn(&identifier, executable, &actions, &attributes, argv.pointers, variables.pointers)
        self.identifier = identifier
        if result != 0 {
            errors?.close()
            throw Self.failure(rank, result)
        }
    }

    /// Takes what it wrote, and its end.
    mutating func update() {
        errors?.read()
        guard code == nil else { return }
        var status: Int32 = 0
        let ended = waitpid(identifier, &status, WNOHANG)
        guard ended == identifier || (ended < 0 && errno == ECHILD) else { return }
        errors?.read()
        let number = status & 0x7f  // wait(2): the low bits are the signal, the next eight the code
        signal = number == 0 ? nil : number
        code = number == 0 ? (status >> 8) & 0xff : 128 + number
    }

    /// Sends `signal` to it and to what it started; that may outlive it.
    func send(_ signal: Int32) {
        kill(-identifier, signal)
    }

    mutating func closeErrors() { errors?.close() }

    private static func failure(_ rank: Int, _ code: Int32) -> DistributedError {
        .cannotLaunch("rank \(rank) could not be started: \(String(cString: strerror(code)))")
    }
}

/// Strings as C passes a program's arguments.
private final class CStrings {
    let pointers: [UnsafeMutablePointer<CChar>?]
    init(_ strings: [String]) { pointers = strings.map { strdup($0) } + [nil] }
    deinit { pointers.forEach { free($0) } }
}
