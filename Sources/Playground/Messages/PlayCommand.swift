import Foundation
import Simulation

/// What a browser asks for: one JSON object per WebSocket text message, told apart by its `type`.
package enum PlayCommand: Sendable, Equatable {
    /// Do this from where the arm is.
    case instruct(String)
    /// Forget the instruction and hold still.
    case halt
    /// Another scene; without a seed the next one, without a task the one that is on.
    case newScene(seed: Int?, task: TaskKind?)
    /// The same scene from its beginning.
    case reset
    case pause
    case resume
    /// One control step, then pause.
    case step
    /// Times real time.
    case speed(Double)
    /// Push a cube a few centimetres to somewhere, to see what the policy makes of it.
    case nudge(CubeColour)
    /// A picture of this stream has been drawn, so that another may come.
    case seen(CameraStream)

    /// Of an instruction; a policy reads about as many tokens.
    package static let instructionLimit = 200
    /// Of an evaluation's seeds.
    package static let seedLimit = 1_000_000_000
    package static let speeds = [0.25, 0.5, 1, 2, 4]
    /// Of a whole message, in bytes: the longest instruction with every character escaped.
    package static let messageBytes = 4096

    private struct Fields: Decodable {
        var type: String
        var text: String?
        var seed: Int?
        var task: String?
        var value: Double?
        var colour: String?
        var stream: UInt8?
    }

    /// Reads a message. Throws ``PlaygroundError``.
    package init(_ message: [UInt8]) throws(PlaygroundError) {
        let fields: Fields
        do {
            fields = try JSONDecoder().decode(Fields.self, from: Data(message))
        } catch {
            throw .badMessage("it is no JSON object with a type and that type's values")
        }
        switch fields.type {
        case "instruct": self = .instruct(try Self.instruction(fields.text))
        case "halt": self = .halt
        case "new_scene": self = .newScene(seed: try Self.seed(fields.seed), task: try Self.task(fields.task))
        case "reset": self = .reset
        case "pause": self = .pause
        case "resume": self = .resume
        case "step": self = .step
        case "speed": self = .speed(try Self.speed(fields.value))
        case "nudge": self = .nudge(try Self.colour(fields.colour))
        case "seen": self = .seen(try Self.stream(fields.stream))
        default: throw .badMessage("its type is \(fields.type.prefix(40).debugDescription)")
        }
    }

    /// The text in one line, without spaces at its ends. Throws for none, and for too much.
    package static func instruction(_ text: String?) throws(PlaygroundError) -> String {
        let words = (text ?? "").split { $0.isWhitespace || $0.unicodeScalars.allSatisfy(\.properties.isControl) }
        let line = words.joined(separator: " ")
        guard !line.isEmpty else { throw .emptyInstruction }
        guard line.count <= instructionLimit, line.utf8.count <= messageBytes else {
            throw .textTooLong(characters: line.count, limit: instructionLimit)
        }
        return line
    }

    private static func seed(_ value: Int?) throws(PlaygroundError) -> Int? {
        guard let value else { return nil }
        guard (0...seedLimit).contains(value) else {
            throw .badOption("the seed", value: "\(value)", allowed: "0 to \(seedLimit)")
        }
        return value
    }

    private static func task(_ name: String?) throws(PlaygroundError) -> TaskKind? {
        guard let name else { return nil }
        guard let kind = TaskKind(rawValue: name) else {
            let all = TaskKind.allCases.map(\.rawValue).joined(separator: ", ")
            throw .badOption("the task", value: name.prefix(40).debugDescription, allowed: all)
        }
        return kind
    }

    private static func speed(_ value: Double?) throws(PlaygroundError) -> Double {
        guard let value, speeds.contains(value) else {
            let all = speeds.map { "\($0)" }.joined(separator: ", ")
            throw .badOption("the speed", value: value.map { "\($0)" } ?? "missing", allowed: all)
        }
        return value
    }

    private static func colour(_ name: String?) throws(PlaygroundError) -> CubeColour {
        guard let colour = CubeColour(rawValue: name ?? "") else {
            let all = CubeColour.allCases.map(\.rawValue).joined(separator: ", ")
            throw .badOption("the colour", value: (name ?? "missing").prefix(40).debugDescription, allowed: all)
        }
        return colour
    }

    private static func stream(_ number: UInt8?) throws(PlaygroundError) -> CameraStream {
        guard let stream = number.flatMap(CameraStream.init(rawValue:)) else {
            throw .badMessage("it has seen a stream that is none")
        }
        return stream
    }
}

extension Unicode.Scalar.Properties {
    fileprivate var isControl: Bool { generalCategory == .control || generalCategory == .format }
}
