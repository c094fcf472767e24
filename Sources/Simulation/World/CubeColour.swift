/// The colours that cubes have, in words that instructions use.
public enum CubeColour: String, Sendable, Codable, CaseIterable {
    case red, green, blue, yellow, purple
}
