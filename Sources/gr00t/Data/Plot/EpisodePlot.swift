import Dataset
import Embodiment
import Foundation
import Plotting

/// One episode as a figure: joint groups over time, what the cameras saw above them, the instruction as the title.
struct EpisodePlot {
    let figure: Figure
    /// What was drawn, in words.
    let summary: String

    /// Up to this many joints in all, each has a chart of its own.
    private static let fewJoints = 12
    /// More than fit: the strip takes those whose times lie best.
    private static let picturesPerCamera = 60

    /// - Parameter keys: names of joint groups, with or without `state.`; none for all that move.
    /// - Throws: `DatasetError`, ``PlotKeyError``.
    init(dataset root: URL, episode index: Int?, keys: [String]) throws {
        let dataset = try LeRobotDataset(root, options: DatasetOptions(verification: .whenRead))
        let episode = try dataset.episode(index ?? dataset.episodes.first?.index ?? 0)
        let groups = try JointGroupSeries.all(of: dataset, episode: episode.index)
        let wanted = try Self.chosen(groups, keys)
        let still = groups.filter { group in !wanted.contains { $0.name == group.name } }
        let split = wanted.reduce(0) { $0 + $1.width } <= Self.fewJoints
        var charts = wanted.flatMap { $0.charts(framesPerSecond: dataset.info.framesPerSecond, perJoint: split) }
        if split, !charts.isEmpty {
            for line in charts[0].series.indices {
                charts[0].series[line].name = charts[0].series[line].dash == .solid ? "state" : "action"
            }
        }
        if !charts.isEmpty { charts[charts.count - 1].xLabel = "time [s]" }
        let seconds = Double(episode.length) / dataset.info.framesPerSecond
        let leftOut =
            keys.isEmpty && !still.isEmpty
            ? " Left out, because they do not move in this episode: \(still.map(\.name).joined(separator: ", "))." : ""
        figure = Figure(
            title: try Self.instruction(dataset, episode.index),
            footnote: "Episode \(episode.index) of \(root.lastPathComponent), \(episode.length) steps in "
                + "\(String(format: "%.1f", seconds)) s. Solid: state. Dashed: action.\(leftOut)",
            charts: charts, images: try Self.strips(dataset, episode), plotWidth: 860,
            plotHeight: split ? 90 : 130)
        summary = "episode \(episode.index), \(wanted.map(\.name).joined(separator: ", ")).\(leftOut)"
    }

    private static func chosen(_ groups: [JointGroupSeries], _ keys: [String]) throws -> [JointGroupSeries] {
        guard keys.isEmpty else {
            return try keys.map { key in
                let name = key.split(separator: ".").count == 2 ? String(key.split(separator: ".")[1]) : key
                guard let group = groups.first(where: { $0.name == name }) else {
                    throw PlotKeyError(key: key, known: groups.map(\.name))
                }
                return group
            }
        }
        let moving = groups.filter(\.moves)
        return moving.isEmpty ? groups : moving
    }

    /// What the robot was told: the first annotation that is a sentence.
    private static func instruction(_ dataset: LeRobotDataset, _ episode: Int) throws -> String {
        let texts =
            try dataset.modalityMap.names(.annotation).isEmpty
            ? []
            : dataset.step(episode: episode, row: 0).observation.annotation.sorted { $0.key < $1.key }.flatMap(\.value)
        return texts.first { $0.contains(" ") } ?? texts.first ?? "Episode \(episode)"
    }

    private static func strips(_ dataset: LeRobotDataset, _ episode: Episode) throws -> [ImageStrip] {
        let cameras = dataset.modalityMap.names(.video)
        let count = min(picturesPerCamera, episode.length)
        var frames: [String: [ImageStrip.Frame]] = [:]
        for picture in 0..<count {
            let row = count == 1 ? 0 : picture * (episode.length - 1) / (count - 1)
            let sample = try dataset.step(episode: episode.index, row: row)
            for camera in cameras {
                guard let image = sample.observation.video[camera]?.first else { continue }
                frames[camera, default: []].append(.init(x: Double(row) / dataset.info.framesPerSecond, image: image))
            }
        }
        return cameras.map { ImageStrip($0, frames: frames[$0] ?? [], height: 110) }
    }
}

/// A key on the command line that is no joint group of the dataset.
struct PlotKeyError: Error, CustomStringConvertible {
    let key: String
    let known: [String]

    var description: String {
        "--keys: there is no joint group '\(key)' in meta/modality.json. Use some of: \(known.joined(separator: ", "))."
    }
}
