import Embodiment
import Wire

extension LeRobotMapping {
    /// The policy's observation from the robot's.
    ///
    /// - Parameter fields: a number by motor, a uint8 array [H, W, 3] by camera, and `task`.
    /// - Throws: ``LeRobotError``, ``WireError``.
    public func observation(_ fields: [WireField], limits: WireLimits = .init()) throws -> Observation {
        let values = Dictionary(fields.map { ($0.key, $0.value) }) { first, _ in first }
        let found = fields.map(\.key)
        var row: [Double] = []
        for motor in motors {
            guard let value = values[motor] else { throw LeRobotError.missing(key: motor, found: found) }
            row.append(try number(value, motor))
        }
        var start = 0
        var wanted: [WireField] = []
        for group in groups {
            let numbers = row[start..<start + group.width]
            wanted.append(WireField("state.\(group.name)", .array(NDArray(float64: numbers, shape: [1, group.width]))))
            start += group.width
        }
        for camera in cameras {
            guard let picture = values[camera.name] else { throw LeRobotError.missing(key: camera.name, found: found) }
            guard case .array(let array) = picture, array.dtype == .uint8, array.shape.count == 3 else {
                throw LeRobotError.wrongType(key: camera.name, expected: "a uint8 array [height, width, 3]")
            }
            wanted.append(WireField("video.\(camera.key)", picture))
        }
        if let language {
            guard let task = values["task"] else { throw LeRobotError.missing(key: "task", found: found) }
            guard case .string = task else { throw LeRobotError.wrongType(key: "task", expected: "a text") }
            wanted.append(WireField("annotation.\(language)", task))
        }
        guard let observation = try WireObservation(wanted, limits: limits).observations.first else {
            throw ServiceError.noObservations
        }
        return observation
    }

    /// A number as it is, or as an array of one.
    private func number(_ value: WireValue, _ motor: String) throws(LeRobotError) -> Double {
        let number: Double? =
            switch value {
            case .double(let number): number
            case .int(let number): Double(number)
            case .array(let array) where array.count == 1: array.doubles?.first
            default: nil
            }
        guard let number else { throw .wrongType(key: motor, expected: "a number") }
        return number
    }
}
