import Checkpoint
import Foundation
import TestSupport
import Testing

/// A file that lies, and what must be said about it.
private struct Hostile: Sendable, CustomTestStringConvertible {
    let name: String
    let file: Data
    let problem: SafetensorsProblem

    init(_ name: String, _ file: Data, _ problem: SafetensorsProblem) {
        self.name = name
        self.file = file
        self.problem = problem
    }

    /// `file` is `header` and four bytes of data.
    init(_ name: String, _ header: String, _ problem: SafetensorsProblem) {
        self.init(name, safetensors(header, dataBytes: 4), problem)
    }

    var testDescription: String { name }
}

private func length(_ value: UInt64) -> Data { withUnsafeBytes(of: value.littleEndian) { Data($0) } }

private func expected(_ what: String, at position: Int) -> SafetensorsProblem {
    .notJSON(position: position, expected: what)
}

private let whole = "a whole number, not negative"
private let a = "\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]}"
private let hostileLengths: [Hostile] = [
    Hostile("seven bytes", Data(repeating: 0, count: 7), .tooShort(fileBytes: 7)),
    Hostile("empty header", length(0), expected("'{'", at: 8)),
    Hostile("header past the end", length(100) + Data("{}".utf8), .headerPastEnd(headerBytes: 100, fileBytes: 10)),
    Hostile("header over the limit", length(100_000_001) + Data("{}".utf8), .headerTooLong(100_000_001)),
    Hostile("header of 2^64 - 1", length(.max) + Data("{}".utf8), .headerTooLong(.max)),
    Hostile("header of 2^63", length(1 << 63) + Data("{}".utf8), .headerTooLong(1 << 63)),
]

private let hostileJSON: [Hostile] = [
    Hostile("an array", "[]", expected("'{'", at: 8)),
    Hostile("cut in a key", "{\"a", expected("'\"' at the end of a string", at: 11)),
    Hostile("cut after a key", "{\"a\"", expected("':'", at: 12)),
    Hostile("cut in an escape", "{\"a\\", expected("an escape", at: 11)),
    Hostile("cut in a number", "{\"a\":{\"shape\":[1", expected("']'", at: 24)),
    Hostile("text after the object", oneTensor() + "x", expected("the end of the header", at: 61)),
    Hostile("trailing comma", "{\(a),}", expected("'\"'", at: 61)),
    Hostile("control character", "{\"a\nb\":1}", expected("no control character in a string", at: 11)),
    Hostile("lone surrogate", "{\"\\ud800\":1}", expected("a pair of surrogates", at: 10)),
    Hostile("two high surrogates", "{\"\\ud800\\ud800\":1}", expected("a pair of surrogates", at: 10)),
    Hostile("unknown escape", "{\"\\x\":1}", expected("an escape of JSON", at: 10)),
    Hostile("short unicode escape", "{\"\\u12\":1}", expected("four hexadecimal digits", at: 14)),
    Hostile(
        "not UTF-8", safetensors(Data("{\"".utf8) + Data([0xC3, 0x28]) + Data("\":1}".utf8)), .notUTF8(position: 10)),
    Hostile("overlong UTF-8", safetensors(Data("{\"".utf8) + [0xC0, 0x80] + Data("\"".utf8)), .notUTF8(position: 10)),
    Hostile("tensor is a number", "{\"a\":1}", expected("'{'", at: 13)),
    Hostile("metadata of numbers", "{\"__metadata__\":{\"a\":1}}", expected("'\"'", at: 29)),
    Hostile("metadata twice", "{\"__metadata__\":{},\"__metadata__\":{}}", .duplicateKey("__metadata__")),
    Hostile("metadata key twice", "{\"__metadata__\":{\"k\":\"\",\"k\":\"\"}}", .duplicateKey("k")),
    Hostile("deep nesting", String(repeating: "{\"a\":", count: 100_000), .unknownField(tensor: "a", field: "a")),
]

