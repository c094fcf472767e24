import CParquet

/// Copies Arrow arrays (the C Data Interface's buffers) into Swift arrays. The arrays were validated by Arrow before they
/// came here, so offsets, dictionary indices and text can be trusted; numbers may still not fit.
struct ArrowDecoder {
    let column: String
    let file: String

    /// Elements `start..<start + count` of `array`, counted from its own offset.
    func decode(_ array: ArrowArray, _ schema: ArrowSchema, start: Int, count: Int) throws -> ParquetArray {
        // Every buffer of an array is addressed with its offset added.
        let first = Int(array.offset) + start
        let nulls = self.nulls(array, first, count)
        if let dictionary = array.dictionary, let dictionarySchema = schema.dictionary {
            return try decodeDictionary(
                array, schema, dictionary.pointee, dictionarySchema.pointee, nulls: nulls, first: first, count: count)
        }
        let values = try values(array, schema, first: first, count: count)
        return ParquetArray(values, nulls: nulls)
    }

    private func values(_ array: ArrowArray, _ schema: ArrowSchema, first: Int, count: Int) throws -> ParquetValues {
        let format = schema.formatText
        switch format {
        case "c": return .int32(numbers(array, Int8.self, first, count).map(Int32.init))
        case "C": return .int32(numbers(array, UInt8.self, first, count).map(Int32.init))
        case "s": return .int32(numbers(array, Int16.self, first, count).map(Int32.init))
        case "S": return .int32(numbers(array, UInt16.self, first, count).map(Int32.init))
        case "i": return .int32(numbers(array, Int32.self, first, count))
        case "I": return .int64(numbers(array, UInt32.self, first, count).map(Int64.init))
        case "l": return .int64(numbers(array, Int64.self, first, count))
        case "L": return .int64(try signed(numbers(array, UInt64.self, first, count)))
        case "e": return .float(numbers(array, Float16.self, first, count).map(Float.init))
        case "f": return .float(numbers(array, Float.self, first, count))
        case "g": return .double(numbers(array, Double.self, first, count))
        case "b": return .bool(bits(array, buffer: 1, first, count))
        case "u": return .string(pieces(array, Int32.self, first, count) { String(decoding: $0, as: UTF8.self) })
        case "U": return .string(pieces(array, Int64.self, first, count) { String(decoding: $0, as: UTF8.self) })
        case "z": return .bytes(pieces(array, Int32.self, first, count) { [UInt8]($0) })
        case "Z": return .bytes(pieces(array, Int64.self, first, count) { [UInt8]($0) })
        case "+l": return try list(array, schema, Int32.self, first, count)
        case "+L": return try list(array, schema, Int64.self, first, count)
        case "+s":
            let members = try zip(children(array), schema.childSchemas).map { child, childSchema in
                ParquetMember(
                    name: childSchema.nameText,
                    array: try decode(child, childSchema, start: first, count: count))
            }
            return .structure(rows: count, members: members)
        case _ where format.hasPrefix("+w:"):
            guard let width = Int(format.dropFirst(3)), let child = children(array).first,
                let childSchema = schema.childSchemas.first
            else { return .unsupported(rows: count, type: schema.typeText) }
            let elements = try decode(child, childSchema, start: first * width, count: count * width)
            return .fixedList(rows: count, width: width, elements: elements)
        case _ where format.hasPrefix("w:"):
            guard let width = Int(format.dropFirst(2)) else {
                return .unsupported(rows: count, type: schema.typeText)
            }
            let bytes = numbers(array, UInt8.self, first * width, count * width)
            return .bytes((0..<count).map { Array(bytes[$0 * width..<($0 + 1) * width]) })
        default: return .unsupported(rows: count, type: schema.typeText)
        }
    }

    private func children(_ array: ArrowArray) -> [ArrowArray] {
        (0..<Int(array.n_children)).compactMap { array.children?[$0]?.pointee }
    }

    private func buffer(_ array: ArrowArray, _ index: Int) -> UnsafeRawPointer? {
        index < Int(array.n_buffers) ? array.buffers?[index] : nil
    }

    private func numbers<Number>(_ array: ArrowArray, _: Number.Type, _ first: Int, _ count: Int) -> [Number] {
        guard count > 0, let values = buffer(array, 1) else { return [] }
        let numbers = values.assumingMemoryBound(to: Number.self)
        return Array(UnsafeBufferPointer(start: numbers + first, count: count))
    }

