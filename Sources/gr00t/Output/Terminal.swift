import Foundation

/// What standard error, where progress and notes go, is connected to.
enum Terminal {
    static let errorIsTerminal = isatty(STDERR_FILENO) == 1

    /// Columns of the terminal; 100 where it is none.
    static var width: Int {
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 100 }
        return Int(size.ws_col)
    }

    static func note(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
}
