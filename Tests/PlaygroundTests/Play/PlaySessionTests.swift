import Media
import Playground
import Simulation
import Synchronization
import TestSupport
import Testing

/// Sessions over a real connection, with the real physics.
@Suite(.trains) struct PlaySessionTests {
    @Test func theExpertDoesWhatIsTyped() async throws {
        try await PlayedSession.watched(.expert) { peer in
            let scene = try await peer.event("the scene") { $0.type == "scene" }
            let text = try #require(scene.suggestions?.first)
            try await peer.send(#"{"type":"speed","value":4}"#)
            try await peer.send(#"{"type":"instruct","text":"\#(text)"}"#)
            let end = try await peer.event("the end") { $0.type == "task" && !["idle", "acting"].contains($0.phase) }
            #expect(end.phase == "success")
            #expect(end.instruction == text)
            #expect(end.goal?.contains("cube") == true)
            #expect(end.followed == true)
            let moment = try await peer.event("a moment") { $0.type == "moment" }
            #expect(moment.cubes?.count == scene.cubes?.count)
        }
    }

    @Test func allCamerasAreShown() async throws {
        try await PlayedSession.watched(.hold) { peer in
            var sizes: [UInt8: [Int]] = [:]
            while sizes.count < 3 {
                guard case .picture(let stream, let bytes) = try await peer.next() else { continue }
                let image = try ImageFile.decode(bytes)
                sizes[stream] = [image.width, image.height]
                try await peer.send(#"{"type":"seen","stream":\#(stream)}"#)
            }
            #expect(sizes == [1: [64, 48], 2: [96, 96], 3: [96, 96]])
        }
    }

    @Test func wordsThatTheTasksLackGoToThePolicyUnjudged() async throws {
        let policy = SteadyPolicy()
        try await PlayedSession.watched(.policy(policy, noiseCount: 4)) { peer in
            try await peer.send(#"{"type":"instruct","text":"dance <b>slowly</b>"}"#)
            let answer = try await peer.event("an answer") { $0.type == "answer" }
            #expect(answer.chunk?.count == 16)
            #expect(answer.chunk?.first?.count == 6)
            #expect(
                answer.inputs?.map(\.key) == [
                    "video.front", "video.wrist", "state.single_arm", "state.gripper",
                    "annotation.human.task_description",
                ])
            #expect(answer.inputs?.last?.values == "dance <b>slowly</b>")
            #expect(answer.outputs?.map(\.shape) == ["[16, 5]", "[16, 1]"])
            let task = try await peer.event("a step of it") { $0.type == "task" && ($0.steps ?? 0) > 0 }
            #expect(task.phase == "acting")
            #expect(task.goal == nil)
            #expect(task.remark?.contains("can't be judged") == true)
        }
        #expect(policy.asked.withLock { $0.first } == "dance <b>slowly</b>")
        #expect(policy.noise.withLock { $0.first??.count } == 4)
    }

    @Test func anInstructionAboutWhatIsNotThereIsNotJudged() async throws {
        try await PlayedSession.watched(.policy(SteadyPolicy(), noiseCount: nil)) { peer in
            let scene = try await peer.event("the scene") { $0.type == "scene" }
            let present = scene.cubes?.map(\.colour) ?? []
            let absent = try #require(CubeColour.allCases.first { !present.contains($0.rawValue) })
            try await peer.send(#"{"type":"instruct","text":"pick up the \#(absent.rawValue) cube"}"#)
            let task = try await peer.event("its state") { $0.type == "task" && $0.phase == "acting" }
            #expect(task.goal == nil)
            #expect(task.remark?.contains("no \(absent.rawValue) cube") == true)
        }
    }

    @Test func aPolicyThatFailsEndsTheInstructionOnly() async throws {
        let fails = Mutex(true)
        let policy = SteadyPolicy { _ in
            if fails.withLock({ $0 }) { throw SteadyPolicy.Failure(description: "the server is gone") }
        }
        try await PlayedSession.watched(.policy(policy, noiseCount: nil)) { peer in
            try await peer.send(#"{"type":"instruct","text":"pick up the red cube"}"#)
            let task = try await peer.event("its state") { $0.type == "task" && $0.phase == "failed" }
            #expect(task.remark == "the server is gone")
            fails.withLock { $0 = false }
            try await peer.send(#"{"type":"instruct","text":"pick up the red cube"}"#)
            _ = try await peer.event("a step") { $0.type == "task" && $0.phase == "acting" && ($0.steps ?? 0) > 2 }
        }
    }

    @Test func aChunkThatIsTooShortIsSaidInWords() async throws {
        try await PlayedSession.watched(.policy(SteadyPolicy(horizon: 4), noiseCount: nil)) { peer in
            try await peer.send(#"{"type":"instruct","text":"grab the red block"}"#)
            let task = try await peer.event("its state") { $0.type == "task" && $0.phase == "failed" }
            #expect(task.remark?.contains("has 4 steps, of which 8") == true)
        }
    }

    @Test func anAnswerToAnOldInstructionIsNotUsed() async throws {
        let (waiting, go) = AsyncStream.makeStream(of: Void.self)
        let policy = SteadyPolicy { observation in
            if observation.annotation["human.task_description"] == ["old"] {
                // Deaf to being called off, as a server is.
                await Task.detached { for await _ in waiting { break } }.value
            }
        }
        try await PlayedSession.watched(.policy(policy, noiseCount: nil)) { peer in
            try await peer.send(#"{"type":"instruct","text":"old"}"#)
            _ = try await peer.event("it waits") { $0.type == "task" && $0.instruction == "old" }
            await eventually { policy.asked.withLock { $0 } == ["old"] }
            try await peer.send(#"{"type":"instruct","text":"new"}"#)
            _ = try await peer.event("the new one") { $0.type == "task" && $0.instruction == "new" }
            go.yield()
            let answer = try await peer.event("an answer") { $0.type == "answer" }
            #expect(answer.inputs?.last?.values == "new")
        }
        #expect(policy.asked.withLock { Array($0.prefix(2)) } == ["old", "new"])
    }

    @Test func eachInstructionIsASessionThatThePolicyForgets() async throws {
        let policy = SteadyPolicy()
        try await PlayedSession.watched(.policy(policy, noiseCount: nil)) { peer in
            for text in ["first", "second"] {
                try await peer.send(#"{"type":"instruct","text":"\#(text)"}"#)
                _ = try await peer.event("an answer") { $0.type == "answer" && $0.inputs?.last?.values == text }
            }
            try await peer.send(#"{"type":"halt"}"#)
            await eventually { policy.forgotten.withLock { $0.count } == 2 }
        }
        #expect(Set(policy.sessions.withLock { $0 }).count == 2)
        #expect(
            policy.forgotten.withLock { $0 } == policy.sessions.withLock { [$0.first, $0.last].compactMap(\.self) })
    }

    @Test func aSlowPolicyIsWaitedFor() async throws {
        let policy = SteadyPolicy { _ in try await Task.sleep(for: .milliseconds(600)) }
        try await PlayedSession.watched(.policy(policy, noiseCount: nil)) { peer in
            try await peer.send(#"{"type":"instruct","text":"grab the red block"}"#)
            let waits = try await peer.event("it waits") { $0.type == "moment" && ($0.waiting ?? 0) > 0.2 }
            let goes = try await peer.event("it goes on") { $0.type == "moment" && $0.step != waits.step }
            #expect(goes.step == (waits.step ?? 0) + 1)
        }
    }

    @Test func aPausedSceneMakesSingleSteps() async throws {
        try await PlayedSession.watched(.policy(SteadyPolicy(), noiseCount: nil)) { peer in
            try await peer.send(#"{"type":"pause"}"#)
            let paused = try await peer.event("the pause") { $0.type == "moment" && $0.paused == true }
            try await peer.send(#"{"type":"instruct","text":"grab the red block"}"#)
            for number in 1...3 {
                try await peer.send(#"{"type":"step"}"#)
                let moment = try await peer.event("step \(number)") {
                    $0.type == "moment" && $0.step == (paused.step ?? 0) + number
                }
                #expect(moment.paused == true)
            }
            try await peer.send(#"{"type":"resume"}"#)
            _ = try await peer.event("it goes on") { $0.type == "moment" && $0.step == (paused.step ?? 0) + 6 }
        }
    }

    @Test func scenesFollowFromTheirSeed() async throws {
        let places: @Sendable (inout PagePeer) async throws -> [String] = { peer in
            var seen: [String] = []
            for message in [
                #"{"type":"new_scene","seed":5,"task":"bowl"}"#, #"{"type":"new_scene"}"#,
                #"{"type":"new_scene","seed":5}"#,
            ] {
                try await peer.send(message)
                let scene = try await peer.event("a scene") { $0.type == "scene" && $0.seed != 0 }
                seen.append("\(scene.seed ?? -1) \(scene.cubes?.map(\.colour) ?? []) \(scene.suggestions?.first ?? "")")
            }
            return seen
        }
        let first = try await PlayedSession.watched(.hold, places)
        #expect(first[0] == first[2])
        #expect(first[1].hasPrefix("6 "))
        let spec = EpisodeSpec(.bowl, seed: EpisodeSeeds.evaluationStart + 5)
        #expect(first[0].hasSuffix(spec.instruction.text))
        let second = try await PlayedSession.watched(.hold, places)
        #expect(first == second)
    }

    @Test func aNudgedCubeIsElsewhere() async throws {
        try await PlayedSession.watched(.hold) { peer in
            let scene = try await peer.event("the scene") { $0.type == "scene" }
            let colour = try #require(scene.cubes?.first?.colour)
            let absent = try #require(
                CubeColour.allCases.first { each in scene.cubes?.contains { $0.colour == each.rawValue } == false })
            try await peer.send(#"{"type":"pause"}"#)
            let before = try await peer.event("the pause") { $0.type == "moment" && $0.paused == true }
            try await peer.send(#"{"type":"nudge","colour":"\#(colour)"}"#)
            let after = try await peer.event("it moves") { $0.type == "moment" && $0.paused == true }
            for (old, new) in zip(before.cubes ?? [], after.cubes ?? []) {
                #expect(abs(new.distance(to: old) - (new.colour == colour ? 4 : 0)) < 0.1)
            }
            try await peer.send(#"{"type":"nudge","colour":"\#(absent.rawValue)"}"#)
            let notice = try await peer.event("a notice") { $0.type == "notice" }
            #expect(notice.text?.contains("no \(absent.rawValue) cube") == true)
        }
    }

    @Test func theExpertSaysWhatItCanNotDo() async throws {
        try await PlayedSession.watched(.expert) { peer in
            try await peer.send(#"{"type":"instruct","text":"fold the towel"}"#)
            let notice = try await peer.event("a notice") { $0.type == "notice" }
            #expect(notice.text?.contains("fold the towel") == true)
            let task = try await peer.event("no instruction") { $0.type == "task" }
            #expect(task.phase == "idle")
        }
    }

    @Test func whoComesTooEarlyIsToldToWait() async throws {
        let simulation = PlaySimulation(audience: Audience())
        await #expect(throws: PlaygroundError.notReady) { try await simulation.perform(.pause) }
        await simulation.end()
        await #expect(throws: PlaygroundError.simulationEnded) { try await simulation.perform(.pause) }
    }
}
