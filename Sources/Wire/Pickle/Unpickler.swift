/// Reads one pickle of protocol 2 to 5 into nodes. It calls nothing: see ``PickleGlobal`` for what it knows.
struct Unpickler {
    static let format = "pickle"
    private(set) var reader: ByteReader
    let limits: WireLimits
    /// Whether it reads one of the pickles within the bytes of a torch storage.
    let isStorage: Bool
    private(set) var nodes: [PickleNode] = []
    /// Bytes of arrays that were built so far; shared bytes count each time.
    var built = 0
    private var stack: [Int] = []
    private var marks: [Int] = []
    private var memo: [Int: Int] = [:]
    private var operations = 0

    /// Throws where `range` is more than the limits allow.
    ///
    /// - Precondition: `range` lies within `bytes`.
    init(_ bytes: [UInt8], in range: Range<Int>, limits: WireLimits, isStorage: Bool = false) throws(WireError) {
        guard range.count <= limits.bytes else {
            throw .tooLarge(what: "the pickle", size: range.count, limit: limits.bytes)
        }
        reader = ByteReader(bytes, in: range, format: Self.format)
        self.limits = limits
        self.isStorage = isStorage
    }

    /// Runs the pickle up to its STOP and returns the node that is left.
    mutating func load() throws(WireError) -> Int {
        guard try reader.byte() == PickleOpcode.proto.rawValue else {
            throw reader.failure("no protocol at its beginning; use protocol 2 to 5", at: reader.position - 1)
        }
        let version = try reader.byte()
        guard (2...5).contains(version) else { throw reader.failure("protocol \(version) is none of 2 to 5") }
        while true {
            operations += 1
            guard operations <= 10 * limits.values else {
                throw .tooManyValues(format: Self.format, limit: 10 * limits.values)
            }
            let code = try reader.byte()
            guard let opcode = PickleOpcode(rawValue: code) else {
                throw reader.failure(
                    "operation 0x\(String(code, radix: 16)), which no robot's message needs,", at: reader.position - 1)
            }
            if opcode == .stop { return try pop() }
            try run(opcode)
        }
    }

    private mutating func run(_ opcode: PickleOpcode) throws(WireError) {
        switch opcode {
        case .proto, .stop: throw reader.failure("a second beginning")
        case .frame: _ = try reader.littleEndian(8)
        case .mark: marks.append(stack.count)
        case .pop: _ = try pop()
        case .popMark: _ = try popToMark()
        case .none: push(.null)
        case .newTrue: push(.bool(true))
        case .newFalse: push(.bool(false))
        case .binInt: push(.int(Int(Int32(truncatingIfNeeded: try reader.littleEndian(4)))))
        case .binInt1: push(.int(Int(try reader.littleEndian(1))))
        case .binInt2: push(.int(Int(try reader.littleEndian(2))))
        case .long1: try pushLong(countBytes: 1)
        case .long4: try pushLong(countBytes: 4)
        case .binFloat: push(.double(Double(bitPattern: try reader.bigEndian(8))))
        case .shortBinUnicode: push(.text(try reader.text(try content(countBytes: 1))))
        case .binUnicode: push(.text(try reader.text(try content(countBytes: 4))))
        case .binUnicode8: push(.text(try reader.text(try content(countBytes: 8))))
        case .shortBinBytes: push(.bytes(reader.bytes[try content(countBytes: 1)]))
        case .binBytes: push(.bytes(reader.bytes[try content(countBytes: 4)]))
        case .binBytes8, .byteArray8: push(.bytes(reader.bytes[try content(countBytes: 8)]))
        case .emptyList: push(.list([]))
        case .emptyTuple: push(.tuple([]))
        case .emptyDictionary: push(.dictionary([]))
        case .tuple: push(.tuple(try popToMark()))
        case .tuple1: push(.tuple(try popLast(1)))
        case .tuple2: push(.tuple(try popLast(2)))
        case .tuple3: push(.tuple(try popLast(3)))
        case .append: try append(try popLast(1))
        case .appends: try append(try popToMark())
        case .setItem: try setItems(try popLast(2))
        case .setItems: try setItems(try popToMark())
        case .binPut: memo[Int(try reader.littleEndian(1))] = try top()
        case .longBinPut: memo[Int(try reader.littleEndian(4))] = try top()
        case .memoize: memo[memo.count] = try top()
        case .binGet: try pushRemembered(Int(try reader.littleEndian(1)))
        case .longBinGet: try pushRemembered(Int(try reader.littleEndian(4)))
        case .global:
            let module = try line()
            push(.global(try PickleGlobal(module: module, name: try line(), isStorage: isStorage)))
        case .stackGlobal:
            let parts = try popLast(2)
            guard case .text(let module) = nodes[parts[0]], case .text(let name) = nodes[parts[1]] else {
                throw reader.failure("a class whose name is no str")
            }
            push(.global(try PickleGlobal(module: module, name: name, isStorage: isStorage)))
        case .reduce:
            let parts = try popLast(2)
            push(try reduce(parts[0], arguments: parts[1]))
        case .newObject:
            let parts = try popLast(2)
            push(try newObject(parts[0], arguments: parts[1]))
        case .build:
            let state = try pop()
            let object = try top()
            nodes[object] = try built(object, state: state)
        case .binPersistentID: push(try storageReference(try pop()))
        }
    }

