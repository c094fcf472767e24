import CTorch

/// What c10d or Gloo said, as it said it.
struct TorchFailure: Error {
    let message: String

    /// The failure that is unread on this thread: its first line, since a stack may follow, and without the source line
    /// of Gloo's that stands in brackets before it.
    static func take() -> TorchFailure {
        var message = Substring(tt_take_error().map { String(cString: $0) } ?? "unknown").prefix { $0 != "\n" }
        if message.first == "[", let end = message.firstIndex(of: "]") { message = message[end...].dropFirst() }
        return TorchFailure(message: String(message.drop { $0 == " " }))
    }

    /// What `body` returns; where that is nothing, the failure.
    static func orValue<T>(_ body: () -> T?) throws(TorchFailure) -> T {
        guard let value = body() else { throw take() }
        return value
    }
}
