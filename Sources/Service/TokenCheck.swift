/// Compares what clients present with the server's token, in a time that tells nothing about where they differ.
public struct TokenCheck: Sendable {
    private let expected: [UInt8]?

    /// - Parameter token: nil lets everybody in.
    public init(_ token: String?) { expected = token.map { Array($0.utf8) } }

    /// Whether clients need a token at all.
    public var isRequired: Bool { expected != nil }

    /// Throws ``ServiceError/unauthorized`` for a token that is missing or wrong.
    public func check(_ token: String?) throws(ServiceError) {
        guard let expected else { return }
        guard let token, Self.areEqual(Array(token.utf8), expected) else { throw .unauthorized }
    }

    /// Looks at every byte of `presented`, so the time depends on what the client knows already: its own text's length.
    private static func areEqual(_ presented: [UInt8], _ expected: [UInt8]) -> Bool {
        var difference = presented.count ^ expected.count
        for (index, byte) in presented.enumerated() {
            difference |= Int(byte ^ expected[index % max(expected.count, 1)])
        }
        return difference == 0
    }
}
