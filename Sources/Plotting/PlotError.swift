/// What can go wrong when a plot is written.
public enum PlotError: Error, Equatable, CustomStringConvertible {
    case unknownKind(file: String)
    case tooLarge(file: String, width: Int, height: Int)
    case unwritable(file: String, reason: String)
    case undrawable(reason: String)

    public var description: String {
        switch self {
        case .unknownKind(let file): "\(file): a plot is written as .png or .svg; give the file one of these endings"
        case .tooLarge(let file, let width, let height):
            "\(file): \(width)x\(height) pixels are too many for a PNG (30000 a side); plot fewer charts or write an .svg"
        case .unwritable(let file, let reason):
            "\(file): cannot be written (\(reason)); check the folder, its permissions and the free space"
        case .undrawable(let reason): "a drawing cannot be made into pixels (\(reason)); make it smaller"
        }
    }
}
