import ArgumentParser
import Model

/// Which parts are trained, by the reference's flags.
struct TuneOptions: ParsableArguments {
    @Flag(inversion: .prefixedNo, help: "Train the language model.") var tuneLlm = false
    @Flag(
        inversion: .prefixedNo,
        help: "Train the vision tower and the connector. (default: as the reference, N1 does and N1.5 does not)")
    var tuneVisual: Bool?
    @Flag(inversion: .prefixedNo, help: "Train the state and action encoders and the action decoder.")
    var tuneProjector = true
    @Flag(inversion: .prefixedNo, help: "Train the DiT.") var tuneDiffusionModel = true

    func flags(_ family: ModelFamily) -> TuneFlags {
        TuneFlags(
            llm: tuneLlm, visual: tuneVisual ?? family.tuneDefaults.visual, projector: tuneProjector,
            diffusionModel: tuneDiffusionModel)
    }
}
