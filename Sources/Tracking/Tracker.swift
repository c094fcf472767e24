/// Where the numbers of a run go.
///
/// Names have the form `group/name` (``TrackedName``), each at most once per call.
public protocol Tracker: AnyObject {
    /// Takes the scalars of one optimiser step. Steps do not decrease; a step may come in several calls, first its training loss
    /// and then its evaluation. Throws ``TrackingError``.
    func log(_ values: [(name: String, value: Double)], step: Int) throws

    /// Ends the run. Called once, after the last ``log(_:step:)``. Throws ``TrackingError``.
    ///
    /// - Parameter exitCode: that of the program; 0 is success.
    func finish(exitCode: Int) throws
}
