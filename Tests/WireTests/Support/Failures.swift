import Testing
import Wire

/// What `body` throws, as a text; records an issue and returns nothing where it doesn't throw a ``WireError``.
func refusal(sourceLocation: SourceLocation = #_sourceLocation, of body: () throws -> Void) -> String {
    do {
        try body()
        Issue.record("it was accepted", sourceLocation: sourceLocation)
        return ""
    } catch let error as WireError {
        return "\(error)"
    } catch {
        Issue.record("threw \(type(of: error))", sourceLocation: sourceLocation)
        return ""
    }
}
