import Foundation

/// Folders that come with the program, found wherever it was built or put: beside it, beside the current directory, or above
/// either.
package enum InstalledFolder {
    /// Where a folder may be, the likeliest first.
    package static func candidates(_ path: String) -> [URL] {
        let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        let current = URL(filePath: FileManager.default.currentDirectoryPath)
        var directories = ancestors(program)
        directories += ancestors(current).filter { !directories.contains($0) }
        return directories.map { $0.appending(path: path) }
    }

    private static func ancestors(_ directory: URL) -> [URL] {
        var directories = [directory]
        while let last = directories.last, last.path != "/" { directories.append(last.deletingLastPathComponent()) }
        return directories.dropLast()
    }
}
