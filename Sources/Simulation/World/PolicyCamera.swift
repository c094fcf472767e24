/// The cameras of a policy, named as in the data config `so100_dualcam`.
package enum PolicyCamera: String, Sendable, CaseIterable {
    /// Before the arm, looks at it: the arm's left is to the right.
    case front
    /// On the gripper, looks along the jaws.
    case wrist
}
