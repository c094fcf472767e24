extension Fact {
    static let training: [Fact] =
        ModelPart.allCases.map { part in
            Fact(group: .training, key: part.rawValue, name: part.name) {
                .init($0.isTuned(part).map { $0 ? "tuned" : "frozen" })
            } lesson: {
                part == .vision ? Lesson.frozenVision($0, $1) : ""
            }
        } + [
            Fact(group: .training, key: "tuned_parameters", name: "tuned", unit: .parameters) {
                .integer($0.tunedParameters)
            },
            Fact(group: .training, key: "frozen_parameters", name: "frozen", unit: .parameters) {
                .integer($0.parameters - $0.tunedParameters)
            },
            Fact(group: .training, key: "keeps_features", name: "features can be kept on disk") {
                .text($0.keepsFeatures ? "yes" : "no")
            } lesson: {
                Lesson.keptFeatures($0, $1)
            },
        ]

    static let cost: [Fact] = [
        Fact(group: .cost, key: "parameters", name: "parameters", unit: .parameters) { .integer($0.parameters) },
        Fact(group: .cost, key: "weights", name: "weights in bfloat16", unit: .bytes) { .integer(2 * $0.parameters) },
        Fact(group: .cost, key: "prompt", name: "prompt", unit: .tokens) { .integer($0.promptTokens) },
        flops("vision_flops", "vision tower and connector") { $0.cost.vision },
        flops("language_flops", "language model") { $0.cost.language },
        flops("features_flops", "features for the DiT") { $0.cost.headEncode },
        flops("step_flops", "one denoising step") { $0.cost.denoisingStep },
        flops("flops", "an action chunk") {
            $0.flops
        } lesson: {
            Lesson.flops($0, $1)
        },
    ]

    private static func flops(
        _ key: String, _ name: String, _ value: @escaping @Sendable (ModelFacts) -> Double,
        lesson: @escaping @Sendable (ModelFacts, ModelFacts) -> String = { _, _ in "" }
    ) -> Fact {
        Fact(group: .cost, key: key, name: name, unit: .flop, value: { .real(value($0)) }, lesson: lesson)
    }
}
