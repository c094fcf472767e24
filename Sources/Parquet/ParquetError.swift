/// What can be wrong with a Parquet file or with a table to be written.
public enum ParquetError: Error, Equatable, CustomStringConvertible {
    case unreadable(file: String, reason: String)
    case missingColumns([String], file: String, available: [String])
    case duplicateColumn(String, file: String)
    /// The values are of another kind than was asked for.
    case wrongType(column: String, file: String, found: String, wanted: String)
    case null(column: String, file: String, row: Int)
    case ragged(column: String, file: String, row: Int, width: Int, expected: Int)
    /// A number that does not fit, or is not whole, where whole numbers were asked for.
    case notAnInteger(column: String, file: String, row: Int, value: String)
    case missingMember(String, column: String, file: String, available: [String])
    case malformedTable(column: String, reason: String)
    case unwritable(file: String, reason: String)

    public var description: String {
        switch self {
        case .unreadable(let file, let reason):
            "cannot read the Parquet file \(file): \(reason); check that it is there and complete, or copy it again"
        case .missingColumns(let columns, let file, let available):
            "\(file) has no column \(quoted(columns)); it has \(quoted(available))"
        case .duplicateColumn(let column, let file):
            "\(file) has more than one column '\(column)'; write it again with different names"
        case .wrongType(let column, let file, let found, let wanted):
            "column '\(column)' of \(file) is \(found), where \(wanted) are expected; write it again with that type"
        case .null(let column, let file, let row):
            "column '\(column)' of \(file) has no value in row \(row); fill or drop such rows"
        case .ragged(let column, let file, let row, let width, let expected):
            "column '\(column)' of \(file) has \(width) values in row \(row), where the rows before have \(expected); "
                + "every row needs the same number"
        case .notAnInteger(let column, let file, let row, let value):
            "column '\(column)' of \(file) has \(value) in row \(row), which is not a 64-bit whole number"
        case .missingMember(let member, let column, let file, let available):
            "column '\(column)' of \(file) has no member '\(member)'; it has \(quoted(available))"
        case .malformedTable(let column, let reason):
            "cannot write column '\(column)': \(reason)"
        case .unwritable(let file, let reason):
            "cannot write the Parquet file \(file): \(reason); check that the directory is there, writable and not full"
        }
    }
}

private func quoted(_ names: [String]) -> String {
    names.isEmpty ? "none" : names.map { "'\($0)'" }.joined(separator: ", ")
}
