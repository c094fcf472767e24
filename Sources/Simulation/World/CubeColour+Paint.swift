extension CubeColour {
    /// Red, green, blue, each 0 to 1.
    package var paint: SIMD3<Float> {
        switch self {
        case .red: SIMD3(0.85, 0.1, 0.1)
        case .green: SIMD3(0.1, 0.7, 0.15)
        case .blue: SIMD3(0.12, 0.25, 0.9)
        case .yellow: SIMD3(0.95, 0.8, 0.1)
        case .purple: SIMD3(0.6, 0.15, 0.75)
        }
    }
}
