import Foundation

/// One line of `log.jsonl`, read.
struct LogLine: Decodable {
    let step: Int
    /// In order of the names, since a JSON object has none.
    let values: [(name: String, value: Double)]

    static let nonFiniteSuffix = "_nonfinite"

    init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: Name.self)
        step = try members.decode(Int.self, forKey: Name(stringValue: "step"))
        var values: [(name: String, value: Double)] = []
        for key in members.allKeys where key.stringValue != "step" && key.stringValue != "time" {
            if let value = try? members.decode(Double.self, forKey: key) {
                values.append((key.stringValue, value))
            } else if try members.decodeNil(forKey: key) {
                let word = try? members.decode(
                    String.self, forKey: Name(stringValue: key.stringValue + Self.nonFiniteSuffix))
                values.append((key.stringValue, word == "inf" ? .infinity : word == "-inf" ? -.infinity : .nan))
            }
            // Anything else is a note of whoever wrote it.
        }
        self.values = values.sorted { $0.name < $1.name }
    }

    private struct Name: CodingKey {
        let stringValue: String
        let intValue: Int? = nil
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// The lines of `file` with their bytes, ends of lines excluded; blank lines and a last line that was cut short left out.
    ///
    /// Throws ``TrackingError/damagedLine(file:line:reason:)`` at any other line that cannot be read.
    static func all(of file: URL) throws -> [(bytes: Data, line: LogLine)] {
        let path = file.path(percentEncoded: false)
        let data: Data
        do {
            // Not mapped: a run may be writing to it.
            data = try Data(contentsOf: file)
        } catch {
            throw TrackingError.cannotRead(path: path, reason: error.localizedDescription)
        }
        let decoder = JSONDecoder()
        let pieces = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        var lines: [(bytes: Data, line: LogLine)] = []
        for (index, piece) in pieces.enumerated() where !piece.allSatisfy({ $0 == 32 || $0 == 13 }) {
            do {
                lines.append((piece, try decoder.decode(LogLine.self, from: piece)))
            } catch {
                // Every whole line ends in a line feed, after which the last piece is empty.
                if index == pieces.count - 1 { break }
                throw TrackingError.damagedLine(
                    file: path, line: index + 1, reason: "not a JSON object with a whole number 'step'")
            }
        }
        return lines
    }
}
