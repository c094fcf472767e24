import CParquet

/// Lays a table out as the C Data Interface wants it. All memory belongs to the encoder and is freed with it: the structs that
/// it gives out are borrowed, so their release callbacks free nothing.
final class ArrowEncoder {
    private var memory: [UnsafeMutableRawPointer] = []

    deinit { memory.forEach { $0.deallocate() } }

    /// The table as one struct array, with `metadata` at the schema. Throws ``ParquetError/malformedTable(column:reason:)``.
    func encode(_ table: ParquetTable, metadata: [String: String]) throws -> (schema: ArrowSchema, array: ArrowArray) {
        let columns = try table.columns.map { column in
            guard column.count == table.rowCount else {
                throw ParquetError.malformedTable(
                    column: column.name, reason: "it has \(column.count) rows, the table has \(table.rowCount)")
            }
            return try encode(column.array, name: column.name, column: column.name)
        }
        var schema = try self.schema(format: "+s", name: "", children: columns.map(\.schema))
        schema.metadata = try encode(metadata)
        let array = array(length: table.rowCount, nulls: nil, buffers: [], children: columns.map(\.array))
        return (schema, array)
    }

    private typealias Encoded = (schema: ArrowSchema, array: ArrowArray)

    private func encode(_ array: ParquetArray, name: String, column: String) throws -> Encoded {
        let count = array.count
        if let nulls = array.nulls, nulls.count != count {
            throw ParquetError.malformedTable(
                column: column, reason: "it has \(count) values, but marks \(nulls.count) as missing or not")
        }
        func encoded(_ format: String, _ buffers: [UnsafeRawPointer?], _ children: [Encoded] = []) throws -> Encoded {
            (
                try schema(format: format, name: name, children: children.map(\.schema)),
                self.array(length: count, nulls: array.nulls, buffers: buffers, children: children.map(\.array))
            )
        }
        switch array.values {
        case .int32(let values): return try encoded("i", [copy(values)])
        case .int64(let values): return try encoded("l", [copy(values)])
        case .float(let values): return try encoded("f", [copy(values)])
        case .double(let values): return try encoded("g", [copy(values)])
        case .bool(let values): return try encoded("b", [copy(bits(values))])
        case .string(let values):
            let (offsets, bytes) = try joined(values.map { Array($0.utf8) }, column: column)
            return try encoded("u", [offsets, bytes])
        case .bytes(let values):
            let (offsets, bytes) = try joined(values, column: column)
            return try encoded("z", [offsets, bytes])
        case .list(let offsets, let elements):
            guard offsets.first == 0, offsets.last == elements.count, zip(offsets, offsets.dropFirst()).allSatisfy(<=)
            else {
                throw ParquetError.malformedTable(
                    column: column,
                    reason: "the offsets of its lists must rise from 0 to the \(elements.count) elements")
            }
            let child = try encode(elements, name: "element", column: column)
            return try encoded("+l", [copy(offsets.map { try narrow($0, column: column) })], [child])
        case .fixedList(let rows, let width, let elements):
            let (total, overflow) = rows.multipliedReportingOverflow(by: width)
            guard !overflow, rows >= 0, width >= 0, total == elements.count else {
                throw ParquetError.malformedTable(
                    column: column, reason: "\(rows) rows of \(width) need as many elements, not \(elements.count)")
            }
            return try encoded("+w:\(width)", [], [try encode(elements, name: "element", column: column)])
        case .structure(let rows, let members):
            let children = try members.map { member in
                guard member.array.count == rows else {
                    throw ParquetError.malformedTable(
                        column: column, reason: "member '\(member.name)' has \(member.array.count) of \(rows) rows")
                }
                return try encode(member.array, name: member.name, column: column)
            }
            return try encoded("+s", [], children)
        case .unsupported(_, let type):
            throw ParquetError.malformedTable(
                column: column, reason: "values of type \(type) are not kept; leave it out")
        }
    }

