import NeuralNetwork

/// What a model is made of, from its configuration alone: the tree of its modules with shapes and parameter counts.
public struct ModelSummary: Sendable {
    /// A module or a parameter. Layers that repeat stand for all of their kind.
    public struct Node: Sendable, Codable {
        public let name: String
        /// What the module is for; empty for most.
        public let note: String
        /// Of a parameter.
        public let shape: [Int]?
        /// How many such layers there are.
        public let repeats: Int
        /// Over all repeats.
        public let parameters: Int
        public let tunedParameters: Int
        public let children: [Node]
    }

    public let root: Node
    public let declarations: [ParameterStore.Declaration]

    /// Throws ``ModelError`` when the configuration is not one that can be built.
    public init(_ config: GR00TConfig, _ eagle: EagleConfig, tune: TuneFlags = TuneFlags()) throws {
        let store = ParameterStore.declaring()
        _ = try GR00TModel(config, eagle, parameters: store)
        declarations = store.declarations.filter { !$0.isOptional }
        root = ModelSummary.node("", path: "", declarations.map { (Substring($0.key), $0) }, tune)
    }

    /// The modules that are tuned or frozen as a whole, by their paths: the parts of the vision-language model, and of the head.
    public var modules: [(path: String, node: Node)] {
        root.children.flatMap { half in
            half.children.flatMap { module -> [(path: String, node: Node)] in
                let path = "\(half.name).\(module.name)"
                guard ModelFamily.allCases.contains(where: { $0.eagleKey == path }) else { return [(path, module)] }
                return module.children.map { ("\(path).\($0.name)", $0) }
            }
        }
    }

    private typealias Entry = (rest: Substring, declaration: ParameterStore.Declaration)

    private static func node(_ name: String, path: String, _ entries: [Entry], _ tune: TuneFlags) -> Node {
        let parameters = entries.reduce(0) { $0 + $1.declaration.count }
        let tuned = entries.filter { tune.tunes($0.declaration.key) }.reduce(0) { $0 + $1.declaration.count }
        let isParameter = entries.count == 1 && entries[0].rest.isEmpty
        let unused = entries.allSatisfy { !$0.declaration.isUsed }
        return Node(
            name: name, note: unused ? "never computed" : notes[path] ?? "",
            shape: isParameter ? entries[0].declaration.shape : nil, repeats: 1, parameters: parameters,
            tunedParameters: tuned, children: isParameter ? [] : folded(children(path, entries, tune)))
    }

    private static func children(_ path: String, _ entries: [Entry], _ tune: TuneFlags) -> [Node] {
        var order: [String] = []
        var groups: [String: [Entry]] = [:]
        for (rest, declaration) in entries {
            let head = String(rest.prefix { $0 != "." })
            if groups[head] == nil { order.append(head) }
            groups[head, default: []].append((rest.dropFirst(head.count + 1), declaration))
        }
        return order.map { node($0, path: path.isEmpty ? $0 : "\(path).\($0)", groups[$0] ?? [], tune) }
    }

    /// Numbered layers of the same structure become one node; the even and odd blocks of the DiT differ and stay apart.
    private static func folded(_ nodes: [Node]) -> [Node] {
        var result: [Node] = []
        var byStructure: [String: Int] = [:]
        for node in nodes {
            guard Int(node.name) != nil, let place = byStructure[structure(node)] else {
                if Int(node.name) != nil { byStructure[structure(node)] = result.count }
                result.append(node)
                continue
            }
            let first = result[place]
            result[place] = Node(
                name: first.name.split(separator: ",").count < 3
                    ? "\(first.name), \(node.name)" : short(first.name, node.name),
                note: first.note, shape: first.shape, repeats: first.repeats + 1,
                parameters: first.parameters + node.parameters,
                tunedParameters: first.tunedParameters + node.tunedParameters, children: first.children)
        }
        return result
    }

    /// `0, 2, … 14`.
    private static func short(_ names: String, _ last: String) -> String {
        names.split(separator: ",").prefix(2).joined(separator: ",") + ", … \(last)"
    }

    private static func structure(_ node: Node) -> String {
        node.children.map { "\($0.name)\($0.shape ?? [])(\(structure($0)))" }.joined(separator: ";")
    }

    private static let notes = [
        "backbone": "sees and reads",
        "backbone.eagle_model": "Eagle 2.5",
        "backbone.eagle_model.vision_model": "SigLIP2: one token per patch of the image",
        "backbone.eagle_model.language_model": "Qwen3, lower layers only: reads words and image tokens together",
        "backbone.eagle_model.mlp1": "connector from vision to language",
        "backbone.model": "Eagle 2",
        "backbone.model.vision_model": "SigLIP2: one token per patch of the image",
        "backbone.model.language_model": "SmolLM2, lower layers only: reads words and image tokens together",
        "backbone.model.mlp1": "connector from vision to language; 2 x 2 tokens become one",
        "backbone.linear": "projects the features to the DiT's width, always trained",
        "action_head": "flow matching: turns noise into actions",
        "action_head.model": "DiT: even blocks attend to the backbone's features, odd blocks to themselves",
        "action_head.vl_self_attention": "mixes the features before the DiT reads them",
        "action_head.vlln": "LayerNorm of the features, new in N1.5",
        "action_head.state_encoder": "projector: joint state to one token, per embodiment",
        "action_head.action_encoder": "projector: noisy actions and time to tokens, per embodiment",
        "action_head.action_decoder": "projector: tokens to the velocity of the actions, per embodiment",
        "action_head.future_tokens": "tokens of the future (FLARE), new in N1.5",
        "action_head.position_embedding": "added to the action tokens only",
    ]
}
