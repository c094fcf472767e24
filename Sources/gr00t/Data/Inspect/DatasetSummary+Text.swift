import Foundation

extension DatasetSummary {
    /// For people: what is there, and what it is for.
    var text: String {
        [
            overview, columnText, vectorText, cameraText, taskText, lengthText, firstRowText, dataConfigText,
        ].filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private func heading(_ title: String, _ note: String) -> String { "\(title)\n  \(note)\n" }

    private func indented(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }.joined(separator: "\n")
    }

    private var overview: String {
        let rate = String(format: "%g", framesPerSecond)
        return """
            \(path)
              format    LeRobot \(version)
              robot     \(robotType ?? "not named")
              episodes  \(Format.count(episodes)), \(Format.count(steps)) steps at \(rate) per second: \
            \(Self.duration(seconds)) of demonstrations
            """
    }

    private var columnText: String {
        var table = Table([
            ("column", .left), ("on disk", .left), ("per row", .right), ("in meta/info.json", .left),
            ("used as", .left),
        ])
        for column in columns {
            table.add(
                column.name, column.type ?? "not in the file", column.width.map(String.init) ?? "",
                column.declared ?? "not declared", column.use.joined(separator: ", "))
        }
        return heading("Columns of \(firstDataFile)", "One row per time step.") + indented(table.text)
    }

    private var vectorText: String {
        let source =
            modalityMapIsGuessed
            ? "There is no meta/modality.json: these names are guessed. gr00t data check --fix writes them down."
            : "meta/modality.json cuts the vectors into joint groups; the model knows them by these names. Beyond an\n  "
                + "episode's ends absolute values repeat the first or last row, relative ones are zero."
        return heading("Joint groups", source)
            + vectors.map { vector in
                var table = Table([
                    ("key", .left), ("numbers", .left), ("width", .right), ("in the vector", .left), ("values", .left),
                ])
                for group in vector.groups {
                    table.add(
                        group.key, group.text, "\(group.end - group.start)", vector.bar(of: group),
                        (group.absolute ? "absolute" : "relative") + (group.rotation.map { ", \($0)" } ?? ""))
                }
                let notes =
                    (vector.uncovered.isEmpty
                        ? [] : ["In no group, so never seen: \(vector.uncovered.joined(separator: ", "))"])
                    + (vector.overlapping.isEmpty
                        ? [] : ["In more than one group: \(vector.overlapping.joined(separator: ", "))"])
                return indented(
                    (["\(vector.column) [\(vector.width)]", table.text] + notes).joined(separator: "\n"))
            }.joined(separator: "\n\n")
    }

    private var cameraText: String {
        guard !cameras.isEmpty else { return "Cameras\n  None: GR00T needs at least one." }
        var table = Table([
            ("key", .left), ("column", .left), ("codec", .left), ("size", .left), ("per second", .right),
            ("frames", .right), ("key frames", .right), ("files", .left),
        ])
        for camera in cameras {
            let size = camera.width.flatMap { width in camera.height.map { "\(width)x\($0)" } }
            table.add(
                camera.key ?? "not used", camera.column,
                [camera.codec, camera.pixelFormat].compactMap(\.self).joined(separator: " "), size ?? "",
                camera.framesPerSecond.map { String(format: "%g", $0) } ?? "",
                camera.frames.map(String.init) ?? "", camera.keyFrames.map(String.init) ?? "", state(of: camera))
        }
        let problems = cameras.flatMap(\.problems).map { "✗ \($0)" }
        let note = "Frames and key frames of the first file. Between key frames a video can only be decoded forwards."
        return heading("Cameras", note) + indented(([table.text] + problems).joined(separator: "\n"))
    }