    private func schema(format: String, name: String, children: [ArrowSchema]) throws -> ArrowSchema {
        guard !name.utf8.contains(0) else {
            throw ParquetError.malformedTable(column: name, reason: "a name cannot hold a zero byte")
        }
        let nullable: Int64 = 2  // ARROW_FLAG_NULLABLE
        return ArrowSchema(
            format: text(format), name: text(name), metadata: nil, flags: nullable, n_children: Int64(children.count),
            children: pointers(children), dictionary: nil, release: cparquet_release_borrowed_schema, private_data: nil)
    }

    /// Buffer 0 of every array marks the rows that have a value.
    private func array(
        length: Int, nulls: [Bool]?, buffers: [UnsafeRawPointer?], children: [ArrowArray]
    ) -> ArrowArray {
        let validity = nulls.map { copy(bits($0.map(!))) }
        return ArrowArray(
            length: Int64(length), null_count: Int64(nulls?.count { $0 } ?? 0), offset: 0,
            n_buffers: Int64(buffers.count + 1), n_children: Int64(children.count),
            buffers: place([validity] + buffers), children: pointers(children), dictionary: nil,
            release: cparquet_release_borrowed_array, private_data: nil)
    }

    /// The metadata in the layout that ``ArrowSchema/metadataPairs`` reads.
    private func encode(_ metadata: [String: String]) throws -> UnsafePointer<CChar>? {
        guard !metadata.isEmpty else { return nil }
        var bytes: [UInt8] = []
        func append(_ number: Int, of key: String) throws {
            let value = try narrow(number, column: key)
            withUnsafeBytes(of: value) { bytes.append(contentsOf: $0) }
        }
        try append(metadata.count, of: "")
        for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
            for text in [key, value] {
                try append(text.utf8.count, of: key)
                bytes.append(contentsOf: text.utf8)
            }
        }
        return UnsafePointer(place(bytes).withMemoryRebound(to: CChar.self, capacity: bytes.count) { $0 })
    }

    private func bits(_ values: [Bool]) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: (values.count + 7) / 8)
        for (index, value) in values.enumerated() where value { bytes[index >> 3] |= 1 << UInt8(index & 7) }
        return bytes
    }

    private func joined(_ pieces: [[UInt8]], column: String) throws -> (
        offsets: UnsafeRawPointer, bytes: UnsafeRawPointer
    ) {
        var offsets: [Int32] = [0]
        offsets.reserveCapacity(pieces.count + 1)
        var end = 0
        for piece in pieces {
            end += piece.count
            offsets.append(try narrow(end, column: column))
        }
        return (copy(offsets), copy(Array(pieces.joined())))
    }

    /// Offsets have 32 bits, which is two gigabytes per column and file.
    private func narrow(_ offset: Int, column: String) throws -> Int32 {
        guard let narrow = Int32(exactly: offset) else {
            throw ParquetError.malformedTable(column: column, reason: "\(offset) elements are more than one file holds")
        }
        return narrow
    }

    private func text(_ text: String) -> UnsafePointer<CChar> { UnsafePointer(place(Array(text.utf8CString))) }

    private func copy<Value>(_ values: [Value]) -> UnsafeRawPointer { UnsafeRawPointer(place(values)) }

    private func pointers<Value>(_ values: [Value]) -> UnsafeMutablePointer<UnsafeMutablePointer<Value>?>? {
        guard !values.isEmpty else { return nil }
        let start = place(values)
        return place(values.indices.map { Optional(start + $0) })
    }

    /// Copies trivial values into memory of the encoder. Never empty: Arrow wants a buffer also for no values.
    private func place<Value>(_ values: [Value]) -> UnsafeMutablePointer<Value> {
        let start = UnsafeMutablePointer<Value>.allocate(capacity: max(values.count, 1))
        start.initialize(from: values, count: values.count)
        memory.append(UnsafeMutableRawPointer(start))
        return start
    }
}
