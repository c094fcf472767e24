import Foundation

/// Why it matters that a second model differs from a first one; each sentence holds for any two models that differ so.
enum Lesson {
    static func pictureTokens(_ first: ModelFacts, _ second: ModelFacts) -> String {
        let (one, other) = (first.eagle.tokensPerTile, second.eagle.tokensPerTile)
        let effect =
            other > one
            ? "the DiT can tell smaller things and places apart, and every layer of the language model has more to read"
            : "less to read for every layer of the language model, and a coarser picture for the DiT"
        return "A picture is \(other) tokens, not \(one): \(effect)."
    }

    static func connector(_ first: ModelFacts, _ second: ModelFacts) -> String {
        func words(_ facts: ModelFacts) -> String {
            facts.eagle.mlpConnectorLayers == 1 ? "one linear layer" : "a LayerNorm and two layers"
        }
        return "Pictures are translated by \(words(second)), not by \(words(first)): "
            + (second.eagle.mlpConnectorLayers == 1
                ? "a shorter way from seeing to reading." : "more freedom, and more to train.")
    }

    static func vocabulary(_ first: ModelFacts, _ second: ModelFacts) -> String {
        func table(_ facts: ModelFacts) -> String {
            millions(facts.eagle.text.vocabSize * facts.eagle.text.hiddenSize)
        }
        return
            "The table of words takes \(table(second)) parameters, not \(table(first)): memory, but no arithmetic."
    }

    static func projection(_ first: ModelFacts, _ second: ModelFacts) -> String {
        guard let width = second.config.backbone.projectToDim else {
            return
                "The features are no longer projected to the DiT's width: its attention reads them as wide as they are "
                + "(\(second.config.actionHead.backboneEmbeddingDim)), and nothing of the backbone has to be trained for it."
        }
        return first.config.backbone.projectToDim == nil
            ? "The features are projected to the DiT's width (\(width)) by a layer that every fine-tuning trains."
            : ""
    }

    static func adapter(_ first: ModelFacts, _ second: ModelFacts) -> String {
        guard let mixer = second.mixer else {
            return "No LayerNorm and self-attention before the DiT: it reads the features as they come."
        }
        let base =
            "\(mixer.numLayers) layers of self-attention after a LayerNorm rework the features before the DiT reads them"
        return first.mixer == nil
            ? base + ": trained with the action head, they fit what a frozen language model says to the robot's needs."
            : ""
    }

    static func futureTokens(_ first: ModelFacts, _ second: ModelFacts) -> String {
        guard let count = second.futureTokens else {
            return "No future tokens: foresight (FLARE) has nowhere to be learnt."
        }
        return first.futureTokens == nil
            ? "\(count) future tokens stand between state and actions: places where the DiT learns to foresee what it will see "
                + "(FLARE, arXiv 2505.15659; gr00t finetune --flare)."
            : ""
    }

    static func frozenVision(_ first: ModelFacts, _ second: ModelFacts) -> String {
        second.isTuned(.vision) == false
            ? "The vision tower stays frozen: what it and the language model learnt about words and things is not unlearnt on a "
                + "few demonstrations, and there is less to train."
            : "The vision tower is trained too: it can adapt to new cameras and things, for more memory and time, and may forget "
                + "what the demonstrations do not show."
    }

    static func keptFeatures(_ first: ModelFacts, _ second: ModelFacts) -> String {
        second.keepsFeatures
            ? "Nothing before the action head is trained, so the features of a picture stay the same and are computed once "
                + "(gr00t finetune --cache-backbone-features)."
            : "Layers before the action head are trained, so the features change with every step and can't be kept."
    }

    static func flops(_ first: ModelFacts, _ second: ModelFacts) -> String {
        let stages = [
            ("the vision tower", first.cost.vision, second.cost.vision),
            ("the language model", first.cost.language, second.cost.language),
            ("the features for the DiT", first.cost.headEncode, second.cost.headEncode),
            (
                "the denoising steps", first.flops - first.cost.encode, second.flops - second.cost.encode
            ),
        ]
        let most = stages.max { abs($0.2 - $0.1) < abs($1.2 - $1.1) }
        let ratio = second.flops / first.flops
        return
            "An action chunk takes \(String(format: ratio < 100 ? "%.3g" : "%.0f", ratio)) times the arithmetic; most of the "
            + "difference is in \(most?.0 ?? "")."
    }

    private static func millions(_ count: Int) -> String {
        count < 1_000_000 ? "\(count)" : String(format: "%.3g million", Double(count) * 1e-6)
    }
}
