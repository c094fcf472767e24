import Model
import Plotting

/// A part of a model as the diagram shows it.
struct DiagramBox {
    /// What a fine-tuning does with it; `nil` for what has no parameters.
    enum State: String { case frozen, tuned }

    /// Small squares that stand for layers or tokens.
    enum Strip {
        /// The first `kept` are used. Where they alternate, every second one attends to something else.
        case layers(Int, kept: Int, alternating: Bool)
        /// The state's, the future's and the actions'.
        case tokens(future: Int, actions: Int)

        var count: Int {
            switch self {
            case .layers(let count, _, _): count
            case .tokens(let future, let actions): 1 + future + actions
            }
        }
    }

    var title: String
    /// One or two.
    var lines: [String]
    var parameters: Int?
    var state: State?
    var strip: Strip?

    static let lineHeight = 17.0

    var height: Double {
        let text = 35 + DiagramBox.lineHeight * Double(lines.count)
        return switch strip {
        case nil: text
        case .layers: text + 24
        case .tokens: text + 38
        }
    }
}

/// The same part of both models, and what of it differs.
struct DiagramRow {
    /// Which side of the column something else runs past the boxes on.
    enum Bypass { case none, left, right }

    let boxes: [DiagramBox?]
    let change: ComparedFact.Change
    /// What differs, one line each.
    let notes: [String]
    /// What the boxes hand on, for each model.
    let flows: [String]
    let bypass: Bypass

    /// From one line of notes to the next.
    static let note = 16.0

    init(
        _ first: DiagramBox?, _ second: DiagramBox?, _ facts: [ComparedFact?], flows: [String] = ["", ""],
        bypass: Bypass = .none
    ) {
        boxes = [first, second]
        let changed = facts.compactMap(\.self).filter(\.isChanged)
        change = first == nil ? .new : second == nil ? .gone : changed.isEmpty ? .same : .changed
        notes = changed.map { fact in
            // The row itself says that one has none.
            let values = [fact.first, fact.second].filter { $0 != .absent || (first != nil && second != nil) }
            let words = values.map { $0 == .absent ? "none" : $0.text(in: fact.unit) }
            return "\(fact.name): \(words.joined(separator: " → "))"
        }
        (self.flows, self.bypass) = (flows, bypass)
    }

    /// Squares that every box of the row has room for: of one size, so that they can be compared.
    var cells: Int { boxes.compactMap { $0?.strip?.count }.max() ?? 0 }

    /// Of the boxes, with room for the notes between them.
    var height: Double {
        let boxes = boxes.compactMap { $0?.height }.max() ?? 0
        return max(boxes, notes.isEmpty ? 0 : 24 + DiagramRow.note * Double(notes.count))
    }
}

/// Colours of the diagram: warm is trained, cool is frozen; what changed has a colour of its own.
enum DiagramColor {
    static func fill(_ state: DiagramBox.State?) -> Color {
        switch state {
        case .frozen: Color(hex: 0xE4F1FA)
        case .tuned: Color(hex: 0xFFEBD2)
        case nil: Color(hex: 0xF6F6F6)
        }
    }

    static func edge(_ state: DiagramBox.State?) -> Color {
        switch state {
        case .frozen: Color(hex: 0x5AA5D6)
        case .tuned: Color(hex: 0xE0922F)
        case nil: .frame
        }
    }

    static func change(_ change: ComparedFact.Change) -> Color {
        switch change {
        case .same: .frame
        case .changed: Color(hex: 0x8B3F87)
        case .new: Color(hex: 0x00805D)
        case .gone: Color(hex: 0x6B6B6B)
        }
    }

    static let stateToken = Color(hex: 0x0072B2)
    static let futureToken = Color(hex: 0x00A37A)
    static let actionToken = Color(hex: 0xD55E00)
}
