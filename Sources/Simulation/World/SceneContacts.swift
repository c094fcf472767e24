import MuJoCo

/// Which geoms are what, and what touches what.
struct SceneContacts {
    let table: Int
    let fixedPad: Int
    let movingPad: Int
    let bowl: Set<Int>

    init(_ model: PhysicsModel) throws(PhysicsError) {
        table = try model.number(of: .geom, "table")
        fixedPad = try model.number(of: .geom, "fixed_jaw_pad")
        movingPad = try model.number(of: .geom, "moving_jaw_pad")
        var parts: Set<Int> = []
        for name in BowlShape.partNames { parts.insert(try model.number(of: .geom, name)) }
        bowl = parts
    }

    /// The geoms that touch this one.
    func partners(of geom: Int, in contacts: [Contact]) -> Set<Int> {
        Set(contacts.compactMap { $0.partner(of: geom) })
    }
}
