import Model

/// `gr00t model inspect --tuned`: which flag trains what, and what every combination comes to.
struct TunedTable {
    private let parts: TunedParts
    private let tune: TuneFlags

    init(_ parts: TunedParts, _ tune: TuneFlags) {
        (self.parts, self.tune) = (parts, tune)
    }

    var text: String {
        var modules = Table([("module", .left), ("parameters", .right), ("trained by", .left), ("now", .left)])
        for module in parts.modules {
            modules.add(
                module.path, Format.count(module.parameters), TunedTable.flag(module.part),
                module.isTuned ? "tuned" : "frozen")
        }
        let flags: [TuneFlags.Part] = [.llm, .visual, .projector, .diffusionModel]
        var combinations = Table(
            flags.map { (name: TunedTable.flag($0), alignment: Table.Alignment.left) }
                + [(name: "tuned", alignment: .right), (name: "", alignment: .left)])
        for combination in parts.combinations {
            combinations.add(
                flags.map { combination.flags.tunes($0) ? "yes" : "no" } + [
                    Format.count(combination.tunedParameters), combination.flags == tune ? "now" : "",
                ])
        }
        return """
            \(modules.text)

            \(combinations.text)

            Frozen parts are in evaluation mode (no dropout) and have no gradients. With --lora-rank only adapters are trained.
            """
    }

    private static func flag(_ part: TuneFlags.Part) -> String {
        switch part {
        case .llm: "--tune-llm"
        case .visual: "--tune-visual"
        case .projector: "--tune-projector"
        case .diffusionModel: "--tune-diffusion-model"
        case .always: "always"
        }
    }
}
