import Checkpoint
import Foundation
import Testing
import Transforms

typealias ToyConfig = DataConfig

enum Weights {
    /// Flips the lowest bit of one byte of the tensors whose names begin with `prefix`; the last thing returned flips it back.
    /// - Parameter place: 0 the first byte of the first of them, 1 the last one of the last, by name.
    static func flipBit(of checkpoint: URL, prefix: String, place: Double) throws -> () throws -> Void {
        let file = checkpoint.appending(path: "model.safetensors")
        let offset = try { () throws -> Int in
            let weights = try SafetensorsFile(file)
            func address(_ name: String) throws -> (start: Int, count: Int) {
                try weights.withBytes(of: name) { (Int(bitPattern: $0.baseAddress), $0.count) }
            }
            let names = weights.entries.keys.filter { $0.hasPrefix(prefix) }.sorted()
            let name = try #require(names.isEmpty ? nil : names[Int(Double(names.count - 1) * place)])
            // The data begin behind the header, whose length is in the first 8 bytes.
            let first = try #require(try weights.entries.keys.map { try address($0).start }.min())
            let header = try #require(try FileHandle(forReadingFrom: file).read(upToCount: 8))
            let length = header.reversed().reduce(0) { $0 << 8 | Int($1) }
            let tensor = try address(name)
            return 8 + length + tensor.start - first + Int(Double(tensor.count - 1) * place)
        }()
        func flip() throws {
            let handle = try FileHandle(forUpdating: file)
            defer { try? handle.close() }
            try handle.seek(toOffset: UInt64(offset))
            let byte = try #require(try handle.read(upToCount: 1)?.first)
            try handle.seek(toOffset: UInt64(offset))
            try handle.write(contentsOf: Data([byte ^ 1]))
        }
        try flip()
        return flip
    }
}

enum Files {
    /// A copy of a directory whose files keep their times, to the nanosecond.
    static func copy(_ source: URL, to destination: URL) throws {
        try FileManager.default.copyItem(at: source, to: destination)
        for path in try FileManager.default.subpathsOfDirectory(atPath: source.path) {
            var status = stat()
            try #require(stat(source.appending(path: path).path, &status) == 0)
            let times = [status.st_atim, status.st_mtim]
            try #require(utimensat(AT_FDCWD, destination.appending(path: path).path, times, 0) == 0)
        }
    }
}
