/// The tokens of a byte-level vocabulary: bytes to id and back.
struct Vocabulary: Sendable {
    /// Ids above this are refused: no vocabulary is near it, and a table of all ids must stay small.
    static let maximumID = 1 << 22

    private var table: ByteStringTable
    /// The id of each entry of the table.
    private var ids: [Int32] = []
    /// The entry of each id, or -1.
    private var entries: [Int32] = []

    init(expectedCount: Int) { table = ByteStringTable(expectedCount: expectedCount) }

    /// The number of tokens.
    var count: Int { table.count }
    /// The highest id + 1.
    var idCount: Int { entries.count }

    /// Reads the object `{"token": id, …}` of `vocab.json` or of `model.vocab` in `tokenizer.json`.
    init(reading scanner: inout JSONScanner, expectedCount: Int) throws {
        self.init(expectedCount: expectedCount)
        var bytes: [UInt8] = []
        try scanner.object { scanner, spelling in
            let id = try scanner.tokenID()
            bytes.removeAll(keepingCapacity: true)
            let name = { "'\(String(decoding: spelling, as: UTF8.self))'" }
            guard !spelling.isEmpty else { throw scanner.failure("an empty token") }
            guard ByteAlphabet.append(spelling, to: &bytes) else {
                throw scanner.failure("\(name()) is not spelt in the byte-level alphabet")
            }
            guard self.bytes(of: id) == nil else { throw scanner.failure("\(name()) has an id already given, \(id)") }
            guard insert(bytes, id: id) else { throw scanner.failure("\(name()) stands twice") }
        }
        guard count > 0 else { throw scanner.failure("the vocabulary is empty") }
    }

    func id(of bytes: UnsafeBufferPointer<UInt8>) -> Int32? { table.index(of: bytes).map { ids[$0] } }

    func id(of bytes: [UInt8]) -> Int32? { bytes.withUnsafeBufferPointer { id(of: $0) } }

    func bytes(of id: Int) -> ArraySlice<UInt8>? {
        guard entries.indices.contains(id), entries[id] >= 0 else { return nil }
        return table[Int(entries[id])]
    }

    private mutating func insert(_ bytes: [UInt8], id: Int) -> Bool {
        guard let entry = table.insert(bytes) else { return false }
        ids.append(Int32(truncatingIfNeeded: id))
        if id >= entries.count { entries.append(contentsOf: repeatElement(-1, count: id + 1 - entries.count)) }
        entries[id] = Int32(truncatingIfNeeded: entry)
        return true
    }
}
