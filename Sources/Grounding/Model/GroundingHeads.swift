import NeuralNetwork
import Torch

/// Small linear heads that say what the backbone's features know. They exist while the backbone learns; a checkpoint has none.
package struct GroundingHeads {
    static let objects = 6
    /// Steps along each side of a picture when a place is said as a number.
    package static let bins = 48
    /// Across and down, in both pictures.
    static let coordinates = 4
    /// Places in both pictures, place from the gripper, and twice the turn's direction.
    static let measures = coordinates + 3 + 2

    /// Per image token: for each object whether its middle is in this cell, and where in it.
    let presence: Linear
    /// Per image token: which cell it is itself.
    let cell: Linear
    /// From a token that names something to both pictures, and of the image tokens: their product points.
    let pointer, pointed: Linear
    /// Per token that names something.
    let place, measure: Linear
    /// Per end of a prompt.
    let kind: Linear

    init(width: Int, cells: Int, _ parameters: ParameterScope) {
        presence = Linear(width, Self.objects * 3, parameters["presence"])
        cell = Linear(width, cells, parameters["cell"])
        pointer = Linear(width, 2 * width, parameters["pointer"])
        pointed = Linear(width, width, parameters["pointed"])
        place = Linear(width, Self.coordinates * Self.bins, parameters["place"])
        measure = Linear(width, Self.measures, parameters["measure"])
        kind = Linear(width, GroundingPrompt.Kind.allCases.count, parameters["kind"])
    }
}
