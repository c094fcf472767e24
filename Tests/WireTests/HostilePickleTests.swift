import Testing
import Wire

/// Pickles that a robot does not send.
@Suite struct HostilePickleTests {
    private static func refused(_ pickle: [UInt8]) -> String {
        refusal { _ = try LeRobotMessage.observation(pickle) }
    }

    private static func short(_ text: String) -> [UInt8] { [0x8C, UInt8(text.utf8.count)] + text.utf8 }

    @Test(
        arguments: [
            ("os", "system"), ("posix", "system"), ("nt", "system"), ("builtins", "eval"), ("builtins", "exec"),
            ("builtins", "getattr"), ("subprocess", "Popen"), ("torch.serialization", "load"),
            ("numpy.f2py.diagnose", "run"), ("numpy", "load"), ("torch", "FloatStorage"), ("_codecs", "lookup"),
            ("lerobot.async_inference.helpers", "os.system"), ("lerobot.async_inference.helpers", "FPSTracker"),
            ("copyreg", "_reconstructor"), ("collections", "OrderedDict.fromkeys"), ("", ""),
        ])
    func everyOtherNameIsRefused(module: String, name: String) {
        let argument = Self.short("echo pwned")
        let text: [UInt8] = [0x80, 2, 0x63] + "\(module)\n\(name)\n".utf8 + argument + [0x85, 0x52, 0x2E]
        #expect(throws: WireError.forbiddenGlobal("\(module).\(name)")) { try LeRobotMessage.observation(text) }
        let stack: [UInt8] =
            [0x80, 4] + Self.short(module) + Self.short(name) + [0x93] + argument + [0x85, 0x52, 0x2E]
        #expect(throws: WireError.forbiddenGlobal("\(module).\(name)")) { try LeRobotMessage.observation(stack) }
    }

    @Test(
        arguments: [
            ([0x80, 4, 0x8C, 1, 0x30, 0x51, 0x2E], "persistent id"), ([0x80, 4, 0x50, 0x30, 0x0A, 0x2E], "0x50"),
            ([0x80, 4, 0x82, 1, 0x2E], "0x82"), ([0x80, 5, 0x97, 0x2E], "0x97"), ([0x80, 4, 0x92, 0x2E], "0x92"),
            ([0x80, 0, 0x4E, 0x2E], "protocol 0"), ([0x80, 6, 0x4E, 0x2E], "protocol 6"),
            ([0x4E, 0x2E], "no protocol"),
            ([0x80, 4, 0x2E], "empty stack"), ([0x80, 4, 0x75], "no mark"),
            ([0x80, 4, 0x4E, 0x28, 0x2E], "empty stack"),
            ([0x80, 4, 0x4E, 0x28, 0x85], "empty stack"), ([0x80, 4, 0x68, 7], "remembered as 7"),
            ([0x80, 4, 0x6A, 0xFF, 0xFF, 0xFF, 0xFF], "remembered as 4294967295"),
            ([0x80, 4, 0x8E, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], "cut off"),
            ([0x80, 4, 0x8E, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F], "cut off"),
            ([0x80, 4, 0x8B, 0xFF, 0xFF, 0xFF, 0xFF], "cut off"), ([0x80, 4, 0x42, 0xFF, 0xFF, 0xFF, 0x7F], "cut off"),
            ([0x80, 4, 0x4E, 0x4E, 0x62], "a state"), ([0x80, 4, 0x4E, 0x29, 0x52], "a call of None"),
            ([0x80, 4, 0x4E, 0x4E, 0x61], "no list"), ([0x80, 4, 0x7D, 0x28, 0x4E, 0x75], "no dict"),
            ([0x80, 4, 0x4E, 0x2E, 0x4E], "after the end"), ([0x80, 4, 0x4E, 0x2E], "'the pickle' is None"),
            ([0x80, 4, 0x8C, 1, 0xFF, 0x2E], "UTF-8"),
        ] as [([UInt8], String)])
    func damagedPicklesAreRefused(pickle: [UInt8], reason: String) {
        #expect(Self.refused(pickle).contains(reason))
    }

    /// An observation whose field `observation` is what `value` leaves on the stack.
    private static func observation(_ value: [UInt8]) -> [UInt8] {
        let head: [UInt8] =
            [0x80, 4] + short("lerobot.async_inference.helpers") + short("TimedObservation") + [
                0x93, 0x29, 0x81, 0x7D, 0x28,
            ]
        let times = short("timestamp") + [0x4B, 1] + short("timestep") + [0x4B, 1]
        return head + times + short("observation") + value + [0x75, 0x62, 0x2E]
    }

