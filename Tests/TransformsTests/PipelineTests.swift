import Embodiment
import Media
import Testing
import Transforms

@Suite struct PipelineTests {
    @Test func shapesPaddingAndMasks() throws {
        let input = try Robot().apply()
        #expect((input.state.rows, input.state.columns) == (1, 16))
        #expect(input.stateMask == (0..<16).map { $0 < 3 + 6 + 1 })
        let action = try #require(input.action)
        #expect((action.rows, action.columns) == (4, 12))
        #expect(input.actionMask == (0..<48).map { $0 % 12 < 3 + 3 + 1 })
        for (mask, value) in zip(input.stateMask, input.state.values) where !mask { #expect(value == 0) }
        for (mask, value) in zip(try #require(input.actionMask), action.values) where !mask { #expect(value == 0) }
        #expect(input.embodimentID == 31)
        #expect(input.images.count == 2)
        #expect(input.tokens == (try Robot.prompt("pick the pear")))
    }

    @Test(arguments: NormalizationMode.allCases)
    func unapplyIsTheInverse(mode: NormalizationMode) throws {
        var robot = Robot()
        robot.config.action.normalizationModes[ModalityKey(.action, "arm")] = mode
        if mode == .binary { robot.action["arm"] = Matrix([[0, 1, 1], [1, 0, 0], [1, 1, 1], [0, 0, 0]]) }
        let pipeline = try robot.pipeline()
        let input = try pipeline.apply(robot.observation, action: robot.action)
        let chunk = try pipeline.unapply(try #require(input.action))
        #expect(chunk.actions.keys.sorted() == robot.action.keys.sorted())
        for (name, matrix) in robot.action {
            #expect(try #require(chunk.actions[name]).distance(to: matrix) < 1e-9, "\(name)")
        }
    }

    @Test func keysAreJoinedInTheOrderOfTheConfig() throws {
        var robot = Robot()
        robot.config.modality.action.modalityKeys.reverse()
        let reversed = try #require(try robot.apply().action)
        let straight = try #require(try Robot().apply().action)
        #expect(reversed.columns(4..<7).distance(to: straight.columns(0..<3)) == 0)
        #expect(reversed.columns(0..<1).distance(to: straight.columns(6..<7)) == 0)
    }

    @Test func theSameSeedGivesTheSameSample() throws {
        let robot = Robot()
        let first = try robot.apply(mode: .training(seed: 7))
        #expect(first == (try robot.apply(mode: .training(seed: 7))))
        #expect(first.images != (try robot.apply(mode: .training(seed: 8))).images)
        #expect(first.images != (try robot.apply()).images)
        // Only the images are augmented.
        #expect(first.state == (try robot.apply()).state)
    }

    @Test func threadsChangeNothing() async throws {
        let robot = Robot()
        let pipeline = try robot.pipeline()
        let alone = try (0..<32).map {
            try pipeline.apply(robot.observation, action: robot.action, mode: .training(seed: UInt64($0)))
        }
        let together = try await withThrowingTaskGroup(of: (Int, ModelInput).self) { group in
            for seed in (0..<32).reversed() {
                group.addTask {
                    let mode = TransformMode.training(seed: UInt64(seed))
                    return (seed, try pipeline.apply(robot.observation, action: robot.action, mode: mode))
                }
            }
            var results: [Int: ModelInput] = [:]
            for try await (seed, input) in group { results[seed] = input }
            return results
        }
        for (seed, input) in alone.enumerated() { #expect(together[seed] == input) }
    }

    /// Two cameras that show the same must still show the same after augmentation.
    @Test func oneDrawingServesAllCameras() throws {
        var robot = Robot()
        robot.observation.video["side"] = robot.observation.video["front"]
        let input = try robot.apply(mode: .training(seed: 3))
        #expect(input.images[0] == input.images[1])
    }

    @Test func imagesInTheOrderOfTimeThenOfCameras() throws {
        var robot = Robot()
        robot.config.modality.video.deltaIndices = [-1, 0]
        let seeds: [UInt64] = [11, 12, 21, 22]
        let images = seeds.map { Robot.image(seed: $0) }
        robot.observation.video = ["front": [images[0], images[2]], "side": [images[1], images[3]]]
        let expected = try images.map { image in
            var single = Robot()
            single.observation.video["front"] = [image]
            return try single.apply().images[0]
        }
        #expect(try robot.apply().images == expected)
    }

    @Test func withoutResizingLargeImagesBecomeTiles() throws {
        var robot = Robot()
        robot.config.video = VideoConfig(cropScale: nil, resize: nil, colorJitter: nil)
        robot.metadata.modalities.video["front"]?.resolution = [56, 28]
        robot.observation.video["front"] = [Robot.image(height: 28, width: 56, seed: 4)]
        let input = try robot.apply()
        // Two tiles and a thumbnail; 4 x 3 tiles, whose shape suits 40x32 best, and a thumbnail.
        #expect(input.tokens == (try Robot.prompt("pick the pear", tiles: [3, 13])))
        #expect(input.images.count == 16)
    }

    @Test func languageDropsOutInTrainingOnly() throws {
        var robot = Robot()
        robot.config.languageDropoutProb = 0.5
        let (own, fallback) = (try Robot.prompt("pick the pear"), try Robot.prompt("Perform the default behavior."))
        let prompts = try (0..<400).map { try robot.apply(mode: .training(seed: $0)).tokens }
        let dropped = prompts.count { $0 == fallback }
        #expect((140...260).contains(dropped))
        #expect(prompts.count { $0 == own } == 400 - dropped)
        #expect(try robot.apply().tokens == own)
    }

    @Test func withoutALanguageKeyTheDefaultIsTold() throws {
        var robot = Robot()
        robot.config.modality.language.modalityKeys = []
        robot.observation.annotation = [:]
        #expect(try robot.apply().tokens == Robot.prompt("Perform the default behavior."))
    }

    @Test func instructionAsAPythonList() throws {
        let robot = Robot()
        let input = try robot.pipeline(instructionForm: .pythonList).apply(robot.observation)
        #expect(input.tokens == (try Robot.prompt("['pick the pear']")))
    }

    @Test func withoutStateKeysTheStateIsPadding() throws {
        var robot = Robot()
        robot.config.modality.state.modalityKeys = []
        robot.config.state = StateActionConfig()
        let input = try robot.apply()
        #expect(input.state == Matrix(rows: 1, columns: 16))
        #expect(input.stateMask == Array(repeating: false, count: 16))
    }

    /// Vigna's published outputs (`splitmix64.c`).
    @Test func randomNumbersAreSplitMix64s() {
        var generator = SplitMix64(seed: 1_234_567)
        let expected: [UInt64] = [
            6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
        ]
        #expect(expected == (0..<3).map { _ in generator.next() })
    }

    @Test func sizesOfTheCheckpointOverrideTheConfigs() throws {
        let pipeline = try Robot().pipeline(maxActionDim: 20, actionHorizon: 6)
        #expect(pipeline.config.modality.action.deltaIndices == Array(0..<6))
        let chunk = try pipeline.unapply(Matrix(rows: 6, columns: 20, repeating: 0.25))
        #expect(chunk.horizon == 6)
    }

    /// 10,000 draws: the crop reaches both ends and never leaves the image.
    @Test func randomCropsStayInside() throws {
        var generator = SplitMix64(seed: 9)
        let crop = VideoCrop(scale: 0.9)
        var tops: Set<Int> = []
        for _ in 0..<10_000 {
            let offset = VideoCrop.Offset.random(using: &generator)
            let window = try #require(crop.window(height: 40, width: 30, at: offset))
            #expect(window.top >= 0 && window.top + window.height <= 40)
            #expect(window.left >= 0 && window.left + window.width <= 30)
            tops.insert(window.top)
        }
        #expect(tops == Set(0...4))
    }

    @Test func colourFactorsStayInTheirRanges() {
        var generator = SplitMix64(seed: 10)
        let jitter = VideoColorJitter(brightness: 0.3, contrast: 1.4, saturation: 0.5, hue: 0.08)
        var orders: Set<String> = []
        for _ in 0..<2000 {
            let adjustments = jitter.draw(using: &generator)
            orders.insert(adjustments.map { "\($0)".prefix(3) }.joined())
            for adjustment in adjustments {
                switch adjustment {
                case .brightness(let factor): #expect((0.7...1.3).contains(factor))
                case .contrast(let factor): #expect((0...2.4).contains(factor))
                case .saturation(let factor): #expect((0.5...1.5).contains(factor))
                case .hue(let turns): #expect((-0.08...0.08).contains(turns))
                }
            }
        }
        #expect(orders.count == 24)
    }

    @Test(arguments: [0, 17, 128, 255] as [UInt8])
    func aFlatImageStaysFlat(level: UInt8) {
        let flat = Image(height: 37, width: 53, pixels: Array(repeating: level, count: 37 * 53 * 3))
        let resize = VideoResize(windowHeight: 35, windowWidth: 50, height: 28, width: 28)
        // The weights' sum may be an ulp below 1, and truncation then takes a level, as in the reference.
        let pixels = resize.bytes(of: flat, top: 1, left: 2).pixels
        #expect(pixels.allSatisfy { $0 == level || $0 + 1 == level })
    }
}
