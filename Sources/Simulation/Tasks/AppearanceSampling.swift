extension SceneLayout.Appearance {
    /// Other looks: far enough from the standard to be a test, and every colour still has its name.
    init(cubes: Int, random: inout RandomStream) {
        self.init()
        let brightness = random.within(0.15)
        table = table.map { min(1, max(0, $0 + brightness + random.within(0.1))) }
        shade = (0..<cubes).map { _ in (0..<3).map { _ in random.within(0.08) } }
        light = random.uniform(0.7, 1.3)
        ambient = random.uniform(0.75, 1.2)
        lightShift = [random.within(0.4), random.within(0.4), random.within(0.2)]
        frontShift = Self.shift(&random, metres: 0.01, radians: 0.02)
        wristShift = Self.shift(&random, metres: 0.004, radians: 0.02)
    }

    private static func shift(_ random: inout RandomStream, metres: Double, radians: Double) -> [Double] {
        (0..<3).map { _ in random.within(metres) } + (0..<3).map { _ in random.within(radians) }
    }
}
