/// One tensor as the header words it, unchecked beyond the JSON.
struct ParsedTensor {
    let name: String
    let type: String
    let shape: [Int]
    let begin: Int
    let end: Int
}

/// Reads exactly the JSON that a safetensors header may be: an object of objects with known fields. A general JSON reader
/// would make a tree first, hand numbers over as floating point, and keep the last of two equal keys without a word.
struct SafetensorsHeaderParser {
    private var scanner: JSONScanner
    private var metadata: [String: String]?
    private var tensors: [ParsedTensor] = []

    /// Parses bytes `range` of `file`; positions in errors count from the start of the file.
    static func parse(
        _ file: UnsafeRawBufferPointer, _ range: Range<Int>
    ) throws(SafetensorsProblem) -> (metadata: [String: String], tensors: [ParsedTensor]) {
        var parser = SafetensorsHeaderParser(scanner: JSONScanner(file, range))
        try parser.header()
        return (parser.metadata ?? [:], parser.tensors)
    }

    private mutating func header() throws(SafetensorsProblem) {
        try scanner.expect("{")
        if !scanner.accept("}") {
            repeat {
                let key = try scanner.string()
                try scanner.expect(":")
                if key == "__metadata__" {
                    guard metadata == nil else { throw .duplicateKey(key) }
                    metadata = try stringMap()
                } else {
                    tensors.append(try tensor(named: key))
                }
            } while scanner.accept(",")
            try scanner.expect("}")
        }
        try scanner.expectEnd()
    }

    private mutating func stringMap() throws(SafetensorsProblem) -> [String: String] {
        var map: [String: String] = [:]
        try scanner.expect("{")
        if scanner.accept("}") { return map }
        repeat {
            let key = try scanner.string()
            try scanner.expect(":")
            guard map.updateValue(try scanner.string(), forKey: key) == nil else { throw .duplicateKey(key) }
        } while scanner.accept(",")
        try scanner.expect("}")
        return map
    }

    private mutating func tensor(named name: String) throws(SafetensorsProblem) -> ParsedTensor {
        var type: String?
        var shape: [Int]?
        var offsets: [Int]?
        try scanner.expect("{")
        if !scanner.accept("}") {
            repeat {
                let field = try scanner.string()
                try scanner.expect(":")
                let isDuplicate: Bool
                switch field {
                case "dtype":
                    isDuplicate = type != nil
                    type = try scanner.string()
                case "shape":
                    isDuplicate = shape != nil
                    shape = try integers(
                        atMost: SafetensorsHeader.mostDimensions, else: .tooManyDimensions(tensor: name))
                case "data_offsets":
                    isDuplicate = offsets != nil
                    offsets = try integers(atMost: 2, else: .notTwoOffsets(tensor: name))
                default: throw .unknownField(tensor: name, field: field)
                }
                guard !isDuplicate else { throw .duplicateKey("\(name).\(field)") }
            } while scanner.accept(",")
            try scanner.expect("}")
        }
        guard let type else { throw .missingField(tensor: name, field: "dtype") }
        guard let shape else { throw .missingField(tensor: name, field: "shape") }
        guard let offsets else { throw .missingField(tensor: name, field: "data_offsets") }
        guard offsets.count == 2 else { throw .notTwoOffsets(tensor: name) }
        return ParsedTensor(name: name, type: type, shape: shape, begin: offsets[0], end: offsets[1])
    }

    private mutating func integers(
        atMost limit: Int, else problem: SafetensorsProblem
    ) throws(SafetensorsProblem) -> [Int] {
        var numbers: [Int] = []
        try scanner.expect("[")
        if scanner.accept("]") { return numbers }
        repeat {
            guard numbers.count < limit else { throw problem }
            numbers.append(try scanner.natural())
        } while scanner.accept(",")
        try scanner.expect("]")
        return numbers
    }
}