    @Test func sharedListsThatUnfoldWithoutEndAreRefused() {
        // a = [0]; b = [a, a]; c = [b, b] …: 20 of them stand for a million zeros.
        var nested: [UInt8] = [0x7D] + Self.short("bomb") + [0x5D, 0x4B, 0, 0x61]
        for level in 0..<20 {
            nested += [0x71, UInt8(level), 0x30, 0x5D, 0x28, 0x68, UInt8(level), 0x68, UInt8(level), 0x65]
        }
        #expect(Self.refused(Self.observation(nested + [0x73])).contains("more than 100000 values"))
    }

    @Test func listsThatHoldThemselvesAreRefused() {
        let loop = [0x7D] + Self.short("loop") + [0x5D, 0x71, 0, 0x68, 0, 0x61, 0x73]
        #expect(Self.refused(Self.observation(loop)).contains("deeper than 32"))
    }

    @Test func bytesThatAreUsedOverAndOverAreRefused() {
        var limits = WireLimits()
        limits.bytes = 1 << 20
        // 600 KB that are made an array twice.
        let content: [UInt8] = [0x42, 0xC0, 0x27, 0x09, 0x00] + Array(repeating: 0, count: 600_000)
        let dtype: [UInt8] =
            Self.short("numpy") + Self.short("dtype") + [0x93] + Self.short("u1") + [0x85, 0x52, 0x28, 0x4B, 3]
            + Self.short("|") + [0x74, 0x62]
        let function = Self.short("numpy._core.numeric") + Self.short("_frombuffer") + [0x93]
        func array(_ bytes: [UInt8]) -> [UInt8] {
            function + [0x28] + bytes + dtype + [0x4A, 0xC0, 0x27, 0x09, 0x00, 0x85] + Self.short("C") + [0x74, 0x52]
        }
        let once = [0x7D, 0x28] + Self.short("a") + array(content + [0x71, 9]) + [0x75]
        #expect(throws: Never.self) { try LeRobotMessage.observation(Self.observation(once), limits: limits) }
        let twice = once.dropLast() + Self.short("b") + array([0x68, 9]) + [0x75]
        #expect(
            refusal { _ = try LeRobotMessage.observation(Self.observation(Array(twice)), limits: limits) }
                .contains("unfolds to"))
    }

    @Test func longProgramsAreRefused() {
        let program = [0x80, 4] + Array(repeating: [0x4E, 0x30] as [UInt8], count: 600_000).joined() + [0x4E, 0x2E]
        #expect(Self.refused(program).contains("more than 1000000 values"))
    }

    @Test func tensorsThatLeaveTheirStorageAreRefused() {
        // The tensor at the end: offset, shape and strides are `K n`, `K n 85`, `K n 85`.
        let pickle = LeRobotMessage.pickled([.init(timestamp: 0, timestep: 0, action: [1, 2, 3])])
        guard let shape = pickle.indices.last(where: { pickle[$0...].starts(with: [0x4A, 3, 0, 0, 0, 0x85]) }) else {
            Issue.record("no shape in the pickle")
            return
        }
        for (offset, bytes) in [
            (1, [4, 0, 0, 0]), (1, [255, 255, 255, 127]), (1, [255, 255, 255, 255]), (7, [2, 0, 0, 0]),
            (7, [255, 255, 255, 255]), (-4, [1, 0, 0, 0]), (-4, [255, 255, 255, 255]),
        ] as [(Int, [UInt8])] {
            var damaged = pickle
            damaged.replaceSubrange(shape + offset..<shape + offset + 4, with: bytes)
            #expect(throws: WireError.self) { try LeRobotMessage.actions(damaged) }
        }
    }

    private static let all = [
        Messages.observationProtocol2, Messages.observationProtocol4, Messages.observationProtocol5,
        Messages.actionsProtocol4, Messages.configProtocol4,
    ]

    @Test func picklesCutAnywhereAreRefused() {
        for pickle in Self.all {
            for end in pickle.indices {
                #expect(throws: WireError.self) { try LeRobotMessage.observation(Array(pickle[..<end])) }
            }
        }
    }

    @Test(arguments: all.indices) func mutatedPicklesNeverTrap(index: Int) {
        var generator = SeededGenerator(seed: UInt64(index))
        for round in 0..<4000 {
            WireFuzz.run([UInt8(round % WireFuzz.count)] + Self.all[index].mutated(using: &generator))
        }
    }
}
