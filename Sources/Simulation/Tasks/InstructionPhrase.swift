/// One way to say a task, with gaps for the colour and the side.
public struct InstructionPhrase: Sendable, Equatable {
    /// Stays the same when the words are changed; results are kept under it.
    public let id: String
    public let kind: TaskKind
    /// The words, with `{colour}` and, for pushing, `{side}`.
    public let template: String
    /// The colour that this phrase is never used with in training. Every colour has other phrases and every phrase has other
    /// colours there, so what an evaluation of this pair asks for is to put two known things together.
    public let heldOut: CubeColour

    private init(_ id: String, _ kind: TaskKind, _ template: String, heldOut: CubeColour) {
        self.id = id
        self.kind = kind
        self.template = template
        self.heldOut = heldOut
    }

    /// All phrases; the first of each kind is the usual one.
    public static let all = [
        InstructionPhrase("pick-up", .pick, "pick up the {colour} cube", heldOut: .purple),
        InstructionPhrase("pick-grab", .pick, "grab the {colour} block", heldOut: .red),
        InstructionPhrase("pick-lift", .pick, "lift the {colour} cube", heldOut: .green),
        InstructionPhrase("pick-take", .pick, "take the {colour} block", heldOut: .blue),
        InstructionPhrase("bowl-put", .bowl, "put the {colour} cube in the bowl", heldOut: .yellow),
        InstructionPhrase("bowl-drop", .bowl, "drop the {colour} block into the bowl", heldOut: .purple),
        InstructionPhrase("bowl-place", .bowl, "place the {colour} cube in the bowl", heldOut: .red),
        InstructionPhrase("bowl-move", .bowl, "move the {colour} block into the bowl", heldOut: .green),
        InstructionPhrase("push-to", .push, "push the {colour} cube to the {side}", heldOut: .blue),
        InstructionPhrase("push-slide", .push, "slide the {colour} block to the {side}", heldOut: .yellow),
        InstructionPhrase("push-move", .push, "move the {colour} cube to the {side}", heldOut: .red),
        InstructionPhrase("push-shove", .push, "shove the {colour} block to the {side}", heldOut: .green),
    ]

    public static func all(of kind: TaskKind) -> [InstructionPhrase] { all.filter { $0.kind == kind } }

    /// The phrase about a cube of this colour. `side` is needed for pushing, and ignored for other tasks.
    func text(_ colour: CubeColour, _ side: PushSide?) -> String {
        template.replacing("{colour}", with: colour.rawValue).replacing("{side}", with: side?.rawValue ?? "")
    }
}
