import Foundation

/// What the page is told: one JSON object per WebSocket text message, told apart by its `type`.
package enum PlayEvent: Sendable, Equatable {
    /// What is running; once per connection.
    case hello(Hello)
    /// A scene has begun.
    case scene(Scene)
    /// An instruction is being done, is done, or is none any more.
    case task(TaskStatus)
    /// A control step has passed.
    case moment(Moment)
    /// A policy has answered.
    case answer(Answer)
    /// Something to read.
    case notice(Notice)

    /// What a viewer who comes later needs too: the last of each. A notice is for those who are there.
    package var slot: Int? {
        switch self {
        case .hello: 0
        case .scene: 1
        case .task: 2
        case .answer: 3
        case .moment: 4
        case .notice: nil
        }
    }

    /// As it goes to the browser. Numbers that are not finite, which JSON lacks, become words; so nothing can fail.
    package func encoded() -> [UInt8] {
        switch self {
        case .hello(let hello): Self.encoded("hello", hello)
        case .scene(let scene): Self.encoded("scene", scene)
        case .task(let status): Self.encoded("task", status)
        case .moment(let moment): Self.encoded("moment", moment)
        case .answer(let answer): Self.encoded("answer", answer)
        case .notice(let notice): Self.encoded("notice", notice)
        }
    }

    private static func encoded(_ type: String, _ content: some Encodable) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        return (try? encoder.encode(Typed(type: type, content: content))).map { [UInt8]($0) } ?? []
    }
}

/// The fields of `content` with `type` among them.
private struct Typed<Content: Encodable>: Encodable {
    let type: String
    let content: Content

    private enum Key: String, CodingKey { case type }

    func encode(to encoder: any Encoder) throws {
        try content.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(type, forKey: .type)
    }
}
