extension DatasetError {
    /// What is wrong and where, without a full stop.
    var problem: String {
        switch self {
        case .missingFile(let path, _): "\(path) does not exist"
        case .unreadableFile(let path, let reason): "\(path) cannot be read: \(reason)"
        case .unwritableFile(let path, let reason): "\(path) cannot be written: \(reason)"
        case .malformed(let file, let key, let reason):
            key.isEmpty ? "\(file): \(reason)" : "\(file), key '\(key)': \(reason)"
        case .badPathTemplate(let template, let reason): "path template '\(template)': \(reason)"
        case .noModalityMap(let path):
            "\(path) does not exist: this is a plain LeRobot dataset, which does not say which numbers are which joints"
        case .unknownKey(let key, let file, _): "'\(key)' is not in \(file)"
        case .sliceOutsideVector(let key, let slice, let column, let width, let file):
            "\(file), key '\(key)': \(slice) is not a part of '\(column)', which has \(width) numbers"
        case .unsupportedVersion(let version, let file): "\(file): dataset format '\(version)' is not known"
        case .wrongWidth(let column, let file, let found, let expected):
            "\(file): column '\(column)' has \(found) numbers per row, but meta/info.json says \(expected)"
        case .wrongType(let column, let file, let found, let expected):
            "\(file): column '\(column)' is \(found), not \(expected)"
        case .wrongRowCount(let episode, let file, let found, let expected):
            "\(file) has \(found) rows of episode \(episode), but the episode list says \(expected)"
        case .episodeNotInFile(let episode, let file): "\(file) has no rows of episode \(episode)"
        case .unknownEpisode(let episode, _): "there is no episode \(episode)"
        case .rowOutOfRange(let row, let episode, let length):
            "there is no row \(row) in episode \(episode), which has \(length) rows"
        case .stepOutOfRange(let step, let count): "there is no step \(step) in a dataset of \(count) steps"
        case .notFinite(let value, let key, let episode, let row, let file):
            "\(file): '\(key)' is \(value) in row \(row) of episode \(episode)"
        case .unknownTask(let index, let key, let episode, let row, _):
            "'\(key)' is task \(index) in row \(row) of episode \(episode), but there is no such task"
        case .unevenTimestamps(let episode, let row, let spacing, let framesPerSecond, let file):
            "\(file): row \(row) of episode \(episode) comes \(spacing) s after the row before it, but meta/info.json "
                + "says \(framesPerSecond) frames per second"
        case .wrongFrameCount(let camera, let file, let episode, let found, let expected):
            "\(file): camera '\(camera)' has \(found) frames, but episode \(episode) needs \(expected)"
        case .wrongFrameRate(let camera, let file, let found, let expected):
            "\(file): camera '\(camera)' runs at \(found) frames per second, but meta/info.json says \(expected)"
        case .wrongFrameSize(let camera, let file, let found, let expected):
            "\(file): camera '\(camera)' has frames of \(found), but meta/info.json says \(expected)"
        case .frozenVideo(let camera, let file, let episode):
            "\(file): camera '\(camera)' shows the same picture throughout episode \(episode) although the robot moves"
        case .undecodableVideo(let camera, let file, let reason): "\(file): camera '\(camera)': \(reason)"
        case .badStatistics(let key, let file, let reason): "\(file), key '\(key)': \(reason)"
        }
    }

    /// What to do about it: a whole sentence.
    var remedy: String {
        switch self {
        case .missingFile(_, let remedy): remedy
        case .unreadableFile: "Check that the file was copied whole and that you may read it."
        case .unwritableFile: "Check that the directory exists, that you may write to it and that the disk is not full."
        case .malformed: "Correct the file, or export the dataset again."
        case .badPathTemplate: "Correct data_path and video_path in meta/info.json."
        case .noModalityMap:
            "Write meta/modality.json (`gr00t data check --fix` makes a first one from meta/info.json) and check the names."
        case .unknownKey(_, _, let candidates):
            candidates.isEmpty ? "There are none to choose from." : "Use one of: \(candidates.joined(separator: ", "))."
        case .sliceOutsideVector: "Correct start and end: 0 <= start < end <= width."
        case .unsupportedVersion: "Use a LeRobot dataset of v2.0, v2.1 or v3.0."
        case .wrongWidth: "Correct the feature's shape in meta/info.json, or export the dataset again."
        case .wrongType: "Choose another column in meta/modality.json, or export the dataset again."
        case .wrongRowCount: "The file is truncated or belongs to another dataset: copy it again."
        case .episodeNotInFile: "The episode list and the data files are of different datasets: copy both again."
        case .unknownEpisode(_, let available): "The dataset has \(available)."
        case .rowOutOfRange(_, _, let length): "Use 0...\(length - 1)."
        case .stepOutOfRange(_, let count): count == 0 ? "The dataset is empty." : "Use 0...\(count - 1)."
        case .notFinite: "Remove or repair the episode: one such value spoils the whole training."
        case .unknownTask(_, _, _, _, let available):
            "The task table has \(available): add the task or correct the column."
        case .unevenTimestamps(_, _, let spacing, let framesPerSecond, _):
            spacing > 0 && spacing.isFinite && (spacing * framesPerSecond - 1).magnitude > 0.01
                ? "If all rows are so, set \"fps\" to \((1000 / spacing).rounded() / 1000) in meta/info.json; if only this one is, rows are missing."
                : "Sort or repair the episode's rows."
        case .wrongFrameCount: "The video is truncated or of another episode: copy it again."
        case .wrongFrameRate: "Correct fps in meta/info.json, or encode the video again at that rate."
        case .wrongFrameSize: "Correct the feature's shape in meta/info.json, or encode the video again."
        case .frozenVideo:
            "The recording or the encoding failed: leave the episode out. If the scene really stands still, load "
                + "without verification."
        case .undecodableVideo: "Copy the video again, or encode it as h264, yuv420p."
        case .badStatistics: "Remove the statistics file: it is computed again."
        }
    }
}
