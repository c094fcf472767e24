import Dataset
import Embodiment
import TestSupport
import Testing
import Transforms

private let key = ModalityKey(.state, "wrist")

@Suite struct RotationTests {
    @Test(.enabled(if: Shared.isPresent, "needs ../shared"))
    func fixtures() throws {
        var compared = 0
        for (name, example) in try Fixture().meta.rotation {
            // The reference refuses to turn Euler angles into Euler angles; this does not.
            guard let source = example.source, let out = example.out, let back = example.back else { continue }
            let names = name.split(separator: ">").map { String($0).replacing("-", with: "") }
            let transform = RotationTransform(
                from: try #require(RotationType(rawValue: names[0])),
                to: try #require(RotationType(rawValue: names[1])),
                key: key)
            let result = try transform.apply(Matrix(source.map(\.flat)))
            #expect(result.distance(to: Matrix(out.map(\.flat))) < 2e-6, "\(name)")
            #expect(try transform.unapply(result).distance(to: Matrix(back.map(\.flat))) < 2e-6, "\(name) back")
            compared += 1
        }
        #expect(compared == 14)
    }

    @Test(arguments: RotationType.allCases, RotationType.allCases)
    func unapplyIsTheInverse(source: RotationType, target: RotationType) throws {
        let transform = RotationTransform(from: source, to: target, key: key)
        let x = try RotationTransform(from: .quaternion, to: source, key: key).apply(
            Matrix((0..<200).map { _ in unitQuaternion() }))
        let there = try transform.apply(x)
        #expect(there.columns == target.width)
        #expect(try transform.unapply(there).distance(to: x) < 1e-6)
        #expect(there.values.allSatisfy { abs($0) <= target.bound + 1e-12 })
    }

    /// At a right angle in the middle only the sum or difference of the outer angles is determined; the rotation must survive.
    @Test(arguments: RotationType.allCases.filter { $0.rawValue.hasPrefix("euler") }, [Double.pi / 2, -.pi / 2])
    func gimbalLock(euler: RotationType, middle: Double) throws {
        let toMatrix = RotationTransform(from: euler, to: .matrix, key: key)
        let rotation = try toMatrix.apply(Matrix([[0.4, middle, -1.1]]))
        let angles = try toMatrix.unapply(rotation)
        #expect(try toMatrix.apply(angles).distance(to: rotation) < 1e-7)
    }

    @Test func tinyAnglesKeepTheirDigits() throws {
        let x = Matrix([[1e-9, -2e-9, 3e-9], [0, 0, 0]])
        let transform = RotationTransform(from: .axisAngle, to: .quaternion, key: key)
        #expect(try transform.unapply(transform.apply(x)).distance(to: x) < 1e-20)
    }

    @Test(arguments: [
        (RotationType.quaternion, [0.0, 0, 0, 0]), (.rotation6D, [1, 0, 0, 2, 0, 0]),
        (.rotation6D, [0, 0, 0, 1, 0, 0]),
        (.matrix, [1, 0, 0, 0, 1, 0, 0, 0, -1]),
    ])
    func noRotation(representation: RotationType, values: [Double]) {
        let transform = RotationTransform(from: representation, to: .axisAngle, key: key)
        #expect(throws: TransformError.notARotation(key: key, row: 0, representation: representation)) {
            try transform.apply(Matrix([values]))
        }
    }

    private func unitQuaternion() -> [Double] {
        var generator = SystemRandomNumberGenerator()
        let raw = (0..<4).map { _ in Double.random(in: -1...1, using: &generator) }
        let length = raw.map { $0 * $0 }.reduce(0, +).squareRoot()
        return raw.map { $0 / max(length, 1e-3) }
    }
}
