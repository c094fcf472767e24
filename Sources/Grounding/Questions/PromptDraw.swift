import Dataset
import Foundation
import Simulation

/// Draws what is said about a moment: seven times of ten an instruction of the training split that could be meant, else a
/// question that the scene answers.
package enum PromptDraw {
    private static let questionsPerTen = 3
    /// Places are said in cells of this many rows and columns.
    private static let cells = 8
    /// Cubes closer together than this, in metres, are not left or right of each other.
    private static let clearDistance = 0.01

    private static let numbers = ["zero", "one", "two", "three", "four", "five", "six", "seven"]

    /// What model and tokenizer have to know, one text a line.
    package static var vocabulary: [String] {
        Instruction.everything.map(\.text)
            + CubeColour.allCases.flatMap { colour in
                [
                    place(of: colour), side(of: colour, .left), side(of: colour, .right), isThere(colour),
                    colour.rawValue,
                ]
            } + PushSide.allCases.map(colourAt) + ["yes", "no", "nothing"]
            + numbers.flatMap { first in numbers.map { "\(first) \($0)" } }
    }

    private static let known = Dictionary(
        uniqueKeysWithValues: TaskKind.allCases.map { kind in
            (
                kind,
                InstructionSplit.training.instructions(of: kind).map { (instruction: $0, prompt: GroundingPrompt($0)) }
            )
        })

    package static func prompt(for moment: SeenMoment, _ random: inout PCG64) -> GroundingPrompt {
        random.below(10) < questionsPerTen ? question(moment, &random) : instruction(moment, &random)
    }

    private static func instruction(_ moment: SeenMoment, _ random: inout PCG64) -> GroundingPrompt {
        let colours = colours(in: moment)
        // Where there is a bowl, it is worth more.
        let kinds = moment[.bowl] == nil ? [TaskKind.pick, .push] : [.pick, .push, .bowl, .bowl]
        let kind = kinds[random.below(kinds.count)]
        let known = (known[kind] ?? []).filter { colours.contains($0.instruction.goal.colour) }
        return known[random.below(known.count)].prompt
    }

    private static func question(_ moment: SeenMoment, _ random: inout PCG64) -> GroundingPrompt {
        let cubes = moment.objects.compactMap { object -> (colour: CubeColour, seen: SeenObject)? in
            if case .cube(let colour) = object.name { (colour, object) } else { nil }
        }
        let cube = cubes[random.below(cubes.count)]
        let side = PushSide.allCases[random.below(2)]
        switch random.below(4) {
        case 0:
            return GroundingPrompt(
                question: place(of: cube.colour), answer: cellText(cube.seen.front), about: cube.colour)
        case 1:
            let others = cubes.filter { (($0.seen.position - cube.seen.position).y * side.direction) > clearDistance }
            let nearest = others.min {
                abs($0.seen.position.y - cube.seen.position.y) < abs($1.seen.position.y - cube.seen.position.y)
            }
            return GroundingPrompt(
                question: Self.side(of: cube.colour, side), answer: nearest?.colour.rawValue ?? "nothing",
                about: cube.colour)
        case 2:
            let outermost = cubes.max { $0.seen.position.y * side.direction < $1.seen.position.y * side.direction }
            return GroundingPrompt(
                question: colourAt(side), answer: outermost?.colour.rawValue ?? "nothing", about: nil)
        default:
            // As often there as not.
            let asked =
                random.below(2) == 0 ? cube.colour : CubeColour.allCases[random.below(CubeColour.allCases.count)]
            let isThere = cubes.contains { $0.colour == asked }
            return GroundingPrompt(
                question: Self.isThere(asked), answer: isThere ? "yes" : "no", about: isThere ? asked : nil)
        }
    }

    private static func colours(in moment: SeenMoment) -> [CubeColour] {
        CubeColour.allCases.filter { moment[.cube($0)] != nil }
    }

    private static func place(of colour: CubeColour) -> String { "where is the \(colour.rawValue) cube" }
    private static func side(of colour: CubeColour, _ side: PushSide) -> String {
        "what is \(side.rawValue) of the \(colour.rawValue) cube"
    }
    private static func colourAt(_ side: PushSide) -> String { "what colour is the \(side.rawValue) cube" }
    private static func isThere(_ colour: CubeColour) -> String { "is there a \(colour.rawValue) cube" }

    /// Row and column in the front picture, in words.
    private static func cellText(_ place: SIMD2<Double>?) -> String {
        guard let place else { return "nothing" }
        func word(_ value: Double) -> String { numbers[min(max(Int(value * Double(cells)), 0), cells - 1)] }
        return "\(word(place.y)) \(word(place.x))"
    }
}
