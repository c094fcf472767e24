/// One object of a pickle. Others are meant by their index, since objects may be shared and may hold themselves.
enum PickleNode {
    case null
    case bool(Bool)
    case int(Int)
    /// An integer of more than 64 bits, little-endian.
    case large(ArraySlice<UInt8>)
    case double(Double)
    case text(String)
    case bytes(ArraySlice<UInt8>)
    case list([Int])
    case tuple([Int])
    case dictionary([(key: Int, value: Int)])
    case global(PickleGlobal)
    /// An instance of one of LeRobot's classes, and the dictionary of its fields once it is known.
    case object(PickleGlobal, fields: Int?)
    /// The second is false until the byte order is known.
    case dtype(NumpyDType, isComplete: Bool)
    /// What `_reconstruct` makes, before its shape and elements are known.
    case emptyArray
    case array(NDArray)
    case storage(TorchStorage)
    /// What a persistent id within the bytes of a storage means.
    case storageReference(TorchStorage.Reference)

    var kind: String {
        switch self {
        case .null: "None"
        case .bool: "a bool"
        case .int, .large: "an int"
        case .double: "a float"
        case .text: "a str"
        case .bytes: "bytes"
        case .list: "a list"
        case .tuple: "a tuple"
        case .dictionary: "a dict"
        case .global: "a class"
        case .object: "an object"
        case .dtype: "a dtype"
        case .emptyArray, .array: "an array"
        case .storage, .storageReference: "a storage"
        }
    }
}
