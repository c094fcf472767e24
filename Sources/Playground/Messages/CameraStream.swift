/// A camera whose pictures go to the page. The raw value is the first byte of each binary message; a JPEG (viewer) or PNG follows.
package enum CameraStream: UInt8, Sendable, CaseIterable {
    /// A larger view of the whole scene, for people only.
    case viewer = 1
    /// The two that the policy sees.
    case front = 2
    case wrist = 3

    package var name: String {
        switch self {
        case .viewer: "viewer"
        case .front: "front"
        case .wrist: "wrist"
        }
    }
}
