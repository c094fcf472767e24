import Foundation
import Media
import Plotting

/// The figures that the project draws, with made-up data.
enum Example {
    /// Predicted against recorded actions of 26 joints in chunks of 16.
    static func trajectories() -> Figure {
        let groups = [("left_arm", 7), ("right_arm", 7), ("left_hand", 6), ("right_hand", 6)]
        let joints = groups.flatMap { name, count in (0..<count).map { "action.\(name)[\($0)]" } }
        let steps = 160
        let charts = joints.enumerated().map { joint, name in
            let scale = joint % 5 == 4 ? 0.0004 : joint % 5 == 3 ? 120 : 1.0
            let recorded = (0..<steps).map { step -> Double in
                let slow = sin(Double(step) / 20 + Double(joint)), fast = cos(Double(step) / 5)
                return joint == 8 ? 0.25 : scale * (slow + 0.2 * fast)
            }
            let predicted = recorded.enumerated().map { step, value -> Double in
                let noise = sin(Double(step * (joint + 1)) * 0.9), drift = Double(step % 16) / 200
                return value + scale * (0.08 * noise + drift)
            }
            let starts = Array(stride(from: 0, to: steps, by: 16))
            return LineChart(
                title: name, xLabel: joint >= 22 ? "time [s]" : "", yLabel: joint % 4 == 0 ? "rad" : "",
                series: [
                    Series("recorded", y: recorded, step: 0.05, color: .ink, width: 2),
                    Series("predicted", y: predicted, step: 0.05, color: .vermilion, dots: starts),
                ],
                markers: [Markers("a chunk of 16 is predicted", x: starts.map { Double($0) * 0.05 })])
        }
        return Figure(
            title: "Open loop: predicted and recorded actions, episode 3 of robot_sim.PickNPlace",
            footnote:
                "Mean squared error 0.0123 over 160 steps and 26 joints; 10 chunks of 16, 4 denoising steps, seed 42. "
                + "\"pick the sweet potato from the counter and place it in the plate\"",
            charts: charts, columns: 4, plotWidth: 230, plotHeight: 90)
    }

    /// State and action per joint group under the frames of two cameras.
    static func episode() -> Figure {
        let charts = ["left_arm", "right_arm", "right_hand"].enumerated().map { group, name in
            let joints = group == 2 ? 6 : 7
            let series = (0..<joints).flatMap { joint in
                let action = (0..<400).map { sin(Double($0) / 60 + Double(joint)) * Double(joint + 1) / 5 }
                let state = action.indices.map { action[max(0, $0 - 12)] }
                let color = Color.palette[joint % Color.palette.count]
                return [
                    Series("\(name)[\(joint)]", y: action, step: 0.05, color: color),
                    Series("", y: state, step: 0.05, color: color, dash: .dashed, width: 1.2),
                ]
            }
            return LineChart(title: name, xLabel: "time [s]", yLabel: "position [rad]", series: series)
        }
        let strips = ["ego_view", "wrist_view_of_the_right_arm"].map { name in
            ImageStrip(
                name, frames: stride(from: 0.0, through: 19.95, by: 0.95).map { .init(x: $0, image: picture($0)) })
        }
        return Figure(
            title: "Episode 0: pick the pear from the counter and place it in the plate",
            footnote: "Solid: action. Dashed: state.", charts: charts, images: strips, plotWidth: 820, plotHeight: 150)
    }

    /// Loss on a logarithmic scale with a band, gaps and a mark, and the learning rate.
    static func training() -> Figure {
        var loss = (0..<20_000).map { step -> Double in
            let noise = abs(sin(Double(step) * 12.9898))
            return 0.8 * exp(-Double(step) / 4000) + 0.01 + 0.008 * noise
        }
        for step in 9000..<9600 { loss[step] = .nan }
        loss[300] = .infinity
        let x = stride(from: 0.0, to: 20_000, by: 200).map { $0 }
        let mean = x.map { 0.8 * exp(-$0 / 4000) + 0.014 }
        return Figure(
            title: "Fine-tuning", footnote: "batch 32, bf16, frozen backbone",
            charts: [
                LineChart(
                    title: "loss", yLabel: "flow-matching loss",
                    series: [
                        Series("training", y: loss, color: .sky, width: 1),
                        Series("evaluation", x: x, y: mean, color: .vermilion, width: 2, dots: [95]),
                    ],
                    bands: [
                        Band(
                            "one standard deviation", x: x, lower: mean.map { $0 * 0.8 }, upper: mean.map { $0 * 1.25 },
                            color: .vermilion)
                    ],
                    markers: [Markers("resumed", x: [9600], dash: .dashed)], yScale: .logarithmic),
                LineChart(
                    title: "learning rate", xLabel: "step",
                    series: [
                        Series(
                            "cosine with warm-up", x: x,
                            y: x.map { step -> Double in
                                let cosine = 0.5 + 0.5 * cos(Double.pi * step / 20_000)
                                return 1e-4 * min(step / 1000, cosine)
                            })
                    ]),
            ], plotWidth: 640, plotHeight: 200)
    }

    /// What data can be at worst.
    static func oddities() -> Figure {
        let long = "observation.state.a_robot_with_a_very_long_name.right_shoulder_pitch_joint_position"
        return Figure(
            title:
                "Charts of data that is empty, constant, broken, huge or tiny, under a title that does not fit on one line",
            footnote: "A word that is longer than the figure: " + String(repeating: "x", count: 300),
            charts: [
                LineChart(title: "empty", series: [Series("none", y: [])]),
                LineChart(title: "only NaN", series: [Series("NaN", y: [.nan, .nan])]),
                LineChart(title: "constant", series: [Series("0.25", y: [0.25, 0.25, 0.25])]),
                LineChart(title: "zero", series: [Series("0", y: [0, 0])]),
                LineChart(title: "one sample", series: [Series("1", y: [5])]),
                LineChart(title: "gaps", series: [Series("gaps", y: [1, .nan, 2, .infinity, 3, 4, -.infinity, 2])]),
                LineChart(title: "huge", series: [Series("huge", y: [1e299, -1e299, 1e308, 3e298])]),
                LineChart(title: "tiny", series: [Series("tiny", y: [1e-300, 2e-300, 1.5e-300])]),
                LineChart(
                    title: "log of what is not positive", series: [Series("log", y: [0, -1, .nan])],
                    yScale: .logarithmic),
                LineChart(
                    title: "log over 12 decades", series: [Series("log", y: [1e-9, 1e-3, 1e3])], yScale: .logarithmic),
                LineChart(title: long, xLabel: long, yLabel: long, series: [Series(long, y: [1_000_001, 1_000_002])]),
                LineChart(
                    title: "outside", xLabel: "x", series: [Series("outside", y: [-1e200, 0.5, 1e200])], yRange: 0...1),
                LineChart(
                    title: "many", xLabel: "x",
                    series: (0..<20).map { line in Series("line \(line)", y: (0..<9).map { Double($0 * line) }) }),
            ], columns: 3, sharesXAxis: false)
    }

    private static func picture(_ time: Double) -> Image {
        let (height, width) = (240, 320)
        let pixels = (0..<height * width).flatMap { pixel -> [UInt8] in
            let row = pixel / width, column = pixel % width
            let isBall = abs(row - 150) + abs(column - Int(time * 15)) < 40
            return isBall ? [220, 60, 40] : [UInt8(row), UInt8(column / 2), 120]
        }
        return Image(height: height, width: width, pixels: pixels)
    }
}
