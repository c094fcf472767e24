import Foundation

/// Bytes that other programs wrote. Each says how, so that it can be made again.
enum Messages {
    /// uint8 [2, 3, 3].
    static let picture: [UInt8] = [
        95, 130, 194, 217, 207, 235, 15, 163, 33,
        215, 217, 130, 248, 189, 16, 69, 184, 232,
    ]

    static func bytes(_ base64: String) -> [UInt8] {
        [UInt8](Data(base64Encoded: base64, options: .ignoreUnknownCharacters) ?? Data())
    }
}