    // MARK: Stack

    private mutating func push(_ node: PickleNode) {
        nodes.append(node)
        stack.append(nodes.count - 1)
    }

    private func top() throws(WireError) -> Int {
        guard let last = stack.last, stack.count > marks.last ?? 0 else { throw reader.failure("an empty stack") }
        return last
    }

    private mutating func pop() throws(WireError) -> Int {
        let node = try top()
        stack.removeLast()
        return node
    }

    private mutating func popLast(_ count: Int) throws(WireError) -> [Int] {
        guard stack.count - count >= marks.last ?? 0 else { throw reader.failure("an empty stack") }
        defer { stack.removeLast(count) }
        return Array(stack.suffix(count))
    }

    private mutating func popToMark() throws(WireError) -> [Int] {
        guard let mark = marks.popLast() else { throw reader.failure("no mark on the stack") }
        defer { stack.removeLast(stack.count - mark) }
        return Array(stack[mark...])
    }

    private mutating func pushRemembered(_ index: Int) throws(WireError) {
        guard let node = memo[index] else { throw reader.failure("nothing was remembered as \(index)") }
        stack.append(node)
    }

    // MARK: Reading

    private mutating func content(countBytes: Int) throws(WireError) -> Range<Int> {
        try reader.take(try reader.length(try reader.littleEndian(countBytes)))
    }

    private mutating func pushLong(countBytes: Int) throws(WireError) {
        let bytes = reader.bytes[try content(countBytes: countBytes)]
        guard bytes.count <= 8 else { return push(.large(bytes)) }
        let isNegative = (bytes.last ?? 0) >= 0x80
        var value: UInt64 = isNegative ? .max : 0
        for byte in bytes.reversed() { value = value << 8 | UInt64(byte) }
        push(.int(Int(truncatingIfNeeded: value)))
    }

    private mutating func line() throws(WireError) -> String {
        let start = reader.position
        while try reader.byte() != 0x0A {}
        return try reader.text(start..<reader.position - 1)
    }

    // MARK: Filling

    private mutating func append(_ items: [Int]) throws(WireError) {
        let list = try top()
        guard case .list(var elements) = nodes[list] else {
            throw reader.failure("items for \(nodes[list].kind), which is no list")
        }
        // Holding the elements twice would copy them for each item.
        nodes[list] = .null
        elements += items
        nodes[list] = .list(elements)
    }

    private mutating func setItems(_ items: [Int]) throws(WireError) {
        let dictionary = try top()
        guard case .dictionary(var entries) = nodes[dictionary], items.count % 2 == 0 else {
            throw reader.failure("keys and values for \(nodes[dictionary].kind), which is no dict")
        }
        nodes[dictionary] = .null
        for index in stride(from: 0, to: items.count, by: 2) { entries.append((items[index], items[index + 1])) }
        nodes[dictionary] = .dictionary(entries)
    }
}
