/// What a layout must be, so that the world can be laid out.
extension SceneLayout {
    /// - Throws: `WorldError.invalidLayout`.
    func check() throws(WorldError) {
        try Self.require(cubes.count <= TabletopScene.cubeCount, "it has \(cubes.count) cubes, at most 3 fit")
        try Self.require(Set(cubes.map(\.colour)).count == cubes.count, "two of its cubes have the same colour")
        try Self.require(
            cubes.allSatisfy { Self.areFinite([$0.x, $0.y, $0.yaw]) }
                && bowl.map { Self.areFinite([$0.x, $0.y]) } ?? true
                && Self.areFinite(start.radians), "a place or an angle in it is no finite number")
        try appearance.check(cubes: cubes.count)
    }

    fileprivate static func require(_ holds: Bool, _ otherwise: String) throws(WorldError) {
        guard holds else { throw .invalidLayout(reason: otherwise) }
    }

    fileprivate static func areFinite(_ values: [Double]) -> Bool { values.allSatisfy(\.isFinite) }
}

extension SceneLayout.Appearance {
    fileprivate func check(cubes: Int) throws(WorldError) {
        let parts: [(name: String, values: [Double], count: Int)] =
            [
                ("table", table, 3), ("lightShift", lightShift, 3), ("frontShift", frontShift, 6),
                ("wristShift", wristShift, 6), ("light and ambient", [light, ambient], 2),
            ] + shade.map { ("shade", $0, 3) }
        for part in parts {
            try SceneLayout.require(
                part.values.count == part.count && SceneLayout.areFinite(part.values),
                "\(part.name) of its appearance is \(part.values), where \(part.count) finite numbers are expected")
        }
        try SceneLayout.require(
            lightShift[2] > -TabletopScene.lampPosition.z, "its lamp is below the table; shift it less than 1.5 m down")
        try SceneLayout.require(
            shade.isEmpty || shade.count >= cubes,
            "it has \(shade.count) shades for \(cubes) cubes; give none or one for each")
    }
}