private let hostileTensors: [Hostile] = [
    Hostile("key twice", "{\(a),\(a)}", .duplicateKey("a")),
    Hostile(
        "key twice, once escaped", "{\(a),\(a.replacing("\"a\"", with: "\"\\u0061\""))}", .duplicateKey("a")),
    Hostile("field twice", "{\"a\":{\"dtype\":\"U8\",\"dtype\":\"U8\"}}", .duplicateKey("a.dtype")),
    Hostile("unknown field", "{\"a\":{\"stride\":[1]}}", .unknownField(tensor: "a", field: "stride")),
    Hostile("no fields", "{\"a\":{}}", .missingField(tensor: "a", field: "dtype")),
    Hostile("no shape", "{\"a\":{\"dtype\":\"U8\"}}", .missingField(tensor: "a", field: "shape")),
    Hostile(
        "no offsets", "{\"a\":{\"dtype\":\"U8\",\"shape\":[4]}}", .missingField(tensor: "a", field: "data_offsets")),
    Hostile("one offset", oneTensor(offsets: "[0]"), .notTwoOffsets(tensor: "a")),
    Hostile("three offsets", oneTensor(offsets: "[0,4,4]"), .notTwoOffsets(tensor: "a")),
    Hostile("unknown dtype", oneTensor(type: "\"Q4\""), .unknownType(tensor: "a", type: "Q4")),
    Hostile("dtype in lower case", oneTensor(type: "\"u8\""), .unknownType(tensor: "a", type: "u8")),
    Hostile("dtype is a number", oneTensor(type: "8"), expected("'\"'", at: 22)),
    Hostile("negative dimension", oneTensor(shape: "[-4]"), expected(whole, at: 36)),
    Hostile("negative offset", oneTensor(offsets: "[-4,0]"), expected(whole, at: 55)),
    Hostile("fraction", oneTensor(shape: "[4.0]"), expected("']'", at: 37)),
    Hostile("exponent", oneTensor(shape: "[4e0]"), expected("']'", at: 37)),
    Hostile("leading zero", oneTensor(shape: "[04]"), expected(whole, at: 36)),
    Hostile(
        "offset of 2^63", oneTensor(offsets: "[0,9223372036854775808]"),
        expected("a whole number of at most 9223372036854775807", at: 57)),
    Hostile(
        "dimension of 10^30", oneTensor(shape: "[1" + String(repeating: "0", count: 30) + "]"),
        expected("a whole number of at most 9223372036854775807", at: 36)),
    Hostile(
        "65 dimensions", oneTensor(shape: "[" + Array(repeating: "1", count: 65).joined(separator: ",") + "]"),
        .tooManyDimensions(tensor: "a")),
    Hostile(
        "elements wrap around to 4", oneTensor(shape: "[4611686018427387904,4,4]"),
        .shapeOverflow(tensor: "a", shape: [1 << 62, 4, 4])),
    Hostile(
        "bytes wrap around", oneTensor(type: "\"F64\"", shape: "[2305843009213693952]"),
        .shapeOverflow(tensor: "a", shape: [1 << 61])),
    Hostile(
        "shape is larger than the bytes", oneTensor(shape: "[5]"),
        .sizeMismatch(tensor: "a", type: .u8, shape: [5], offsetBytes: 4)),
    Hostile(
        "type is larger than the bytes", oneTensor(type: "\"F32\""),
        .sizeMismatch(tensor: "a", type: .f32, shape: [4], offsetBytes: 4)),
    Hostile("offsets reversed", oneTensor(offsets: "[4,0]"), .offsetsReversed(tensor: "a", begin: 4, end: 0)),
    Hostile(
        "data past the end", oneTensor(shape: "[5]", offsets: "[0,5]"),
        .dataPastEnd(tensor: "a", end: 5, dataBytes: 4)),
    Hostile("bytes after the last tensor", oneTensor(shape: "[3]", offsets: "[0,3]"), .hole(from: 3, to: 4)),
    Hostile("bytes before the first", oneTensor(shape: "[3]", offsets: "[1,4]"), .hole(from: 0, to: 1)),
    Hostile("bytes and no tensor", "{}", .hole(from: 0, to: 4)),
    Hostile(
        "overlap", "{\(a),\"b\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[1,4]}}",
        .overlap(tensor: "b", with: "a")),
    Hostile(
        "two names for the same bytes", "{\(a),\"b\":{\"dtype\":\"I8\",\"shape\":[2],\"data_offsets\":[0,2]}}",
        .overlap(tensor: "b", with: "a")),
    Hostile(
        "hole between", "{\(a),\"b\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[3,4]}}", .hole(from: 2, to: 3)),
]

@Suite struct HostileFileTests {
    @Test(arguments: hostileLengths + hostileJSON + hostileTensors)
    private func isRefused(_ hostile: Hostile) throws {
        try withTemporaryDirectory { directory in
            let url = directory.appending(path: "model.safetensors")
            try hostile.file.write(to: url)
            let error = CheckpointError.badSafetensors(path: url.path, problem: hostile.problem)
            #expect(throws: error) { _ = try SafetensorsFile(url) }
            #expect(error.description.contains(url.path))
        }
    }

    /// Whatever is cut off the end of a good file, it is an error, never a crash and never fewer tensors.
    @Test func everyTruncationIsRefused() throws {
        let file = safetensors(
            "{\"__metadata__\":{\"format\":\"pt\"},\(a),\"b\\u00e9\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[2,6]}}",
            dataBytes: 6)
        try withTemporaryDirectory { directory in
            let url = directory.appending(path: "model.safetensors")
            for count in 0..<file.count {
                try file.prefix(count).write(to: url)
                #expect(throws: CheckpointError.self) { _ = try SafetensorsFile(url) }
            }
        }
    }

    /// Every byte of a header replaced by others: opening answers, and what it accepts can be read.
    @Test func corruptedHeadersNeverTrap() throws {
        let good = safetensors("{\(a),\"b\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[2,4]}}", dataBytes: 4)
        try withTemporaryDirectory { directory in
            let url = directory.appending(path: "model.safetensors")
            for position in 0..<good.count - 4 {
                for byte in [0, 0x22, 0x2D, 0x39, 0x5B, 0x5C, 0x7D, 0xFF] as [UInt8] {
                    var file = good
                    file[position] = byte
                    try file.write(to: url)
                    guard let opened = try? SafetensorsFile(url) else { continue }
                    for (name, entry) in opened.entries {
                        try opened.withBytes(of: name) { #expect($0.count == entry.byteCount) }
                    }
                }
            }
        }
    }

    @Test func notARegularFile() throws {
        try withTemporaryDirectory { directory in
            #expect(throws: CheckpointError.cannotRead(path: directory.path, reason: "it is not a regular file")) {
                _ = try SafetensorsFile(directory)
            }
            let missing = directory.appending(path: "missing")
            #expect(throws: CheckpointError.cannotRead(path: missing.path, reason: "No such file or directory")) {
                _ = try SafetensorsFile(missing)
            }
            let pipe = directory.appending(path: "pipe")
            #expect(mkfifo(pipe.path, 0o600) == 0)
            #expect(throws: CheckpointError.cannotRead(path: pipe.path, reason: "it is not a regular file")) {
                _ = try SafetensorsFile(pipe)
            }
        }
    }
}