    private func signed(_ numbers: [UInt64]) throws -> [Int64] {
        try numbers.enumerated().map { row, number in
            guard let value = Int64(exactly: number) else {
                throw ParquetError.notAnInteger(column: column, file: file, row: row, value: "\(number)")
            }
            return value
        }
    }

    /// Bits, least significant first: booleans, and validity.
    private func bits(_ array: ArrowArray, buffer index: Int, _ first: Int, _ count: Int) -> [Bool] {
        guard count > 0, let bytes = buffer(array, index)?.assumingMemoryBound(to: UInt8.self) else { return [] }
        return (first..<first + count).map { bytes[$0 >> 3] >> UInt8($0 & 7) & 1 == 1 }
    }

    private func nulls(_ array: ArrowArray, _ first: Int, _ count: Int) -> [Bool]? {
        guard array.null_count != 0, array.n_buffers > 0, array.buffers?[0] != nil else { return nil }
        let valid = bits(array, buffer: 0, first, count)
        return valid.allSatisfy { $0 } ? nil : valid.map { !$0 }
    }

    private func pieces<Offset: FixedWidthInteger & Sendable, Piece>(
        _ array: ArrowArray, _: Offset.Type, _ first: Int, _ count: Int, _ make: (UnsafeRawBufferPointer) -> Piece
    ) -> [Piece] {
        let offsets = numbers(array, Offset.self, first, count > 0 ? count + 1 : 0)
        let bytes = buffer(array, 2)
        return zip(offsets, offsets.dropFirst()).map { start, end in
            make(
                UnsafeRawBufferPointer(start: bytes.map { $0 + Int(start) }, count: bytes == nil ? 0 : Int(end - start))
            )
        }
    }

    private func list<Offset: FixedWidthInteger & Sendable>(
        _ array: ArrowArray, _ schema: ArrowSchema, _: Offset.Type, _ first: Int, _ count: Int
    ) throws -> ParquetValues {
        guard let child = children(array).first, let childSchema = schema.childSchemas.first else {
            return .unsupported(rows: count, type: schema.typeText)
        }
        let offsets = count > 0 ? numbers(array, Offset.self, first, count + 1).map(Int.init) : [0]
        let start = offsets[0]
        let elements = try decode(child, childSchema, start: start, count: offsets[offsets.count - 1] - start)
        return .list(offsets: start == 0 ? offsets : offsets.map { $0 - start }, elements: elements)
    }

    /// Replaces indices by the values that they stand for. A row is missing where its index is, or where the value is.
    private func decodeDictionary(
        _ array: ArrowArray, _ schema: ArrowSchema, _ dictionary: ArrowArray, _ dictionarySchema: ArrowSchema,
        nulls: [Bool]?, first: Int, count: Int
    ) throws -> ParquetArray {
        let values = try decode(dictionary, dictionarySchema, start: 0, count: Int(dictionary.length))
        let indices: [Int]
        switch try self.values(array, schema, first: first, count: count) {
        case .int32(let stored): indices = stored.map(Int.init)
        case .int64(let stored): indices = stored.map(Int.init)
        default: return ParquetArray(.unsupported(rows: count, type: schema.typeText))
        }
        let present: [Int?] = indices.enumerated().map { row, index in
            nulls?[row] == true || values.nulls?[index] == true ? nil : index
        }
        func taken<Value>(_ from: [Value], _ placeholder: Value) -> [Value] {
            present.map { $0.map { from[$0] } ?? placeholder }
        }
        let decoded: ParquetValues =
            switch values.values {
            case .int32(let values): .int32(taken(values, 0))
            case .int64(let values): .int64(taken(values, 0))
            case .float(let values): .float(taken(values, 0))
            case .double(let values): .double(taken(values, 0))
            case .bool(let values): .bool(taken(values, false))
            case .string(let values): .string(taken(values, ""))
            case .bytes(let values): .bytes(taken(values, []))
            case .list, .fixedList, .structure, .unsupported: .unsupported(rows: count, type: schema.typeText)
            }
        let missing = present.map { $0 == nil }
        return ParquetArray(decoded, nulls: missing.contains(true) ? missing : nil)
    }
}
