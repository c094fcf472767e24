/// Renders one operator as a C declaration, a C++ definition, and a Swift method.
struct Emitter {
    let schema: Schema
    private let swiftName: String
    private let bound: [(argument: Schema.Argument, binding: Binding?)]
    private let shape: Shape

    private enum Shape {
        case nothing, one, list, number, flag
        case many(Int)
    }

    /// `nil` when the operator uses a type that ``Binding`` does not know; the caller reports it by name.
    init?(_ schema: Schema, swiftName: String?) {
        self.schema = schema
        self.swiftName = swiftName ?? Names.camelCase(schema.name)
        var bound: [(Schema.Argument, Binding?)] = []
        for argument in schema.arguments {
            let binding = Binding.find(argument.type)
            if binding == nil, !Binding.leftAtDefault.contains(argument.type) { return nil }
            bound.append((argument, binding))
        }
        self.bound = bound
        switch schema.mutates ? [] : schema.returns {
        case []: shape = .nothing
        case ["Tensor"]: shape = .one
        case ["Tensor[]"]: shape = .list
        case ["Scalar"]: shape = .number
        case ["bool"]: shape = .flag
        case let all where all.allSatisfy { $0 == "Tensor" }: shape = .many(all.count)
        default: return nil
        }
    }

    private var signature: String {
        var parameters = bound.compactMap { $0.binding?.c(Emitter.cName($0.argument)) }
        let result: String
        switch shape {
        case .one: result = "TTTensor *_Nullable"
        case .nothing: result = "bool"
        case .many, .list: result = "long"
        case .number: (result, parameters) = ("bool", ["TTScalar *_Nonnull out"] + parameters)
        case .flag: (result, parameters) = ("bool", ["bool *_Nonnull out"] + parameters)
        }
        return "\(result) tt_\(schema.symbol)(\(parameters.joined(separator: ", ")))"
    }

    var declaration: String {
        if case .one = shape { "\(signature) TT_OWNED;" } else { "\(signature);" }
    }

    var definition: String {
        let arguments = bound.map { argument, binding in
            guard let binding else {
                return argument.type == "MemoryFormat" ? "at::MemoryFormat::Contiguous" : "{}"
            }
            let name = Emitter.cName(argument)
            return argument.isMutated && argument.type == "Tensor" ? "M(\(name))" : binding.aten(name)
        }
        let call = "at::_ops::\(schema.symbol)::call(\(arguments.joined(separator: ", ")))"
        let body =
            switch shape {
            case .nothing: "return run([&] { \(call); });"
            case .one: "return one([&] { return \(call); });"
            case .many: "return many([&] { return \(call); });"
            case .list: "return list([&] { return \(call); });"
            case .number: "return run([&] { *out = number(\(call)); });"
            case .flag: "return run([&] { *out = \(call); });"
            }
        return "\(signature) { \(body) }"
    }

    var swift: String {
        // The first tensor is the receiver, whatever its name: `x.layerNorm(...)`, `query.scaledDotProductAttention(...)`.
        let isMethod = bound.first.map { $0.argument.type == "Tensor" } ?? false
        let visible = bound.compactMap { pair in pair.binding.map { (argument: pair.argument, binding: $0) } }
        let parameters = visible.dropFirst(isMethod ? 1 : 0).enumerated().map { position, pair in
            "\(Names.label(pair.argument.name, at: position)): \(pair.binding.swiftType)\(Emitter.swiftDefault(pair.argument))"
        }
        let passed = visible.enumerated().map { position, pair in
            pair.binding.pass(position == 0 && isMethod ? "self" : Names.variable(pair.argument.name))
        }
        let call = "tt_\(schema.symbol)(\(passed.joined(separator: ", ")))"
        let (result, body): (String, String) =
            switch shape {
            case .nothing: ("", "check(\(call))")
            case .one: (" -> Tensor", "Tensor(taking: \(call))")
            case .list: (" -> [Tensor]", "takeResults(\(call))")
            case .many(let count): Emitter.tuple(call, count)
            case .number:
                (" -> Scalar", "Scalar.read { tt_\(schema.symbol)(\((["$0"] + passed).joined(separator: ", "))) }")
            case .flag: (" -> Bool", "Bool.read { tt_\(schema.symbol)(\((["$0"] + passed).joined(separator: ", "))) }")
            }
        let head = "public \(isMethod ? "" : "static ")func \(Names.variable(swiftName))"
        return """
                /// `\(schema.text)`
                \(head)(\(parameters.joined(separator: ", ")))\(result) { \(body) }
            """
    }

    private static func tuple(_ call: String, _ count: Int) -> (String, String) {
        let types = Array(repeating: "Tensor", count: count).joined(separator: ", ")
        let values = (0..<count).map { "all[\($0)]" }.joined(separator: ", ")
        return (" -> (\(types))", "{ let all = takeResults(\(call), expecting: \(count)); return (\(values)) }()")
    }

    private static func cName(_ argument: Schema.Argument) -> String { argument.name + "_" }

    private static func swiftDefault(_ argument: Schema.Argument) -> String {
        switch argument.defaultValue {
        case nil: ""
        case "None": " = nil"
        case "True": " = true"
        case "False": " = false"
        case "long": " = .int64"
        case "Mean": " = 1"
        case let value? where value.hasPrefix("'") || value.hasPrefix("\""):
            " = \"\(value.dropFirst().dropLast())\""
        case let value? where argument.type.hasPrefix("int[]") && !value.hasPrefix("["): " = [\(value)]"
        case let value?: " = \(value)"
        }
    }
}
