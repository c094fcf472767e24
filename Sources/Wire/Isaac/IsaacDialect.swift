/// The protocol of Isaac-GR00T's inference service, which changed between its releases.
public enum IsaacDialect: Sendable, Equatable, CaseIterable {
    /// `data` is the observation, with flat keys such as `video.ego_view`; the reply is the map of actions.
    case n15
    /// N1.6 and N1.7: `data` holds `observation` and `options`, keys are nested (`{"video": {"ego_view": …}}`), the
    /// reply is `[actions, info]`, and names have no prefix.
    case n17
    /// N1.6 and N1.7 behind their simulation wrapper: as ``n17``, but keys are flat in both directions.
    case n17Flat
}
