import Foundation

extension AdapterConfigFile {
    /// The keys of the file that say something about the computation. PEFT writes many more, and other versions others; what
    /// is left out has PEFT's default.
    struct Fields: Codable {
        var baseModelNameOrPath: String?
        var rank: Int
        var alpha: Double?
        var dropout: Double?
        var targetModules: Targets?
        var peftType: String?
        var bias: String?
        var inferenceMode: Bool? = true
        var fanInFanOut: Bool? = false
        var useRslora: Bool? = false
        var useDora: Bool? = false
        var rankPattern: [String: Int]?
        var alphaPattern: [String: Double]?
        var modulesToSave: [String]?

        enum CodingKeys: String, CodingKey {
            case baseModelNameOrPath = "base_model_name_or_path"
            case rank = "r"
            case alpha = "lora_alpha"
            case dropout = "lora_dropout"
            case targetModules = "target_modules"
            case peftType = "peft_type"
            case bias
            case inferenceMode = "inference_mode"
            case fanInFanOut = "fan_in_fan_out"
            case useRslora = "use_rslora"
            case useDora = "use_dora"
            case rankPattern = "rank_pattern"
            case alphaPattern = "alpha_pattern"
            case modulesToSave = "modules_to_save"
        }

        /// A list, or one expression.
        struct Targets: Codable {
            let names: [String]

            init(_ names: [String]) { self.names = names }

            init(from decoder: any Decoder) throws {
                let value = try decoder.singleValueContainer()
                names = try (try? value.decode([String].self)) ?? [value.decode(String.self)]
            }

            func encode(to encoder: any Encoder) throws { try names.encode(to: encoder) }
        }

        init(_ file: AdapterConfigFile) {
            baseModelNameOrPath = file.baseModelNameOrPath
            rank = file.rank
            alpha = file.alpha
            dropout = file.dropout
            targetModules = Targets(file.targetModules)
            peftType = "LORA"
            bias = "none"
            useRslora = file.useRslora
        }

        /// Throws ``AdapterError/unsupported(file:key:value:supported:)``.
        func check(file: String) throws {
            func require(_ condition: Bool, _ key: CodingKeys, _ value: some Any, _ supported: String) throws {
                guard !condition else { return }
                throw AdapterError.unsupported(
                    file: file, key: key.rawValue, value: "\(value)", supported: supported)
            }
            try require(peftType ?? "LORA" == "LORA", .peftType, peftType ?? "", "LORA")
            try require((1...65_536).contains(rank), .rank, rank, "1 to 65536")
            try require(alpha?.isFinite ?? true, .alpha, alpha ?? 0, "any finite number")
            try require(bias ?? "none" == "none", .bias, bias ?? "", "none")
            try require(useDora != true, .useDora, true, "false")
            try require(fanInFanOut != true, .fanInFanOut, true, "false")
            try require(rankPattern?.isEmpty ?? true, .rankPattern, "not empty", "one rank for all layers")
            try require(alphaPattern?.isEmpty ?? true, .alphaPattern, "not empty", "one alpha for all layers")
            try require(
                modulesToSave?.isEmpty ?? true, .modulesToSave, modulesToSave ?? [], "null: matrices beside frozen ones"
            )
        }

        static func explain(_ error: any Error) -> String {
            switch error {
            case DecodingError.keyNotFound(let key, _): "'\(key.stringValue)' is missing"
            case DecodingError.typeMismatch(let type, let context), DecodingError.valueNotFound(let type, let context):
                "'\(context.codingPath.map(\.stringValue).joined(separator: "."))' should be a \(type)"
            case is DecodingError: "it is not valid JSON"
            default: error.localizedDescription
            }
        }
    }
}