    private func state(of camera: CameraSummary) -> String {
        guard camera.key != nil else { return "not in meta/modality.json" }
        guard camera.filesLookedAt > 0 else { return "inside the parquet files" }
        let files = "\(camera.filesLookedAt) file\(camera.filesLookedAt == 1 ? "" : "s"), \(Format.bytes(camera.bytes))"
        guard camera.problems.isEmpty else { return "\(files): \(camera.problems.count) with problems" }
        return version == "v3.0" ? files : "\(files): as many frames as rows"
    }

    private var taskText: String {
        var table = Table([("index", .right), ("text", .left), ("episodes", .right)])
        let shown = 20
        for task in tasks.prefix(shown) { table.add("\(task.index)", task.text, Format.count(task.episodes)) }
        let more = tasks.count > shown ? "\n… and \(tasks.count - shown) more" : ""
        let keys = annotations.map { "\($0.key): column '\($0.column)'" }
        return heading(
            "Tasks",
            annotations.isEmpty
                ? "meta/modality.json names no annotation: the model is told no instruction."
                : "An annotation is a column of indices into this table. In meta/modality.json:")
            + indented((keys + [table.text + more]).joined(separator: "\n"))
    }

    private var lengthText: String {
        var table = Table([("episode", .right), ("steps", .right), ("duration", .right), ("tasks", .left)])
        let shown = 10
        for episode in lengths.episodes.prefix(shown) {
            table.add(
                "\(episode.index)", Format.count(episode.length),
                Self.duration(Double(episode.length) / framesPerSecond),
                episode.tasks.joined(separator: " | "))
        }
        let more = episodes > shown ? "\n… and \(Format.count(episodes - shown)) more" : ""
        return heading(
            "Episodes",
            "Steps: \(lengths.shortest) in the shortest, \(lengths.median) in the median, \(lengths.longest) in the longest."
        ) + indented(table.text + more)
    }

    private var firstRowText: String {
        guard !firstRows.isEmpty, let episode = lengths.episodes.first else { return "" }
        var table = Table([("key", .left), ("row", .right), ("values", .left)])
        for group in firstRows {
            for (row, values) in group.rows.enumerated() {
                table.add(
                    row == 0 ? group.key : "", "\(row)",
                    values.map { String(format: "%9.4g", $0) }.joined(separator: " "))
            }
        }
        return heading("First rows", "Of episode \(episode.index), in the units of the dataset.") + indented(table.text)
    }

    private var dataConfigText: String {
        let fitting = dataConfigs.filter(\.fits)
        let note = "A data config says which keys a model gets and how they are normalised."
        guard let first = fitting.first else {
            let nearest = dataConfigs.prefix(3).map { fit in
                "\(fit.name) lacks \(fit.missing.count) of its \(fit.keyCount) keys: "
                    + fit.missing.prefix(4).joined(separator: ", ") + (fit.missing.count > 4 ? ", …" : "")
            }
            return heading("Data configs", note)
                + indented(
                    """
                    None of the built-in ones fits. Nearest:
                      \(nearest.joined(separator: "\n  "))
                    Next: gr00t data config \(dataConfigs.first?.name ?? "so100") > my_robot.json, put your keys in, then
                          gr00t data check \(path) --data-config my_robot.json
                    """)
        }
        return heading("Data configs", note)
            + indented(
                """
                Fitting: \(fitting.map(\.name).joined(separator: ", "))
                Next: gr00t data check \(path) --data-config \(first.name)
                      gr00t data plot \(path)
                      gr00t evaluate --model-path CHECKPOINT --dataset-path \(path) \\
                          --data-config \(first.name) --embodiment-tag \(first.embodimentTag.rawValue)
                """)
    }

    /// `1 min 45 s`.
    private static func duration(_ seconds: Double) -> String {
        guard seconds >= 60 else { return String(format: "%.1f s", seconds) }
        let whole = Int(min(seconds.rounded(), 1e12))
        let (hours, minutes) = (whole / 3600, whole / 60 % 60)
        return hours > 0 ? "\(Format.count(hours)) h \(minutes) min" : "\(minutes) min \(whole % 60) s"
    }
}
